import { type Table, tableLabel } from '../../core/catalog/table';
import { type ColumnPair, nameInBackup, rematched } from '../../core/diff/matchedColumns';
import { chosen } from '../chosen';
import { pickOne } from '../asking';
import type { PickItem } from '../shownTexts';

/**
 * Lets the operator say of any column what the backup called it, also where both sides have both names: columns
 * may have swapped them, or a new one may have taken the name of another.
 * @param backup The names of the backup's columns.
 */
export async function matchOtherwise(
  live: Table,
  backup: readonly string[],
  pairs: readonly ColumnPair[],
): Promise<readonly ColumnPair[]> {
  const names = { live: live.columns.map(({ name }) => name), backup };
  let now = pairs;
  for (;;) {
    const column = await askWhich(live, backup, now);
    if (column === undefined) {
      return now;
    }
    const said = await askName(column, backup);
    now = rematched(names, now, { live: column, backup: said });
  }
}

/** How columns are matched, in words. */
export function matchText(pairs: readonly ColumnPair[]): string {
  return pairs.length === 0
    ? 'by name'
    : pairs.map(({ backup, live }) => `${backup} → ${live}`).join(', ');
}

/** Undefined where all are matched as they ought to be. */
async function askWhich(
  { id, columns }: Table,
  backup: readonly string[],
  pairs: readonly ColumnPair[],
): Promise<string | undefined> {
  const items: readonly (PickItem & { readonly column?: string })[] = [
    { label: '$(check) Compare them so', description: matchText(pairs) },
    ...columns.map(({ name }) => ({
      ...{ label: `$(symbol-field) ${name}`, isName: true },
      description: inBackupText(name, nameInBackup(name, { pairs, backup })),
      column: name,
    })),
  ];
  const picked = await pickOne(items, {
    title: `Compare ${tableLabel(id)}: columns`,
    placeHolder: 'Which column of production did the backup call otherwise?',
  });
  return chosen(picked).column;
}

function inBackupText(name: string, its: string | undefined): string {
  if (its === undefined) {
    return 'only in production';
  }
  return its === name ? '' : `${its} in the backup`;
}

/** Undefined for none of them. */
async function askName(column: string, backup: readonly string[]): Promise<string | undefined> {
  const none = { label: '$(circle-slash) None of them', description: 'only in production' };
  const items: readonly (PickItem & { readonly name?: string })[] = [
    ...backup.map((name) => ({ label: `$(symbol-field) ${name}`, isName: true, name })),
    // A name that both sides have is matched by it, where no other column takes it.
    ...(backup.includes(column) ? [] : [none]),
  ];
  const picked = await pickOne(items, {
    title: `What did the backup call ${column}?`,
    placeHolder: 'The column that had this name is matched with the other one in exchange.',
  });
  return chosen(picked).name;
}
