import type { RowFilter, RowOrder } from '../../src/protocol/shown';
import { frozenClass, type GridColumn, isFrozen, tableColumn } from './columns';
import { element, icon } from './dom';
import { isBy, type SortedBy, sortedBy } from './finding/sorting';
import type { RowLayout } from './rowLayout';
import { hasPart } from './state/filter';

/** What the head is drawn from, beside how the rows are. */
export interface HeadLayout extends RowLayout {
  readonly filter: RowFilter;
  readonly order?: RowOrder | undefined;
  readonly onColumn: (column: number) => void;
  readonly onSort: (by: SortedBy) => void;
}

/**
 * The two lines above the rows: names with their number of differences, then the sides.
 * @param onPickTab Undefined where none of the tab's rows can be selected.
 */
export function drawHead(
  layout: HeadLayout,
  onPickTab: (() => void) | undefined,
): readonly HTMLElement[] {
  return [namesLine(layout), sidesLine(layout, onPickTab)];
}

/** For the eye only: the line of sides says both to a screen reader. */
function namesLine(layout: HeadLayout): HTMLElement {
  const line = element('div', { class: 'line names', attributes: { 'aria-hidden': 'true' } });
  layout.gridColumns.forEach((column, index) => {
    if (column.kind === 'live' && column.paired) {
      return;
    }
    const made = element(
      'div',
      { class: headClass(column, index, layout) },
      ...nameIn(column, layout),
      ...handlesOf(column, layout),
    );
    const shown = tableColumn(column);
    if (shown !== undefined) {
      made.dataset['column'] = String(shown);
    }
    freeze(made, layout.frozenAt[index]);
    line.append(made);
  });
  return line;
}

/** What opens the column's menu, and the edge that is dragged. By the mouse; the keyboard has the menu in a cell. */
function handlesOf(column: GridColumn, { texts, columns }: HeadLayout): readonly HTMLElement[] {
  const shown = columns[tableColumn(column) ?? -1];
  if (!shown) {
    return [];
  }
  const label = texts.say('Column {column}', { column: shown.name });
  const opener = element('button', {
    class: 'column-opener',
    text: '⋯',
    attributes: { type: 'button', tabindex: '-1', title: label, 'aria-label': label },
  });
  opener.addEventListener('mousedown', (event) => {
    event.preventDefault();
  });
  return [opener, element('span', { class: 'edge' })];
}

function nameIn(column: GridColumn, layout: HeadLayout): readonly Node[] {
  const { columns, texts } = layout;
  if (column.kind === 'copies') {
    return [element('span', { class: 'name', text: texts.say('copies') })];
  }
  const shown = columns[tableColumn(column) ?? -1];
  if (!shown) {
    return [];
  }
  const { name, type, isKey, differing, ignored } = shown;
  const label = element('span', {
    class: 'name',
    text: name,
    attributes: { title: `${name} · ${type}` },
  });
  if (isKey) {
    return [icon('key'), label];
  }
  if (ignored) {
    return [label, element('span', { class: 'tag-ignored', text: texts.say('ignored') })];
  }
  const text = texts.say('{n} differ', { n: differing });
  const isPaired = 'paired' in column && column.paired;
  return isPaired && differing > 0 ? [label, differences(text, column.column, layout)] : [label];
}

/** By the mouse; the keyboard has Alt+F and the menu of filters, which a screen reader hears of. */
function differences(text: string, column: number, { filter, onColumn }: HeadLayout): HTMLElement {
  const isOn = hasPart(filter, { kind: 'column', column });
  const made = element('button', {
    class: `differences${isOn ? ' on' : ''}`,
    text,
    attributes: { type: 'button', tabindex: '-1' },
  });
  made.addEventListener('mousedown', (event) => {
    event.preventDefault();
  });
  made.addEventListener('click', () => {
    onColumn(column);
  });
  return made;
}

