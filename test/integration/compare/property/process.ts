import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cell, Row } from '../../../../src/core/catalog/table';
import type { RowCounts } from '../../../../src/core/diff/comparison';
import type { CompareRequest } from '../../../../src/recovery/compare/compareTable';
import { temporaryHome } from '../../../support/postgres';
import { praJson, uri } from '../../cli/pra';
import type { Connections } from '../sides';
import { described } from './described';
import { columnNames } from './names';
import type { Scenario } from './scenario';

/** What `pra compare --json --changes` says, as `cli.md` has it: read by nothing of the program. */
export interface Said {
  /** As {@link described} has them, sorted; of a table without a key none. */
  readonly changes: readonly string[];
  readonly conflicts: readonly string[];
  readonly surplus: readonly SaidSurplus[];
  readonly rows: RowCounts;
}

export interface SaidSurplus {
  readonly kind: 'missing' | 'extra';
  /** How many of it. */
  readonly rows: number;
  readonly cells: Row;
}

/** Runs the program as a process of its own, as an operator would for this case. */
export async function saidByProcess(
  scenario: Scenario,
  request: CompareRequest,
  sides: Connections,
): Promise<Said> {
  const home = await temporaryHome('pra-property-');
  try {
    const changes = path.join(home, 'changes.jsonl');
    const words = [
      ...['compare', '--backup', uri(sides.backup), '--live', uri(sides.live)],
      ...['--table', `${request.table.schema}.${request.table.name}`, '--changes', changes],
      ...columnWords(request),
      ...(await scopeWords(request, home)),
    ];
    const { status, json, stderr } = await praJson(words);
    assert.equal(status, 0, stderr);
    const text = await readFile(changes, 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    return saidIn(json['rows'] as RowCounts, lines.map(parsed), scenario);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function columnWords({ key, ignore, identity, map, connections }: CompareRequest): string[] {
  const listed = {
    key,
    ignore,
    identity,
    map: map?.map(({ backup, live }) => `${backup}=${live}`),
  };
  return [
    ...Object.entries(listed).flatMap(([option, names = []]) =>
      names.length === 0 ? [] : [`--${option}`, names.join()],
    ),
    ...(connections === undefined ? [] : ['--connections', String(connections)]),
  ];
}

async function scopeWords({ scope }: CompareRequest, home: string): Promise<string[]> {
  if (scope?.rows === 'keys') {
    const file = path.join(home, 'keys.jsonl');
    await writeFile(file, scope.keys.map((key) => `${JSON.stringify({ key })}\n`).join(''));
    return ['--only-keys', file];
  }
  const { condition, period } = scope?.rows === 'matching' ? scope : {};
  const said = { where: condition, period: period?.column, from: period?.from, to: period?.to };
  return Object.entries(said).flatMap(([option, value]) =>
    value === undefined ? [] : [`--${option}`, value],
  );
}

type Named = Readonly<Record<string, Cell>>;

interface Line {
  readonly kind: string;
  readonly key: readonly Cell[];
  readonly rows?: number;
  readonly backup: Named | null;
  readonly live: Named | null;
  readonly columns: readonly string[];
  readonly reused?: true;
  readonly sameValue?: true;
  readonly writtenDifferently?: readonly string[];
  readonly xid?: string;
}

function parsed(line: string): Line {
  return JSON.parse(line) as Line;
}

function saidIn(counts: RowCounts, lines: readonly Line[], scenario: Scenario): Said {
  const { backup, live, identical, missing, changed, extra, conflicts, liveConflicts } = counts;
  const all = (ofConflicts: boolean): readonly string[] =>
    lines
      .filter(({ kind, rows }) => rows === undefined && (kind === 'conflict') === ofConflicts)
      .map((line) => describedLine(line, scenario))
      .toSorted();
  return {
    changes: all(false),
    conflicts: all(true),
    surplus: lines.flatMap(({ kind, rows, ...line }) =>
      rows !== undefined && (kind === 'missing' || kind === 'extra')
        ? [{ kind, rows, cells: cellsOf(line.backup ?? line.live ?? {}, scenario, 'both') }]
        : [],
    ),
    rows: { backup, live, identical, missing, changed, extra, conflicts, liveConflicts },
  };
}

/** Of a row that was changed it also sees that what is said of it agrees with itself. */
function describedLine(line: Line, scenario: Scenario): string {
  const { kind, backup, live, columns, xid } = line;
  const isChanged = kind === 'changed';
  const written = line.writtenDifferently ?? [];
  assert.equal(line.sameValue === true, isChanged && written.length === columns.length);
  return described({
    kind,
    ...(backup ? { backup: cellsOf(backup, scenario, 'both') } : {}),
    ...(live
      ? {
          live: cellsOf(live, scenario, 'both'),
          liveOnly: cellsOf(live, scenario, 'liveOnly'),
          xid,
        }
      : {}),
    ...(isChanged ? { columns, written, reused: line.reused === true } : {}),
  });
}

function cellsOf(named: Named, scenario: Scenario, which: 'both' | 'liveOnly'): Row {
  return columnNames(scenario)[which].map((name) => {
    const cell = named[name];
    assert.notEqual(cell, undefined, `${name} is not in the line.`);
    return cell ?? null;
  });
}
