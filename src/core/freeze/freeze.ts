import { type TableId, tableLabel } from '../catalog/table';
import { commentText } from '../sql/comment';

/** That writes to a table are refused, as production's own catalogue keeps it: whoever connects can read it there. */
export interface Freeze {
  /** SHA-256 of the token, in hexadecimal: what a freeze is known by. The token itself is in no catalogue. */
  readonly tokenHash: string;
  /** When, by production's clock: ISO 8601, UTC. */
  readonly at: string;
  /** The role of the database that froze it. */
  readonly role: string;
  /** The person whom to ask. */
  readonly owner: string;
  /** The incident, as its folder is called; undefined where it was frozen without one. */
  readonly incident: string | undefined;
  readonly reason: string;
}

/** A frozen table with all that its freeze is meant to hold. */
export interface FrozenTable {
  readonly table: TableId;
  readonly freeze: Freeze;
  /** The table, its partitions and the tables that inherit from it, as far as they carry the freeze. */
  readonly relations: readonly TableId[];
  readonly gaps: readonly FreezeGap[];
}

/** Of what is frozen, that which a table is held by: its own freeze, or that of the table above it. */
export function freezeOn<F extends Pick<FrozenTable, 'relations'>>(
  { schema, name }: TableId,
  frozen: readonly F[],
): F | undefined {
  return frozen.find(({ relations }) =>
    relations.some((table) => table.schema === schema && table.name === name),
  );
}

/** Where writes get through although the table is frozen. */
export interface FreezeGap {
  readonly table: TableId;
  /** It was attached, or made, after the freeze; or somebody disabled or dropped the triggers. */
  readonly why: 'not-covered' | 'disabled';
}

/** Names that sort before all others, so that these triggers are the first to run. */
export const freezeTriggers = {
  dml: '!pra_freeze_dml',
  truncate: '!pra_freeze_trunc',
  /** Only where a table above is not frozen: what is written through it starts no statement trigger below. */
  row: '!pra_freeze_row',
} as const;

export type FreezeTrigger = (typeof freezeTriggers)[keyof typeof freezeTriggers];

export function isFreezeTrigger(name: string): name is FreezeTrigger {
  return Object.values<string>(freezeTriggers).includes(name);
}

/** What the triggers are given: texts without line ends, the token's hash first. @param rootOid The frozen table's. */
export function freezeArguments(freeze: Freeze, rootOid: string): readonly string[] {
  const { tokenHash, at, role, owner, incident = '', reason } = freeze;
  return [tokenHash, rootOid, at, role, owner, incident, reason].map((text) =>
    commentText(text).trim(),
  );
}

/** Undefined for what this tool did not write. */
export function freezeIn(
  args: readonly string[],
): { readonly freeze: Freeze; readonly rootOid: string } | undefined {
  const [tokenHash = '', rootOid = '', at = '', role = '', owner = '', incident = '', reason] =
    args;
  if (!/^[0-9a-f]{64}$/.test(tokenHash) || reason === undefined) {
    return undefined;
  }
  const named = incident === '' ? undefined : incident;
  return { freeze: { tokenHash, at, role, owner, incident: named, reason }, rootOid };
}

/** Whose it is and why, as half a sentence: `by marie (role dba) since 2026-03-10T08:00:00Z for …`. */
export function freezeLabel({ owner, role, at, incident, reason }: Freeze): string {
  const by = owner === role ? owner : `${owner} (role ${role})`;
  const cause = incident === undefined ? '' : ` for the incident ${incident}`;
  return `by ${by} since ${at}${cause}: ${reason}`;
}

export function gapSentence({ table, why }: FreezeGap): string {
  const label = tableLabel(table);
  return why === 'disabled'
    ? `Somebody has disabled the triggers of the freeze on ${label}: writes to it are not refused.`
    : `${label} carries no trigger of the freeze: what writes to it directly is not refused.`;
}
