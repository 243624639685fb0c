import { tableLabel } from '../../core/catalog/table';
import type { KeptTable } from '../../core/diff/comparison';
import { chosen } from '../chosen';
import { setColumnsIn } from '../columnSettings';
import { inform, pickMany } from '../asking';

/**
 * Asks which columns are ignored when the table is compared, and remembers it.
 * @returns Whether the table is to be compared again, since they are others than before.
 */
export async function chooseIgnored(table: KeptTable): Promise<boolean> {
  const { id } = table.live;
  const items = table.columns.flatMap(({ name, type }, position) =>
    table.key.includes(position)
      ? []
      : [
          {
            ...{ label: name, isName: true, description: type.label },
            picked: table.ignored.includes(position),
          },
        ],
  );
  const picked = await pickMany(items, {
    title: `Ignored columns of ${tableLabel(id)}`,
    placeHolder:
      'Columns whose differences do not count, as the time of a load; they stay visible.',
  });
  const names = chosen(picked).map(({ label }) => label);
  const before = items.filter((item) => item.picked).map(({ label }) => label);
  if (names.join('\0') === before.join('\0')) {
    return false;
  }
  await setColumnsIn('ignoredColumns', id, names);
  const answer = await inform(
    `Other columns of ${tableLabel(id)} are ignored from now on. This comparison stays as it is.`,
    { modal: true, detail: 'Compared again, it becomes another incident, beside this one.' },
    'Compare Again',
  );
  return answer !== undefined;
}
