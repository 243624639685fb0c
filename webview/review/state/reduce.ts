import type { Chart, NoChart } from '../../../src/protocol/chart';
import type { RowGroup } from '../../../src/protocol/groups';
import type { ColumnLook } from '../../../src/protocol/cells';
import type { SelectionAnswer } from '../../../src/protocol/selecting';
import type { RowFilter, RowOrder, ShownCount } from '../../../src/protocol/shown';
import type { ReviewState, ReviewStatus } from '../../../src/protocol/state';
import type { Finding } from '../finding/finding';
import { within } from './counts';
import { type ChartLook, keptOf, openView } from './keptView';
import {
  type AskedChoice,
  type Copied,
  type Failure,
  type Place,
  type View,
  type ViewTab,
} from './view';

export type Action =
  | { readonly kind: 'reviewed'; readonly review: ReviewState }
  | { readonly kind: 'status'; readonly status: ReviewStatus }
  | { readonly kind: 'selection'; readonly answer: SelectionAnswer }
  | { readonly kind: 'counted'; readonly count: ShownCount }
  | { readonly kind: 'grouped'; readonly groups: readonly RowGroup[] }
  | { readonly kind: 'charted'; readonly chart: Chart | NoChart }
  | { readonly kind: 'chartLook'; readonly look: ChartLook }
  | { readonly kind: 'failure'; readonly failure: Failure | undefined }
  | Look;

/** Where the operator looks. */
type Look =
  | { readonly kind: 'tab'; readonly tab: ViewTab }
  | { readonly kind: 'changedOnly'; readonly on: boolean }
  /** What is shown under the filter was counted before, so that no wrong number is ever shown. */
  | { readonly kind: 'filtered'; readonly filter: RowFilter; readonly count: ShownCount }
  | { readonly kind: 'looked'; readonly look: ColumnLook }
  | { readonly kind: 'ordered'; readonly order: RowOrder | undefined }
  | { readonly kind: 'sought'; readonly finding: Finding }
  | { readonly kind: 'copied'; readonly copied: Copied }
  | { readonly kind: 'moved'; readonly to: Place; readonly extend: boolean }
  | { readonly kind: 'rangeLeft' }
  | { readonly kind: 'asked'; readonly asks: AskedChoice | undefined };

export function reduce(view: View, action: Action): View {
  if (isLook(action)) {
    return looked(view, action);
  }
  switch (action.kind) {
    case 'reviewed':
      return reviewed(view, action.review);
    case 'status':
      return { ...view, review: { ...view.review, status: action.status } };
    case 'selection':
      return selected(view, action.answer);
    case 'counted':
      return counted(view, action.count);
    case 'grouped':
      return { ...view, groups: action.groups };
    case 'charted':
      return { ...view, chart: action.chart };
    case 'chartLook':
      return { ...view, ...action.look };
    case 'failure':
      return { ...view, failure: action.failure };
  }
}

/** The groups stay until others are found: what is beside the rows does not flicker. */
function reviewed(view: View, review: ReviewState): View {
  const { filter, cursor, groups, look } = view;
  const { words, column, ...how } = view.finding.sought;
  const isMasked = review.columns[column ?? -1]?.masked === true;
  const sought = isMasked ? { words, ...how } : view.finding.sought;
  const finding = { ...view.finding, sought, told: undefined };
  return { ...openView(review, { ...keptOf(view), filter, cursor }), groups, finding, look };
}

const looks: readonly Action['kind'][] = [
  ...([
    'tab',
    'changedOnly',
    'filtered',
    'looked',
    'ordered',
    'sought',
    'copied',
    'moved',
    'rangeLeft',
    'asked',
  ] satisfies Look['kind'][]),
];

function isLook(action: Action): action is Look {
  return looks.includes(action.kind);
}

type Note = Extract<Look, { readonly kind: 'looked' | 'sought' | 'copied' | 'asked' }>;

function isNote(look: Look): look is Note {
  return ['looked', 'sought', 'copied', 'asked'].includes(look.kind);
}

function looked(view: View, look: Look): View {
  return isNote(look) ? noted(view, look) : shown(view, look);
}

function shown(view: View, look: Exclude<Look, Note>): View {
  switch (look.kind) {
    case 'tab':
      return {
        ...withoutRange(view),
        ...{ tab: look.tab, choice: undefined, leftOut: undefined },
        cursor: { row: 0, column: 0 },
      };
    case 'changedOnly':
      return { ...view, changedOnly: look.on, cursor: { row: view.cursor.row, column: 0 } };
    case 'filtered':
      return filtered(view, look);
    case 'ordered':
      return {
        ...withoutRange(view),
        order: look.order,
        cursor: { row: 0, column: view.cursor.column },
      };
    case 'moved':
      return moved(view, look.to, look.extend);
    case 'rangeLeft':
      return withoutRange(view);
  }
}

/** The place in the rows, and what is shown of them, stay as they are. */
function noted(view: View, look: Note): View {
  switch (look.kind) {
    case 'looked':
      return { ...view, look: look.look };
    case 'sought':
      return { ...view, finding: look.finding };
    case 'copied':
      return { ...view, copied: look.copied };
    case 'asked':
      return { ...view, asksFor: look.asks };
  }
}

function filtered(view: View, { filter, count }: Extract<Look, { kind: 'filtered' }>): View {
  const cursor = { row: 0, column: view.cursor.column };
  return counted({ ...withoutRange(view), filter, cursor, leftOut: undefined }, count);
}

function counted(view: View, { byTab, ...choice }: ShownCount): View {
  const now = { ...view, byTab, choice };
  return { ...now, cursor: within(view.cursor, now) };
}

function selected(view: View, { leftOut, ...selection }: SelectionAnswer): View {
  const { review } = view;
  return { ...view, leftOut, review: { ...review, status: { ...review.status, selection } } };
}

function moved(view: View, to: Place, extend: boolean): View {
  const cursor = within(to, view);
  return extend
    ? { ...view, copied: undefined, cursor, anchor: view.anchor ?? view.cursor.row }
    : { ...withoutRange(view), copied: undefined, cursor };
}

function withoutRange(view: View): View {
  return { ...view, anchor: undefined, asksFor: undefined };
}
