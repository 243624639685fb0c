import path from 'node:path';
import { ownKeys, type TableId, tableLabel } from '../../core/catalog/table';
import { nameLabel } from '../../core/catalog/tableName';
import { type ColumnChoice, renamedColumns } from '../../core/diff/comparedTable';
import type { KeptTable } from '../../core/diff/comparison';
import type { ColumnPair } from '../../core/diff/matchedColumns';
import { wholeTable } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { withConnections } from '../../engine/connections';
import type { EngineHost } from '../../engine/engineHost';
import { openIncident } from '../../engine/incidents';
import { type RecoveryDone, type RecoveryOrder, runRecovery } from '../../engine/recovering';
import { factsOf } from '../../engine/reviewing';
import { pickScratch } from '../connections/pickScratch';
import { allowingProductionServer } from '../connections/productionServers';
import type { ConnectionProfile } from '../connections/profiles';
import { contentsOfDump, definedTable } from '../dumps/dumpDefinitions';
import { pickDumpTable } from '../dumps/pickDump';
import { pickDumpForIncident } from '../dumps/pickRankedDump';
import { chosen } from '../chosen';
import { keptVerificationOf } from '../dumps/keptVerificationOf';
import { newIncidentFolder } from '../incidents/incidentFolders';
import { openingIn, tableOf } from '../incidents/openedTable';
import { columnsIn } from '../columnSettings';
import type { OpenIncident } from '../review/openIncident';
import { connectionOf, pickProduction, productionOf } from '../review/production';
import type { UiServices } from '../services';
import { type ComparisonSettings, comparisonSettings, diskReserve, rowsReach } from '../settings';
import { subjectOf } from '../views/subject';
import { pickKey, pickOtherColumns } from './pickColumns';
import { pickComparison } from './pickComparison';
import { warn } from '../asking';

/** What is known before anything is asked: from the node that the command was called on. */
interface Subject {
  readonly profile?: ConnectionProfile | undefined;
  readonly dump?: string | undefined;
  readonly table?: TableId | undefined;
  /** As the journal has it: an incident's that was qualified first. */
  readonly damagedAt?: string | undefined;
  /** Of an incident that was only qualified yet, or whose recovery was broken off. */
  readonly incident?: string;
}

/**
 * The guided recovery as far as the comparison: production, time of the damage, dump, table, columns; then restore and
 * compare. Writes nothing to production.
 * @returns The incident's folder.
 */
export async function recover(services: UiServices, node: unknown): Promise<string> {
  const subject = await subjectOfRecovery(services, node);
  const profile =
    subject.profile ?? (await pickProduction(services.profiles, 'Which production was damaged?'));
  const { dump, table, damagedAt } = await dumpAndTable(services, subject);
  // Asked before any work, so that nothing is done in vain where no folder is open.
  const out = subject.incident ?? (await newIncidentFolder(table, new Date()));
  const live = await services.profiles.settings(profile);
  const defined = await definedTable(services, dump, table);
  const { columns, scope } = await pickComparison(services, {
    ...{ profile, table },
    ...{ backup: defined.columns, backupKeys: defined.keys },
  });
  const scratch = await pickScratch(services.profiles, 'Where is the table to be restored?');
  const order: AskedRecovery = {
    restore: { dump, table, engine: 'auto' },
    ...{ live, out, columns, damagedAt },
    ...{ scratch, scope, choice: {}, keep: false },
    ...{ allowSuperuser: false, machine: { allowed: false, reserve: diskReserve() } },
  };
  return runInto(order, services);
}

/** All but the productions, which the window knows, and what its settings say. */
type AskedRecovery = Omit<
  RecoveryOrder,
  'productions' | 'rows' | 'verified' | keyof ComparisonSettings
>;

/** @returns The incident's folder. */
async function runInto(order: AskedRecovery, services: UiServices): Promise<string> {
  const verified = await keptVerificationOf(order.restore.dump, services);
  const asked = { ...order, ...comparisonSettings(), rows: rowsReach(), verified };
  const { recovered, incident } = await services.running.during(order.out, 'recovering', () =>
    allowingProductionServer(services.profiles, (productions) =>
      allowingThisMachine({ ...asked, productions }, services),
    ),
  );
  for (const warning of recovered.restored.warnings) {
    services.log.warn(warning);
  }
  services.refresh();
  return incident.path;
}

async function allowingThisMachine(
  order: RecoveryOrder,
  services: UiServices,
): Promise<RecoveryDone> {
  try {
    return await restoreAndCompare(order, services);
  } catch (error) {
    const isShared = error instanceof RecoveryError && error.code === 'production-on-this-machine';
    if (!isShared || order.machine.allowed) {
      throw error;
    }
    const options = { modal: true, detail: error.message };
    const question = 'Restore beside production, on the same machine?';
    chosen(await warn(question, options, 'Restore Here'));
    return restoreAndCompare(
      { ...order, machine: { allowed: true, reserve: diskReserve() } },
      services,
    );
  }
}

async function restoreAndCompare(
  order: RecoveryOrder,
  { tasks }: UiServices,
): Promise<RecoveryDone> {
  const { dump, table } = order.restore;
  const title = `Recovering ${nameLabel(table)} from ${path.basename(dump)}`;
  const work = (host: EngineHost): Promise<RecoveryDone> =>
    withConnections(host, (connections) => runRecovery(order, connections, host));
  return tasks.run(title, work, phasesOfRecovery);
}

/** Rows, keys and indexes restored; compared, what differs found, and read. */
const phasesOfRecovery = 5;

