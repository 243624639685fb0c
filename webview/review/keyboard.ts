import type { ColumnAct } from './columns/columnMenu';
import type { SortedBy } from './finding/sorting';
import type { Place } from './state/view';

/** The part of a keyboard event that says what the operator means. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows in sight. */
  readonly page: number;
}

export type GridIntent =
  | { readonly kind: 'move'; readonly to: Place; readonly extend: boolean }
  | { readonly kind: 'show' | 'leaveRange' | 'copy' | 'copySide' }
  | ChooseIntent
  /** Without `column`: that of the cursor. */
  | { readonly kind: 'filterColumn'; readonly column?: number }
  /** Without `by`: by the column of the cursor. */
  | { readonly kind: 'sort'; readonly by?: SortedBy }
  /** Of the column at the cursor. */
  | { readonly kind: 'column'; readonly act: ColumnAct };

/** Of rows or cells. */
export interface ChooseIntent {
  readonly kind: 'toggle' | 'toggleCell' | 'selectTab' | 'invert' | 'undo';
}

const choices: readonly GridIntent['kind'][] = [
  ...(['toggle', 'toggleCell', 'selectTab', 'invert', 'undo'] satisfies ChooseIntent['kind'][]),
];

export function isChoice(intent: GridIntent): intent is ChooseIntent {
  return choices.includes(intent.kind);
}

/** What a key means in the grid; undefined where it is VS Code's, as Ctrl+PageDown is. */
export function gridIntent(press: KeyPress, at: Place, size: GridSize): GridIntent | undefined {
  const { key, shiftKey, ctrlKey, altKey } = press;
  if (altKey || isMenuKey(press)) {
    return withAlt(press);
  }
  if (ctrlKey && key !== 'Home' && key !== 'End') {
    return withCtrl(press);
  }
  const act = acts.get(key);
  if (act) {
    return { kind: act };
  }
  const to = target(press, at, size);
  return to && move(to, size, shiftKey && key !== 'F7');
}

function withCtrl({ key, shiftKey }: KeyPress): GridIntent | undefined {
  const kind = withCtrlKey.get(`${shiftKey ? 'shift ' : ''}${key.toLowerCase()}`);
  return kind && { kind };
}

type WithCtrl = Exclude<ChooseIntent['kind'], 'toggle'> | 'copy' | 'copySide';

const withCtrlKey: ReadonlyMap<string, WithCtrl> = new Map([
  ['c', 'copy'],
  ['shift c', 'copySide'],
  [' ', 'toggleCell'],
  ['a', 'selectTab'],
  ['shift a', 'invert'],
  ['z', 'undo'],
]);

function withAlt({ key, shiftKey, ctrlKey }: KeyPress): GridIntent | undefined {
  const kinds: Readonly<Record<string, 'filterColumn' | 'sort'>> = { f: 'filterColumn', s: 'sort' };
  const kind = ctrlKey || shiftKey ? undefined : kinds[key.toLowerCase()];
  return kind ? { kind } : columnAct({ key, shiftKey, ctrlKey });
}

function isMenuKey({ key, shiftKey }: Pick<KeyPress, 'key' | 'shiftKey'>): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/** Alt+← → resize, with Shift they move. */
function columnAct(press: Omit<KeyPress, 'altKey'>): GridIntent | undefined {
  const { key, shiftKey, ctrlKey } = press;
  if (isMenuKey(press)) {
    return { kind: 'column', act: 'menu' };
  }
  const kinds: Readonly<Record<string, readonly [ColumnAct, ColumnAct]>> = {
    ArrowLeft: ['narrower', 'left'],
    ArrowRight: ['wider', 'right'],
  };
  const act = ctrlKey ? undefined : kinds[key]?.[Number(shiftKey)];
  return act && { kind: 'column', act };
}

const acts: ReadonlyMap<string, 'toggle' | 'show' | 'leaveRange'> = new Map([
  [' ', 'toggle'],
  ['Enter', 'show'],
  ['Escape', 'leaveRange'],
]);

function target(
  { key, shiftKey, ctrlKey }: KeyPress,
  at: Place,
  size: GridSize,
): Place | undefined {
  const { row, column } = at;
  const targets: Readonly<Record<string, Place>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    F7: { row: row + (shiftKey ? -1 : 1), column },
    PageUp: { row: row - size.page, column },
    PageDown: { row: row + size.page, column },
    Home: { row: ctrlKey ? 0 : row, column: 0 },
    End: { row: ctrlKey ? size.rows - 1 : row, column: size.columns - 1 },
  };
  return Object.hasOwn(targets, key) ? targets[key] : undefined;
}

function move({ row, column }: Place, { rows, columns }: GridSize, extend: boolean): GridIntent {
  return {
    kind: 'move',
    to: { row: clamp(row, rows), column: clamp(column, columns) },
    extend,
  };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
