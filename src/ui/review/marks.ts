import { tableLabel } from '../../core/catalog/table';
import type * as wireBringing from '../../protocol/bringing';
import type * as wire from '../../protocol/marks';
import type { ChildrenTaken, LackingParents, MarksOfRow } from '../../recovery/review/reviewMarks';

/** What else is known of a row, as the webview says it. */
export function wireMarks(marks: MarksOfRow | undefined): { readonly marks?: wire.RowMarks } {
  if (!marks) {
    return {};
  }
  const blocked = marks.blocked.map(({ subject: { table, other: columns }, value: key }) => ({
    ...{ table: tableLabel(table), columns, key },
  }));
  const children = marks.children.map(({ subject, value: [rows] }) => ({
    ...{ table: tableLabel(subject.table), onDelete: subject.onDelete, rows: Number(rows) },
  }));
  const later = marks.later.map(({ subject, value: [at] }): wire.LaterTime => {
    const { column, zone, table, inDoubt } = subject;
    return {
      ...{ column, zone },
      ...(table ? { table: tableLabel(table) } : {}),
      ...(at === undefined ? {} : { at }),
      ...(inDoubt ? { inDoubt } : {}),
    };
  });
  return {
    marks: {
      ...(blocked.length > 0 ? { blocked } : {}),
      ...(children.length > 0 ? { children } : {}),
      ...(later.length > 0 ? { later } : {}),
    },
  };
}

/** Nothing where nothing refers to the rows. */
export function wireChildren(taken: readonly ChildrenTaken[]): {
  readonly children?: readonly wire.ChildRows[];
} {
  const children = taken.map(({ table, ...rest }) => ({ table: tableLabel(table), ...rest }));
  return children.length > 0 ? { children } : {};
}

export function wireLacking(lacking: readonly LackingParents[]): {
  readonly lackingParents?: readonly wireBringing.LackingParents[];
} {
  const lackingParents = lacking.map(({ table, keys, rows }) => ({
    ...{ table: tableLabel(table), keys: keys.length, rows },
  }));
  return lackingParents.length > 0 ? { lackingParents } : {};
}
