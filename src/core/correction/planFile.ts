import { type ReportLanguage, reportLanguages } from '../report/words/languages';
import { array, count, type Fields, fields, parsed, text, unreadable, word } from './decode';
import {
  type ActionCounts,
  type Correction,
  type CorrectionPlan,
  countActions,
  type TableIdentity,
  type WholeTable,
} from './plan';
import { correctionLine, parseCorrectionLine } from './planLines';
import { decodeTable, encodeTable } from './planTable';

/** What a plan was made for and from; shown in the scripts and in the incident's folder. */
export interface PlanOrigin {
  /** The incident, as its folder is called. */
  readonly incident: string;
  readonly dump: DumpOrigin;
  /** ISO 8601. */
  readonly createdAt: string;
  /** `pra 0.1.0` */
  readonly tool: string;
  /** Of its scripts. English in plans of before it was kept. */
  readonly language: ReportLanguage;
}

export interface DumpOrigin {
  readonly path: string;
  readonly createdAt: string;
  readonly sha256: string | undefined;
}

/** SHA-256 over bytes, and texts as UTF-8. Node's `createHash('sha256')` is one. */
export interface TextHash {
  update(part: string | Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

export type NewHash = () => TextHash;

/** A plan as its two files hold it: `plan.json`, and the lines of `rows/plan.jsonl`. */
export interface PlanFiles {
  readonly header: string;
  /** Without line ends; each run over them makes them anew. */
  readonly lines: Iterable<string>;
}

export interface StoredPlan {
  readonly plan: CorrectionPlan;
  readonly origin: PlanOrigin;
  readonly counts: ActionCounts;
  readonly digest: string;
  /** Digests of the plans that it takes the place of while parts of them are in force, which it holds as well. */
  readonly continues?: readonly string[] | undefined;
}

/** A plan without its rows, as its header says: not checked against them. */
export interface PlanHeader extends Omit<StoredPlan, 'plan'> {
  readonly identity: TableIdentity;
  /** All of the table is put back. */
  readonly isWholeTable: boolean;
}

const format = 'pra-correction-plan';
const version = 1;

/** @param continues As {@link StoredPlan.continues}. */
export function planFiles(
  plan: CorrectionPlan,
  origin: PlanOrigin,
  newHash: NewHash,
  continues?: readonly string[],
): PlanFiles {
  const lines = { [Symbol.iterator]: () => correctionLines(plan.corrections) };
  const header = {
    ...headerWithoutDigest(plan, origin),
    ...(continues === undefined ? {} : { continues }),
  };
  const hash = newHash();
  hash.update(canonical(header));
  for (const line of lines) {
    hash.update(`\n${line}`);
  }
  const digest = hash.digest('hex');
  return { header: `${JSON.stringify({ ...header, digest }, undefined, 2)}\n`, lines };
}

/**
 * The plan that {@link planFiles} wrote, every part of it checked.
 * @throws {RecoveryError} `incident-unreadable` when the files are cut, changed, or of another version.
 */
export async function readPlan(
  header: string,
  lines: Iterable<string> | AsyncIterable<string>,
  newHash: NewHash,
): Promise<StoredPlan> {
  const { read, origin, id, table, wholeTable, counts, digest, continues } = decodeHeader(header);
  const hash = newHash();
  hash.update(canonical(read));
  const corrections: Correction[] = [];
  for await (const line of lines) {
    hash.update(`\n${line}`);
    corrections.push(parseCorrectionLine(line, table, corrections.length + 1));
  }
  const found = countActions(corrections);
  const planned = counts.insert + counts.update + counts.delete;
  if (corrections.length !== planned) {
    throw unreadable(`its rows were cut: ${corrections.length} of ${planned} are there`);
  }
  if (hash.digest('hex') !== digest || !sameCounts(found, counts)) {
    throw unreadable('it was changed since it was made: its digest is another');
  }
  const plan = { id, table, corrections, ...(wholeTable ? { wholeTable } : {}) };
  return { plan, origin, counts, digest, continues };
}

/** @throws {RecoveryError} `incident-unreadable` when it is cut, or of another version. */
export function readPlanHeader(header: string): PlanHeader {
  const { origin, counts, digest, table, wholeTable } = decodeHeader(header);
  const isWholeTable = wholeTable !== undefined;
  return { origin, counts, digest, identity: table.identity, isWholeTable };
}

function* correctionLines(corrections: readonly Correction[]): Generator<string, void> {
  for (const correction of corrections) {
    yield correctionLine(correction);
  }
}

function headerWithoutDigest(plan: CorrectionPlan, origin: PlanOrigin): Fields {
  const { path, createdAt, sha256 } = origin.dump;
  return {
    format,
    version,
    id: plan.id,
    incident: origin.incident,
    dump: { path, createdAt, ...(sha256 === undefined ? {} : { sha256 }) },
    createdAt: origin.createdAt,
    tool: origin.tool,
    ...(origin.language === 'en' ? {} : { language: origin.language }),
    table: encodeTable(plan.table),
    counts: countActions(plan.corrections),
    ...(plan.wholeTable ? { wholeTable: plan.wholeTable } : {}),
  };
}

/** The same text for a header as it was made and as it was read: JSON keeps the order of its fields. */
function canonical(header: Fields): string {
  return JSON.stringify(header);
}

function decodeHeader(header: string): {
  readonly read: Fields;
  readonly origin: PlanOrigin;
  readonly counts: ActionCounts;
  readonly digest: string;
  readonly continues: readonly string[] | undefined;
} & Pick<CorrectionPlan, 'id' | 'table' | 'wholeTable'> {
  const all = fields(parsed(header, 'plan.json'), 'plan.json');
  if (all['format'] !== format || all['version'] !== version) {
    throw unreadable('plan.json is not of a version that this tool reads');
  }
  const { digest, ...read } = all;
  const dump = fields(read['dump'], 'dump');
  return {
    read,
    id: text(read, 'id'),
    table: decodeTable(fields(read['table'], 'table')),
    counts: decodeCounts(fields(read['counts'], 'counts')),
    wholeTable: decodeWholeTable(read['wholeTable']),
    digest: text({ digest }, 'digest'),
    continues: decodeContinues(read['continues']),
    origin: {
      incident: text(read, 'incident'),
      createdAt: text(read, 'createdAt'),
      tool: text(read, 'tool'),
      language: decodeLanguage(read['language']),
      dump: {
        path: text(dump, 'path'),
        createdAt: text(dump, 'createdAt'),
        sha256: dump['sha256'] === undefined ? undefined : text(dump, 'sha256'),
      },
    },
  };
}

function decodeLanguage(value: unknown): ReportLanguage {
  return value === undefined ? 'en' : word(value, reportLanguages, 'language');
}

function decodeContinues(value: unknown): readonly string[] | undefined {
  return value === undefined
    ? undefined
    : array(value, 'continues').map((digest) => text({ digest }, 'digest'));
}

function decodeWholeTable(value: unknown): WholeTable | undefined {
  if (value === undefined) {
    return undefined;
  }
  const children = array(fields(value, 'wholeTable')['children'], 'children').map((each) => {
    const consent = fields(each, 'children');
    const child = fields(consent['child'], 'child');
    return {
      constraint: text(consent, 'constraint'),
      child: { schema: text(child, 'schema'), name: text(child, 'name') },
      action: word(consent['action'], ['delete', 'set to null', 'set to their default'], 'action'),
      rows: count(consent, 'rows'),
    };
  });
  return { children };
}

function decodeCounts(counts: Fields): ActionCounts {
  return {
    insert: count(counts, 'insert'),
    update: count(counts, 'update'),
    delete: count(counts, 'delete'),
  };
}

function sameCounts(a: ActionCounts, b: ActionCounts): boolean {
  return a.insert === b.insert && a.update === b.update && a.delete === b.delete;
}
