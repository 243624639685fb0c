import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { type TableId, tableLabel } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import { type Freeze, freezeOn } from '../core/freeze/freeze';
import type { IncidentFolder } from '../files/incidentFolder';
import { TokenFolder } from '../files/tokenFolder';
import { dataHome } from '../pgtools/server/dataHome';
import { processes } from '../pgtools/server/processes';
import { resolveTable } from '../postgres/catalog';
import { cancellable } from '../postgres/connection/cancellable';
import { withSession } from '../postgres/connection/withSession';
import { PostgresFreezer } from '../postgres/freeze/freezer';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { type Freezing, heldToken, saveIn } from '../recovery/freeze/freezing';
import { freezeTable, type FreezeResult } from '../recovery/freeze/freezeTable';
import { type FoundFreeze, frozenTables } from '../recovery/freeze/frozenTables';
import { unfreezeTable, type UnfreezeResult } from '../recovery/freeze/unfreezeTable';
import type { FreezePass, NewToken, TokenStore } from '../recovery/ports/freezer';
import type { Work } from '../recovery/work';

/** What is frozen, or no more, and for what. */
export interface FreezeTarget {
  readonly live: ConnectionSettings;
  readonly table: TableName;
  /** Undefined where it belongs to none. */
  readonly incident: IncidentFolder | undefined;
  /** Where tokens are kept and looked for beside the incident's folder. */
  readonly secrets?: TokenStore | undefined;
}

export interface FreezeCommand extends FreezeTarget {
  /** Undefined: who runs this program. */
  readonly owner: string | undefined;
  readonly reason: string;
}

/** @throws {RecoveryError} as {@link freezeTable}. */
export async function freeze(command: FreezeCommand, work: Work): Promise<FreezeResult> {
  const { incident, reason, owner = processes.user } = command;
  const order = {
    ...{ table: await resolved(command, work), owner, reason },
    incident: incident && path.basename(incident.path),
  };
  return freezeTable(order, freezingOf(command), work);
}

/** @throws {RecoveryError} as {@link unfreezeTable}. */
export async function unfreeze(target: FreezeTarget, work: Work): Promise<UnfreezeResult> {
  const table = await resolved(target, work);
  return unfreezeTable(table, { ...freezingOf(target), by: processes.user }, work);
}

/** What is frozen in a database. */
export async function frozenIn(
  target: Pick<FreezeTarget, 'live' | 'incident' | 'secrets'>,
  work: Work,
): Promise<readonly FoundFreeze[]> {
  return frozenTables(freezingOf(target), work);
}

/** The freeze that a table of production carries; undefined where it takes writes. Only reads. */
export async function freezeOfTable(
  live: ConnectionSettings,
  table: TableId,
  signal: AbortSignal,
): Promise<Freeze | undefined> {
  const work = { signal, progress: () => undefined };
  return freezeOn(table, await new PostgresFreezer(live).frozen(work))?.freeze;
}

/** New tokens go into the incident's folder and into what keeps secrets; where there is neither, the tool's own folder. */
export function tokenStores({
  incident,
  secrets,
}: Pick<FreezeTarget, 'incident' | 'secrets'>): Pick<Freezing, 'keepIn' | 'stores'> {
  const own = new TokenFolder(path.join(dataHome(), 'freeze'));
  const given = [...(incident ? [incident.tokens] : []), ...(secrets ? [secrets] : [])];
  return { keepIn: given.length > 0 ? given : [own], stores: [...given, own] };
}

export function newToken(): NewToken {
  const token = randomBytes(32).toString('hex');
  return { token, tokenHash: createHash('sha256').update(token, 'utf8').digest('hex') };
}

/** What lets the corrections of an incident write to tables that were frozen for it, or by this installation. */
export function freezePass(incident: IncidentFolder, secrets?: TokenStore): FreezePass {
  const { keepIn, stores } = tokenStores({ incident, secrets });
  return {
    newToken,
    token: (tokenHash) => heldToken(stores, tokenHash),
    isOwn: async (tokenHash) =>
      (await incident.entries()).some(
        (entry) => entry.step === 'frozen' && entry.tokenHash === tokenHash,
      ),
    keep: async (token, { table, freeze }) => {
      const { tokenHash, owner, role, reason } = freeze;
      await saveIn(keepIn, { token, tokenHash, table });
      const step = 'frozen';
      await incident.note({ step, table: tableLabel(table), owner, role, reason, tokenHash });
    },
  };
}

function freezingOf({
  live,
  incident,
  secrets,
}: Pick<FreezeTarget, 'live' | 'incident' | 'secrets'>): Freezing {
  return {
    ...{ freezer: new PostgresFreezer(live), journal: incident, newToken },
    ...tokenStores({ incident, secrets }),
  };
}

async function resolved({ live, table }: FreezeTarget, { signal }: Work): Promise<TableId> {
  return withSession(
    live,
    (session) => cancellable(session, signal, () => resolveTable(session, table)),
    signal,
  );
}