async function subjectOfRecovery(services: UiServices, node: unknown): Promise<Subject> {
  const incident = subjectOf(node, 'incident');
  if (incident) {
    return brokenOff(incident.dir, services);
  }
  const [live, dumped] = [subjectOf(node, 'liveTable'), subjectOf(node, 'dumpTable')];
  const profile = (live ?? subjectOf(node, 'connection'))?.profile;
  return {
    profile: profile?.role === 'production' ? profile : undefined,
    dump: (dumped ?? subjectOf(node, 'dump'))?.path,
    table: (live ?? dumped)?.table,
  };
}

/** What the journal of an incident without a comparison knows; what it does not is asked. */
async function brokenOff(dir: string, services: UiServices): Promise<Subject> {
  const { entries } = await factsOf(await openIncident(dir));
  const opened = openingIn(entries);
  if (!opened) {
    return { incident: dir };
  }
  const profile = connectionOf(opened.production, services.profiles);
  const { damagedAt } = opened;
  if (opened.dump === undefined) {
    return { incident: dir, profile, table: tableOf(opened), damagedAt };
  }
  const { tables } = await contentsOfDump(services, opened.dump);
  const table = tables.find((held) => tableLabel(held) === opened.table);
  return { incident: dir, profile, dump: opened.dump, table, damagedAt };
}

interface Chosen {
  readonly dump: string;
  readonly table: TableId;
  readonly damagedAt: string | undefined;
}

async function dumpAndTable(services: UiServices, subject: Subject): Promise<Chosen> {
  const { dump, damagedAt } =
    subject.dump === undefined
      ? chosen(await pickDumpForIncident(services, subject.table, subject.damagedAt))
      : { dump: subject.dump, damagedAt: subject.damagedAt };
  if (!subject.table) {
    return { dump, table: chosen(await pickDumpTable(services, dump)), damagedAt };
  }
  await refuseAbsent(services, dump, subject.table);
  return { dump, table: subject.table, damagedAt };
}

async function refuseAbsent(services: UiServices, dump: string, table: TableId): Promise<void> {
  const { tables } = await contentsOfDump(services, dump);
  if (!tables.some(({ schema, name }) => schema === table.schema && name === table.name)) {
    throw new RecoveryError(
      'table-not-in-dump',
      `${path.basename(dump)} holds no table ${tableLabel(table)}.`,
      { hint: 'Choose another dump.' },
    );
  }
}

/**
 * The same table from the same dump again, compared with production as it is now. Where it was compared without a key,
 * one may be chosen now.
 * @returns The new incident's folder.
 */
export async function recoverAgain(incident: OpenIncident, services: UiServices): Promise<string> {
  const { table } = incident.session.comparison;
  const columns = columnsOf(table);
  const key = columns.key ?? (await pickKey(table.live));
  return recoverBy({ ...columns, key }, incident, services);
}

/** The same by columns that the operator names instead of the key. @returns The new incident's folder. */
export async function recoverByOtherColumns(
  incident: OpenIncident,
  services: UiServices,
): Promise<string> {
  const { table } = incident.session.comparison;
  const { map, ...before } = columnsOf(table);
  const backup = table.backup.columns.map(({ name }) => name);
  const known = { live: table.live, backup, backupKeys: ownKeys(table.backup), map };
  const { choice } = await pickOtherColumns(known, { choice: before, key: before.key });
  return recoverBy({ ...choice, map }, incident, services);
}

async function recoverBy(
  columns: ColumnChoice,
  incident: OpenIncident,
  services: UiServices,
): Promise<string> {
  const { identity, table, scope = wholeTable } = incident.session.comparison;
  const ignore = ignoredAgain(table, columns.key);
  const asked = { table: identity.table, columns: { ...columns, ignore }, scope };
  return recoverFromDumpOf(incident, asked, services);
}

/** What is compared of the dump that an incident is of, with the same production. */
export interface OfSameDump extends Pick<AskedRecovery, 'columns' | 'scope'> {
  readonly table: TableId;
}

/** @returns The new incident's folder. */
export async function recoverFromDumpOf(
  incident: OpenIncident,
  { table, columns, scope }: OfSameDump,
  services: UiServices,
): Promise<string> {
  const { settings } = await productionOf(incident, services.profiles);
  const { dump } = incident.session.comparison;
  await refuseAbsent(services, dump.path, table);
  return runInto(
    {
      restore: { dump: dump.path, table, engine: 'auto' },
      ...{ live: settings, columns },
      ...{ out: await newIncidentFolder(table, new Date()) },
      ...{ scratch: await pickScratch(services.profiles, 'Where is the table to be restored?') },
      ...{ scope, choice: {}, keep: false },
      ...{ allowSuperuser: false, machine: { allowed: false, reserve: diskReserve() } },
    },
    services,
  );
}

/** What the operator had said of the columns. */
function columnsOf(table: KeptTable): ColumnChoice & { readonly map: readonly ColumnPair[] } {
  const named = (positions: readonly number[]): readonly string[] | undefined =>
    positions.length === 0
      ? undefined
      : positions.flatMap((position) => table.columns[position]?.name ?? []);
  return { key: named(table.key), identity: named(table.identity), map: renamedColumns(table) };
}

/** As set since, else as before; never by what the rows are told apart. */
function ignoredAgain(
  { live, columns, ignored }: KeptTable,
  key: readonly string[] = [],
): readonly string[] {
  const names = columns.map(({ name }) => name);
  const before = ignored.flatMap((position) => names[position] ?? []);
  return (columnsIn('ignoredColumns', live.id) ?? before).filter(
    (name) => names.includes(name) && !key.includes(name),
  );
}
