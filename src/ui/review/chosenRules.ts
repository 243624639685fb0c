import { RecoveryError } from '../../core/errors';
import type { MaskedColumns } from '../../core/review/mask';
import { Unreadable, record, whole } from '../../protocol/fields';
import {
  type ChosenRule,
  type ChosenRules,
  intentOf,
  type ManyIntent,
} from '../../protocol/selecting';
import type { RowFilter } from '../../protocol/shown';
import type { ReviewSession } from '../../recovery/review/reviewSession';

/** More are not read on a page; the oldest stay untold. */
const mostTold = 50;

/** What the selection comes from, as the page tells it. */
export async function chosenRules(
  session: Pick<ReviewSession, 'choosing' | 'aside' | 'masked' | 'mayTakeBack'>,
): Promise<ChosenRules> {
  const { choosing, masked, mayTakeBack } = session;
  const rules: ChosenRule[] = [];
  for (const text of choosing.rules.slice(-mostTold)) {
    const kept = ruleIn(text);
    if (kept) {
      rules.push({ ...told(kept.intent, masked), ...(await rowsOf(kept, session)) });
    }
  }
  return { rules, others: choosing.rules.length - rules.length, mayTakeBack };
}

interface KeptRule {
  readonly intent: ManyIntent;
  /** How many it named when it was given. */
  readonly rows?: number;
}

/** A rule is kept as the text of a `ReviewIntent`; undefined where it is not to be understood. */
function ruleIn(text: string): KeptRule | undefined {
  try {
    const { act, from, to, rows, ...rest } = record(JSON.parse(text));
    const span = act === 'range' ? { first: from, last: whole(to) - 1 } : {};
    const intent = intentOf({ ...rest, ...span, kind: act });
    return isMany(intent)
      ? { intent, ...(rows === undefined ? {} : { rows: whole(rows) }) }
      : undefined;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function isMany(intent: ReturnType<typeof intentOf>): intent is ManyIntent {
  return intent.kind === 'range' || intent.kind === 'tab' || intent.kind === 'invert';
}

function told(intent: ManyIntent, masked: MaskedColumns): ChosenRule {
  const { filter } = intent;
  const known = filter && withoutMasked(filter, masked);
  return filter && known && Object.keys(known).length < Object.keys(filter).length
    ? { intent: { ...intent, filter: known }, masked: true }
    : { intent };
}

/** Words looked for anywhere may be of a masked column: they were typed while it was revealed. */
function withoutMasked({ text, range, ...others }: RowFilter, masked: MaskedColumns): RowFilter {
  const isSaid = text?.column === undefined ? masked.size === 0 : !masked.has(text.column);
  return {
    ...others,
    ...(text && isSaid ? { text } : {}),
    ...(range && !masked.has(range.column) ? { range } : {}),
  };
}

async function rowsOf(
  { intent, rows }: KeptRule,
  session: Pick<ReviewSession, 'aside' | 'masked'>,
): Promise<Pick<ChosenRule, 'rows' | 'rowsWhenChosen'>> {
  if (intent.kind === 'range') {
    return { rows: intent.last - intent.first + 1 };
  }
  const { tab, filter = {} } = intent;
  if (!isCountable(filter)) {
    const isTold = rows !== undefined && told(intent, session.masked).masked !== true;
    return isTold ? { rowsWhenChosen: rows } : {};
  }
  try {
    return { rows: (await session.aside.lines({ tab, filter })).size };
  } catch (error) {
    // Whatever it was filtered by is there no longer.
    if (error instanceof RecoveryError && error.code === 'usage') {
      return {};
    }
    throw error;
  }
}

/** From what is known of the rows without reading them. */
function isCountable({ text, range, flags = [], hides = [] }: RowFilter): boolean {
  const bySelection = [...flags, ...hides].some(
    (flag) => flag === 'selected' || flag === 'notSelected',
  );
  return !text && !range && !bySelection;
}
