import type { English } from '../../src/protocol/french/french';
import type { ReviewRow } from '../../src/protocol/rows';
import { fillCell, keyCell } from './cells';
import { cellBox, isCellTaken, isTakenInPart, mayTakeCell } from './choosing/cellTaken';
import { frozenClass, type GridColumn, isFrozen } from './columns';
import { drawSides, drawStacked } from './columns/stackedCell';
import { element } from './dom';
import { copiesOf, flagsOf, isBlocked, isSameValue } from './flags';
import type { RowLayout } from './rowLayout';
import type { Texts } from './texts';

/** The head counts as the first row. */
export const headRows = 1;

/** A row with its cells, empty: it can be filled again and again. */
export function makeRow(layout: RowLayout): HTMLElement {
  const cells = layout.gridColumns.map((column, index) => makeCell(column, index, layout));
  return element('div', { attributes: { role: 'row' } }, ...cells);
}

/** Draws a row, or while it is being brought, its place. */
export function fillRow(made: HTMLElement, row: ReviewRow | undefined, layout: RowLayout): void {
  made.className = `row ${row ? looksLike(row) : 'loading'}`;
  if (row) {
    made.removeAttribute('aria-busy');
    made.setAttribute('aria-selected', String(row.selected));
    made.setAttribute('aria-label', labelOf(row, layout));
  } else {
    made.setAttribute('aria-busy', 'true');
    made.removeAttribute('aria-selected');
    made.removeAttribute('aria-label');
  }
  for (const [index, column] of layout.gridColumns.entries()) {
    const cell = made.children.item(index);
    if (cell instanceof HTMLElement) {
      drawCell(cell, row, { column, index, layout });
    }
  }
}

export function moveRow(made: HTMLElement, ordinal: number): void {
  made.dataset['ordinal'] = String(ordinal);
  made.setAttribute('aria-rowindex', String(ordinal + 1 + headRows));
}

export function glyphOf(kind: ReviewRow['kind'] | 'identical'): string {
  return glyphs[kind];
}

const glyphs: Readonly<Record<ReviewRow['kind'] | 'identical', string>> = {
  missing: '+',
  changed: '~',
  extra: '−',
  stale: '!',
  conflict: '!',
  identical: '=',
};

const words: Readonly<Record<ReviewRow['kind'], English>> = {
  missing: 'missing',
  changed: 'changed',
  extra: 'only in production',
  stale: 'changed since compared',
  conflict: 'in conflict',
};

function looksLike(row: ReviewRow): string {
  const flags = [
    row.kind === 'changed' && row.reused && 'reused',
    isSameValue(row) && 'same-value',
    row.selected && 'selected',
    isTakenInPart(row) && 'in-part',
  ];
  return [row.kind, ...flags.filter((flag) => flag !== false)].join(' ');
}

function makeCell(column: GridColumn, index: number, { frozenAt }: RowLayout): HTMLElement {
  const made = element('div', {
    attributes: {
      role: column.kind === 'key' || column.kind === 'copies' ? 'rowheader' : 'gridcell',
      'aria-colindex': String(index + 1),
      tabindex: '-1',
    },
  });
  const left = frozenAt[index];
  if (left !== undefined) {
    made.style.left = `${left}px`;
  }
  return made;
}

interface CellPlace {
  readonly column: GridColumn;
  readonly index: number;
  readonly layout: RowLayout;
}

/** In place of what was drawn there before. */
function drawCell(
  made: HTMLElement,
  row: ReviewRow | undefined,
  { column, index, layout }: CellPlace,
): void {
  made.className = classOf(column, index, layout);
  made.replaceChildren();
  made.removeAttribute('aria-label');
  made.removeAttribute('title');
  if (column.kind === 'pick') {
    drawPick(made, row, layout.texts);
  } else if (column.kind === 'side') {
    drawSides(made, layout.texts);
  } else if (row) {
    drawCells(made, row, column, { ...layout, index });
  } else {
    made.append(element('span', { class: 'bar' }));
  }
}

