import type { TableId } from '../../core/catalog/table';
import type { LeftOutRule } from '../../core/restore/leftOutRules';
import type { ReplacedCollation } from '../../core/restore/plan';
import type { ScratchListing } from '../../recovery/ports/scratch';

/** What stands in the comment of a scratch database, by which it is known again. */
export interface ScratchMark extends Pick<ScratchListing, 'origin' | 'createdAt' | 'state'> {
  /** In which the tables are not as the dump has them; absent without any. */
  readonly collations?: readonly ReplacedCollation[];
  /** Present where check constraints were left out, too: of all tables, or of those. */
  readonly checks?: 'left out' | readonly TableId[];
  /** Of the one table that was restored; absent where the dump does not tell them. */
  readonly rules?: readonly LeftOutRule[];
}

const tool = 'pra-table-recovery';

export function scratchMark({ origin, collations, ...mark }: ScratchMark): string {
  return JSON.stringify({
    ...{ tool, ...mark, ...origin },
    // There may be thousands.
    collations: collations?.map(({ table: { schema, name }, column, collation }) => [
      ...[schema, name, column, collation],
    ]),
  });
}

/** Undefined for anything that this tool has not written. */
export function parseScratchMark(comment: string | null | undefined): ScratchMark | undefined {
  const mark = parsed(comment ?? '');
  const process = asObject(mark['process']);
  if (mark['tool'] !== tool || !isState(mark['state'])) {
    return undefined;
  }
  return {
    state: mark['state'],
    createdAt: text(mark['createdAt']),
    ...parsedCollations(mark['collations']),
    ...parsedChecks(mark['checks']),
    ...parsedRules(mark['rules']),
    origin: {
      dump: text(mark['dump']),
      // Older marks name no database and no owner, but always a table.
      database: text(mark['database']),
      table: parsedTable(mark['table']),
      owner: text(mark['owner']),
      encoding: text(mark['encoding']),
      host: text(mark['host']),
      process: {
        pid: Number(process['pid']),
        startedAt: text(process['startedAt']),
        boot: text(process['boot']),
      },
    },
  };
}

/** JSON leaves out what is undefined: without a table, the whole database was restored. */
function parsedTable(value: unknown): TableId | undefined {
  if (value === undefined) {
    return undefined;
  }
  const table = asObject(value);
  return { schema: text(table['schema']), name: text(table['name']) };
}

function parsedCollations(value: unknown): Pick<ScratchMark, 'collations'> {
  return Array.isArray(value) ? { collations: value.map(parsedCollation) } : {};
}

function parsedChecks(value: unknown): Pick<ScratchMark, 'checks'> {
  if (Array.isArray(value)) {
    return { checks: value.map((table) => parsedTable(table) ?? { schema: '', name: '' }) };
  }
  return value === 'left out' ? { checks: 'left out' } : {};
}

function parsedRules(value: unknown): Pick<ScratchMark, 'rules'> {
  return Array.isArray(value) ? { rules: value.map(asObject).map(parsedRule) } : {};
}

function parsedRule({ part, name, definition, notValid }: Record<string, unknown>): LeftOutRule {
  return {
    part: part === 'foreign keys' ? part : 'exclusion constraints',
    ...{ name: text(name), definition: text(definition) },
    ...(notValid === true ? { notValid } : {}),
  };
}

function parsedCollation(value: unknown): ReplacedCollation {
  const [schema, name, column, collation] = Array.isArray(value) ? value.map(text) : [];
  return {
    table: { schema: schema ?? '', name: name ?? '' },
    ...{ column: column ?? '', collation: collation ?? '' },
  };
}

function parsed(comment: string): Readonly<Record<string, unknown>> {
  if (!comment.startsWith('{')) {
    return {};
  }
  try {
    return asObject(JSON.parse(comment));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return {};
    }
    throw error;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  // Any object is a record of unknown values.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isState(value: unknown): value is ScratchMark['state'] {
  return value === 'restoring' || value === 'complete';
}