function sidesLine(layout: HeadLayout, onPickTab: (() => void) | undefined): HTMLElement {
  const { gridColumns, frozenAt } = layout;
  const line = element('div', {
    class: 'line sides',
    attributes: { role: 'row', 'aria-rowindex': '1' },
  });
  gridColumns.forEach((column, index) => {
    const made = element('div', {
      class: `cell ${column.kind}${isFrozen(column) ? ' frozen' : ''}`,
      attributes: { role: 'columnheader', 'aria-colindex': String(index + 1) },
    });
    freeze(made, frozenAt[index]);
    if (column.kind === 'side') {
      made.append(element('span', { class: 'only-read', text: layout.texts.say('Arrangement') }));
    } else if (column.kind === 'pick') {
      made.append(onPickTab ? tabBox(layout, onPickTab) : noBox(layout));
    } else {
      nameSide(made, column, layout);
    }
    line.append(made);
  });
  return line;
}

function nameSide(
  made: HTMLElement,
  column: Exclude<GridColumn, { readonly kind: 'pick' | 'side' }>,
  layout: HeadLayout,
): void {
  const { columns, texts } = layout;
  if (column.kind === 'copies') {
    made.append(element('span', { class: 'only-read', text: texts.say('copies') }));
    return;
  }
  const { name = '', type = '', ignored = false } = columns[column.column] ?? {};
  const words = [name, ...(ignored ? [texts.say('ignored')] : [])];
  if (column.kind === 'stacked') {
    made.setAttribute('aria-label', words.join(', '));
    made.append(...stackedControls(made, column, layout));
    return;
  }
  if (column.kind === 'key') {
    made.setAttribute('aria-label', name);
    made.append(...sortControl(made, column, layout));
    return;
  }
  const side = column.kind === 'either' ? type : texts.say(column.kind);
  made.setAttribute('aria-label', [...words, side].join(', '));
  made.append(element('span', { class: 'side', text: side }), ...sortControl(made, column, layout));
}

/** What is beside the name where a column has one for both sides is below it where it is narrower. */
function stackedControls(
  head: HTMLElement,
  column: Extract<GridColumn, { readonly kind: 'stacked' }>,
  layout: HeadLayout,
): readonly HTMLElement[] {
  const n = layout.columns[column.column]?.differing ?? 0;
  const text = layout.texts.say('{n} differ', { n });
  const differ = n > 0 ? [differences(text, column.column, layout)] : [];
  return [...differ, ...sortControl(head, column, layout)];
}

/** By the mouse; the keyboard has Alt+S in a cell of the column. */
function sortControl(
  head: HTMLElement,
  column: GridColumn,
  { texts, order, onSort }: HeadLayout,
): readonly HTMLElement[] {
  const by = sortedBy(column);
  if (!by) {
    return [];
  }
  const ordered = isBy(order, by) ? (order?.descending ? 'descending' : 'ascending') : undefined;
  const label = texts.say('Sort by {column}', { column: head.ariaLabel ?? '' });
  const made = element('button', {
    class: `sort${ordered ? ' on' : ''}`,
    text: ordered ? arrows[ordered] : '↕',
    attributes: { type: 'button', tabindex: '-1', title: label, 'aria-label': label },
  });
  if (ordered) {
    head.setAttribute('aria-sort', ordered);
  }
  made.addEventListener('mousedown', (event) => {
    event.preventDefault();
  });
  made.addEventListener('click', () => {
    onSort(by);
  });
  return [made];
}

const arrows = { ascending: '↑', descending: '↓' } as const;

function tabBox({ texts }: RowLayout, onPickTab: () => void): HTMLElement {
  const box = element('button', {
    class: 'check tab-box',
    attributes: {
      type: 'button',
      role: 'checkbox',
      'aria-checked': 'false',
      'aria-label': texts.say('All rows of this tab'),
    },
  });
  box.addEventListener('click', onPickTab);
  return box;
}

function noBox({ texts }: RowLayout): HTMLElement {
  return element('span', { class: 'only-read', text: texts.say('cannot be selected') });
}

function headClass(column: GridColumn, index: number, { columns, gridColumns }: RowLayout): string {
  if (isFrozen(column)) {
    return frozenClass(column, gridColumns[index + 1]);
  }
  const ignored = columns[column.column]?.ignored === true ? ' ignored' : '';
  return `cell ${column.paired ? 'pair' : 'single'}${ignored}`;
}

function freeze(made: HTMLElement, left: number | undefined): void {
  if (left !== undefined) {
    made.style.left = `${left}px`;
  }
}
