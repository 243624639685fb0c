import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import type { CorrectionPlan } from '../../../src/core/correction/plan';
import type { StoredPlan } from '../../../src/core/correction/planFile';
import { RecoveryError, type RecoveryErrorCode } from '../../../src/core/errors';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import { type Patience, usualPatience } from '../../../src/postgres/correction/line';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import type { ApplyResult } from '../../../src/recovery/correct/results';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Correcting } from '../../../src/recovery/correct/correcting';
import { type Proof, proveCorrection } from '../../../src/recovery/correct/proveCorrection';
import { rehearseCorrection } from '../../../src/recovery/correct/rehearse';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import type { UndoResult } from '../../../src/recovery/correct/results';
import type { Work } from '../../../src/recovery/work';
import type { Rehearsal } from '../../../src/core/incident/rehearsal';
import { connected, quiet, testServer, type TestServer } from '../../support/postgres';
import { origin, planBetween, readState } from '../../support/scriptIncident';

/** Waits shorter than usual, so that tests end. */
export const shortPatience: Patience = {
  ...usualPatience,
  lock: 300,
  turn: 10_000,
  idle: 5_000,
  silence: 3_000,
  settle: 8_000,
};

/** A damaged production table with the plan of its correction in an incident's folder. */
export interface Scene {
  readonly live: ConnectionSettings;
  readonly folder: string;
  readonly table: string;
  readonly stored: StoredPlan;
}

export interface SceneSql {
  readonly create: string;
  readonly damage: string;
  /** `schema.name` */
  readonly table: string;
  /** What happens between the comparison and the steps under test. */
  readonly afterwards?: string;
}

const folders: string[] = [];

/** Makes the table, keeps it as the backup, damages it, and plans the way back; on the shared server, or the one given. */
export async function scene(
  { create, damage, table, afterwards }: SceneSql,
  server?: Pick<TestServer, 'createDatabase'>,
): Promise<Scene> {
  const live = await (server ?? (await testServer())).createDatabase();
  const [schema = '', name = ''] = table.replaceAll('"', '').split('.');
  const plan = await connected(live, async (session) => {
    await session.query(create);
    const backup = await readState(session, schema, name);
    await session.query(damage);
    const damaged = await readState(session, schema, name);
    if (afterwards !== undefined) {
      await session.query(afterwards);
    }
    return planBetween(backup, damaged);
  });
  const folder = await newFolder(plan);
  const stored = await (await IncidentFolder.open(folder)).plan();
  return { live, folder, table, stored };
}

/** A further folder with the same plan, as on another machine; no snapshot is taken unless asked for. */
export async function newFolder(plan: CorrectionPlan, { declined = true } = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pra-incident-'));
  folders.push(folder);
  const incident = await IncidentFolder.create(folder);
  await incident.savePlan(plan, origin);
  if (declined) {
    await incident.note({ step: 'snapshot-declined', reason: 'a test of what comes after' });
  }
  return folder;
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function correcting(
  { live, folder }: Pick<Scene, 'live' | 'folder'>,
  patience = shortPatience,
): Promise<Correcting> {
  return {
    target: new PostgresCorrectionTarget(live, patience),
    address: live,
    incident: await IncidentFolder.open(folder),
    signature: { incident: basename(folder), tool: 'pra 0.1.0', operator: 'marie' },
    now: () => new Date(),
  };
}

export async function apply(
  scene: Scene,
  { work = quiet, patience = shortPatience, batchRows }: ApplyOptions = {},
): Promise<ApplyResult> {
  const { stored, table } = scene;
  const confirmed = { ...stored, plan: confirmPlan(stored.plan, table) };
  const steps = { ...(await correcting(scene, patience)), batchRows };
  return applyCorrection(confirmed, steps, work);
}

interface ApplyOptions {
  readonly work?: Work;
  readonly patience?: Patience;
  readonly batchRows?: number | undefined;
}

export async function rehearse(scene: Scene): Promise<Rehearsal> {
  return rehearseCorrection(scene.stored, await correcting(scene), quiet);
}

export async function undo(scene: Scene, { patience = shortPatience } = {}): Promise<UndoResult> {
  const request = { ...scene.stored, confirmedTable: scene.table };
  return undoCorrection(request, await correcting(scene, patience), quiet);
}

export async function prove(scene: Scene, since?: string): Promise<Proof> {
  return proveCorrection({ ...scene.stored, since }, await correcting(scene), quiet);
}

/** For `assert.rejects`: this refusal and no other. */
export function refusedWith(code: RecoveryErrorCode) {
  return (error: unknown): true => {
    assert.ok(error instanceof RecoveryError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

/** A digest over every row's text. */
export async function tableDigest(live: ConnectionSettings, table: string): Promise<string> {
  return connected(live, async (session) => {
    const rows = await session.rows(`select t::text from ${table} as t order by 1`);
    return createHash('md5').update(JSON.stringify(rows)).digest('hex');
  });
}

export async function sql(
  live: ConnectionSettings,
  text: string,
): Promise<readonly (string | null)[][]> {
  return connected(live, async (session) => (await session.rows(text)).map((row) => [...row]));
}

/** Appointments as the tests here use them: rows 1 to 100, of which a period is lost, others wrong, some added. */
export const appointments: SceneSql = {
  table: 'metier.rdv',
  create: `
    create schema metier;
    create table metier.rdv (
      id int generated by default as identity primary key,
      nom varchar(40) not null,
      statut text,
      prix numeric(8, 2),
      vu timestamptz,
      doux char(8),
      drapeaux text[],
      majuscules text generated always as (upper(nom)) stored
    );
    insert into metier.rdv (nom, statut, prix, vu, doux, drapeaux)
    select
      format(E'Hé\\\\lène "%s"\\n', n), case when n % 7 > 0 then 'CONFIRME' end, n * 1.1,
      '2026-03-29 01:30:00.123456+00'::timestamptz + n * interval '1 hour', 'a',
      array['x', null, 'NULL', '{"}', format('%s', n)]
    from generate_series(1, 100) as n`,
  damage: `
    delete from metier.rdv where id between 10 and 19;
    update metier.rdv set statut = 'ANNULE', vu = vu + interval '1 year' where id between 30 and 49;
    insert into metier.rdv (id, nom) select n, 'en trop' from generate_series(201, 205) as n`,
};
