import type * as vscode from 'vscode';
import { type Table, tableLabel } from '../../core/catalog/table';
import type { ColumnPair } from '../../core/diff/matchedColumns';
import { chosen } from '../chosen';
import { pickOne } from '../asking';
import type { PickItem } from '../shownTexts';

/** Which columns of a table were matched the last time, in this workspace. */
export class RememberedMatches {
  constructor(
    private readonly state: vscode.Memento,
    private readonly table: Table,
  ) {}

  /** Those whose columns are still there, and still on one side only. */
  among({ live, backup }: OneSided): readonly ColumnPair[] {
    const pairs = this.state.get<readonly ColumnPair[]>(this.key, []);
    return pairs.filter((pair) => live.includes(pair.live) && backup.includes(pair.backup));
  }

  async remember(pairs: readonly ColumnPair[]): Promise<void> {
    await this.state.update(this.key, pairs.length === 0 ? undefined : pairs);
  }

  private get key(): string {
    return `pra.matchedColumns/${tableLabel(this.table.id)}`;
  }
}

/**
 * Asks which columns were renamed, where either side has some that the other has not. Nothing is guessed.
 * @param inBackup The names of the backup's columns.
 */
export async function matchColumns(
  live: Table,
  inBackup: readonly string[],
  state: vscode.Memento,
): Promise<readonly ColumnPair[]> {
  const oneSided = oneSidedColumns(live, inBackup);
  if (oneSided.live.length === 0 || oneSided.backup.length === 0) {
    return [];
  }
  const remembered = new RememberedMatches(state, live);
  const last = remembered.among(oneSided);
  const pairs = (await askWhether(live, oneSided, last)) ?? (await askEach(live, oneSided));
  await remembered.remember(pairs);
  return pairs;
}

interface OneSided {
  readonly live: readonly string[];
  readonly backup: readonly string[];
}

function oneSidedColumns({ columns }: Table, inBackup: readonly string[]): OneSided {
  const inLive = columns.map(({ name }) => name);
  return {
    live: inLive.filter((name) => !inBackup.includes(name)),
    backup: inBackup.filter((name) => !inLive.includes(name)),
  };
}

/** Undefined where each is to be asked about. */
async function askWhether(
  { id }: Table,
  { live, backup }: OneSided,
  last: readonly ColumnPair[],
): Promise<readonly ColumnPair[] | undefined> {
  const again = {
    label: '$(history) As the last time',
    description: last.map((pair) => `${pair.backup} → ${pair.live}`).join(', '),
    pairs: last,
  };
  const items: readonly (PickItem & { pairs?: readonly ColumnPair[] })[] = [
    ...(last.length > 0 ? [again] : []),
    { label: '$(circle-slash) They are other columns', description: 'not compared', pairs: [] },
    { label: '$(arrow-swap) Some were renamed…', description: 'match them' },
  ];
  const picked = await pickOne(items, {
    title: `Compare ${tableLabel(id)}: columns of one side only`,
    placeHolder: `Only in the backup: ${backup.join(', ')}. Only in production: ${live.join(', ')}.`,
  });
  return chosen(picked).pairs;
}

async function askEach({ id }: Table, { live, backup }: OneSided): Promise<readonly ColumnPair[]> {
  const pairs: ColumnPair[] = [];
  for (const name of live) {
    const left = backup.filter((other) => !pairs.some((pair) => pair.backup === other));
    if (left.length === 0) {
      break;
    }
    const items: readonly (PickItem & { column?: string })[] = [
      { label: '$(circle-slash) None of them', description: 'only in production' },
      ...left.map((column) => ({ label: `$(symbol-field) ${column}`, isName: true, column })),
    ];
    const picked = await pickOne(items, {
      title: `Compare ${tableLabel(id)}: renamed columns`,
      placeHolder: `What did the backup call ${name}?`,
    });
    const { column } = chosen(picked);
    if (column !== undefined) {
      pairs.push({ backup: column, live: name });
    }
  }
  return pairs;
}
