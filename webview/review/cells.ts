import type { English } from '../../src/protocol/french/french';
import type { Cell, ChangedRow, ReviewRow, Row, TextRange } from '../../src/protocol/rows';
import { mayTakeCell } from './choosing/cellTaken';
import { drawMasked } from './columns/masked';
import { element } from './dom';
import { copiesOf, flagsOf } from './flags';
import type { RowLayout } from './rowLayout';
import { segmentsOf } from './segments';
import type { Texts } from './texts';

type Side = 'backup' | 'live';

/** What of a row one cell shows: of both sides above each other, one at a time. */
type ShownCell =
  { readonly kind: 'copies' } | { readonly kind: 'key' | 'either' | Side; readonly column: number };

/** Fills a cell of the grid: NULL apart from '', what cannot be seen made visible, changed words marked. */
export function fillCell(
  made: HTMLElement,
  row: ReviewRow,
  shown: ShownCell,
  layout: Pick<RowLayout, 'columns' | 'texts'>,
): void {
  const { texts } = layout;
  if (shown.kind === 'copies') {
    made.append(`× ${texts.count(copiesOf(row) ?? 1)}`);
    drawTags(made, row, texts);
    return;
  }
  const missing = absence(shown.kind, row);
  if (missing !== undefined) {
    absent(made, texts.say(missing));
    return;
  }
  if (shown.kind === 'backup' && mayTakeCell(row, shown.column, layout.columns)) {
    made.classList.add('takeable');
  }
  drawTold(made, row, shown, layout);
  if (shown.kind === 'key') {
    drawTags(made, row, texts);
  }
}

function absence(kind: ShownCell['kind'], row: ReviewRow): English | undefined {
  if (kind !== 'backup' && kind !== 'live') {
    return undefined;
  }
  if (row.kind === 'stale' && kind === 'live') {
    return 'changed since compared';
  }
  const words = { backup: 'not in the backup', live: 'not in production' } as const;
  return cellsOn(kind, row) ? undefined : words[kind];
}

/** What there is to be told of a value. */
function drawTold(
  made: HTMLElement,
  row: ReviewRow,
  { kind, column }: Extract<ShownCell, { readonly column: number }>,
  { columns, texts }: Pick<RowLayout, 'columns' | 'texts'>,
): void {
  const described = columns[column];
  if (described?.masked) {
    drawMasked(made, row, { ...described, column }, texts);
    return;
  }
  const isOneSided = kind === 'backup' || kind === 'live';
  if (isOneSided && row.kind === 'changed') {
    drawChanged(made, row, { side: kind, column }, texts);
  } else {
    const cell = isOneSided ? cellsOn(kind, row)?.[column] : keyCell(row, column);
    drawValue(made, cell, { side: undefined, ranges: [] });
  }
  if (kind !== 'key') {
    cutShort(made, row, column);
  }
}

function cutShort(made: HTMLElement, row: ReviewRow, column: number): void {
  if (row.cut.includes(column)) {
    made.append('…');
  }
}

/** A column's cell, from whichever side the row is on. */
export function keyCell(row: ReviewRow, column: number): Cell | undefined {
  switch (row.kind) {
    case 'missing':
    case 'changed':
      return row.backup[column];
    case 'extra':
      return row.live[column];
    case 'stale':
      return row.key[column];
    case 'conflict':
      return row.cells[column];
  }
}

/** Undefined where the row is not on that side. */
function cellsOn(side: Side, row: ReviewRow): Row | undefined {
  switch (row.kind) {
    case 'missing':
    case 'stale':
      return side === 'backup' ? row.backup : undefined;
    case 'extra':
      return side === 'live' ? row.live : undefined;
    case 'changed':
      return row[side];
    case 'conflict':
      return side === row.side ? row.cells : undefined;
  }
}

function drawChanged(
  made: HTMLElement,
  row: ChangedRow,
  { side, column }: { readonly side: Side; readonly column: number },
  texts: Texts,
): void {
  const cell = row[side][column];
  if (!row.differing.includes(column)) {
    if (side === 'live' && cell === row.backup[column]) {
      made.classList.add('same');
      made.setAttribute('aria-label', texts.say('equal'));
      made.textContent = '=';
      return;
    }
    drawValue(made, cell, { side: undefined, ranges: [] });
    return;
  }
  if (row.writtenDifferently.includes(column)) {
    made.classList.add('equal');
    made.title = texts.say('Equal by type, written differently');
    drawValue(made, cell, { side: undefined, ranges: [] });
    return;
  }
  const words = row.words.find((marks) => marks.column === column);
  drawValue(made, cell, { side, ranges: words?.[side] ?? [wholeOf(cell)] });
}

function wholeOf(cell: Cell | undefined): TextRange {
  return { start: 0, end: cell?.length ?? 0 };
}

interface Marks {
  /** Where changed words are marked as. */
  readonly side: Side | undefined;
  readonly ranges: readonly TextRange[];
}

function drawValue(made: HTMLElement, cell: Cell | undefined, { side, ranges }: Marks): void {
  const mark = (part: Node | string): Node | string =>
    side ? element(side === 'backup' ? 'ins' : 'del', {}, part) : part;
  if (cell === null || cell === undefined) {
    made.append(mark(element('span', { class: 'null', text: 'NULL' })));
    return;
  }
  if (cell === '') {
    made.append(mark(element('span', { class: 'empty', text: "''" })));
    return;
  }
  for (const { text, marked, invisible } of segmentsOf(cell, side ? ranges : [])) {
    const part = invisible ? element('span', { class: 'unseen', text }) : text;
    made.append(marked ? mark(part) : part);
  }
}

function drawTags(made: HTMLElement, row: ReviewRow, texts: Texts): void {
  for (const { tag, values, meaning } of flagsOf(row)) {
    const attributes = { title: meaning(texts) };
    made.append(element('span', { class: 'tag', text: texts.say(tag, values), attributes }));
  }
}

function absent(made: HTMLElement, label: string): void {
  made.classList.add('none');
  made.setAttribute('aria-label', label);
}