function drawCells(
  made: HTMLElement,
  row: ReviewRow,
  column: Exclude<GridColumn, { readonly kind: 'pick' | 'side' }>,
  { index, ...layout }: RowLayout & { readonly index: number },
): void {
  if (column.kind === 'stacked') {
    const isFirst = layout.gridColumns[index - 1]?.kind === 'side';
    drawStacked(made, isFirst, (half, kind) => {
      fillCell(half, row, { kind, column: column.column }, layout);
    });
  } else {
    fillCell(made, row, column, layout);
  }
  const hasBackup = column.kind === 'backup' || column.kind === 'stacked';
  if (hasBackup && mayTakeCell(row, column.column, layout.columns)) {
    made.append(cellBox(isCellTaken(row, column.column), layout.texts));
  }
  if (hasBackup && isNotWritten(row, column.column, layout)) {
    made.append(notWrittenTag(layout.texts));
  }
}

/** A difference that no correction takes away: production computes the column, or takes no values for it. */
function isNotWritten(row: ReviewRow, column: number, { columns }: RowLayout): boolean {
  const { writable = true, ignored = false } = columns[column] ?? {};
  return row.kind === 'changed' && row.differing.includes(column) && !writable && !ignored;
}

function notWrittenTag(texts: Texts): HTMLElement {
  const title = texts.say('Production takes no value for this column: a correction leaves it out');
  return element('span', { class: 'tag', text: texts.say('not written'), attributes: { title } });
}

function classOf(column: GridColumn, index: number, { columns, gridColumns }: RowLayout): string {
  if (isFrozen(column)) {
    return frozenClass(column, gridColumns[index + 1]);
  }
  const { numeric = false, ignored = false } = columns[column.column] ?? {};
  const look = `${numeric ? ' number' : ''}${ignored ? ' ignored' : ''}`;
  const kind = column.paired || column.kind === 'stacked' ? column.kind : 'single';
  return `cell ${kind}${look}`;
}

function drawPick(made: HTMLElement, row: ReviewRow | undefined, texts: Texts): void {
  if (!row) {
    return;
  }
  if (copiesOf(row) !== undefined) {
    made.append(element('span', { class: 'glyph', text: glyphOf(row.kind) }));
    return;
  }
  if (isBlocked(row)) {
    made.append(element('span', { class: 'check blocked', attributes: { 'aria-hidden': 'true' } }));
  } else {
    const isPart = isTakenInPart(row);
    made.append(
      element('span', {
        class: `check${isPart ? ' mixed' : row.selected ? ' on' : ''}`,
        attributes: {
          role: 'checkbox',
          'aria-checked': isPart ? 'mixed' : String(row.selected),
          'aria-label': texts.say('selected'),
        },
      }),
    );
  }
  made.append(element('span', { class: 'glyph', text: glyphIn(row) }));
}

/** What a glyph warns of comes before how the row differs. */
function glyphIn(row: ReviewRow): string {
  if (isSameValue(row)) {
    return '≈';
  }
  return row.kind === 'changed' && row.reused ? '!' : glyphOf(row.kind);
}

function copiesWords(copies: number, texts: Texts): string {
  return texts.say(copies === 1 ? '{n} copy' : '{n} copies', { n: copies });
}

/** `Missing, rdv_id 64018, selected` */
function labelOf(row: ReviewRow, { columns, texts }: RowLayout): string {
  const key = columns.flatMap(({ name, isKey, masked }, index) =>
    isKey ? [`${name} ${masked ? texts.say('masked') : (keyCell(row, index) ?? 'NULL')}`] : [],
  );
  const copies = copiesOf(row);
  const times = copies === undefined ? [] : [copiesWords(copies, texts)];
  const selected = row.selected ? [selectedWords(row, columns, texts)] : [];
  const flags = row.kind === 'stale' ? [] : flagsOf(row).map(({ meaning }) => meaning(texts));
  const label = [texts.say(words[row.kind]), ...flags, ...times, ...key, ...selected].join(', ');
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}

/** `selected: statut only` */
function selectedWords(row: ReviewRow, columns: RowLayout['columns'], texts: Texts): string {
  const taken = row.kind === 'changed' ? row.selectedColumns : undefined;
  const names = taken?.map((column) => columns[column]?.name ?? '').join(', ');
  return names === undefined
    ? texts.say('selected')
    : texts.say('selected: {columns} only', { columns: names });
}
