import type { CellShape } from '../../core/diff/found/cellShape';
import type { DateShift } from '../../core/diff/found/dateShift';
import {
  cellText,
  shiftParts,
  type ShiftUnit,
  shortened,
  signed,
} from '../../core/diff/found/shapeText';
import type { English } from '../../protocol/french/french';
import type { Texts } from '../../protocol/texts';
import type { CountedGroup } from '../../recovery/review/groups/rowGroups';

export interface GroupWords {
  readonly title: string;
  readonly detail: string;
}

/** In whose words a group is told, and of which columns no value is. */
export interface GroupTelling {
  readonly texts: Texts;
  readonly masked: ReadonlySet<string>;
}

/** What the group's rows have in common: first what tells most, then the rest. */
export function groupWords({ is, of, rows }: CountedGroup, telling: GroupTelling): GroupWords {
  const { texts } = telling;
  switch (is.kind) {
    case 'pattern':
      return patternWords(is, telling);
    case 'flag':
      return flagWords(is.flag, texts);
    case 'later':
      return {
        title: texts.say('{column} after the dump', {
          column: is.table ? `${is.table.name}.${is.column}` : is.column,
        }),
        detail: texts.say('written later, which does not make it right'),
      };
    case 'transaction':
      return {
        title: 'xid' in is ? is.xid : texts.say('{n} others', { n: is.others }),
        detail: ofWords(of, rows, texts),
      };
  }
}

function flagWords(flag: 'reused' | 'sameValue' | 'blocked', texts: Texts): GroupWords {
  switch (flag) {
    case 'reused':
      return {
        title: texts.say('Key reused'),
        detail: texts.say('another thing now: chosen one by one'),
      };
    case 'sameValue':
      return { title: texts.say('Written differently'), detail: texts.say('equal by type') };
    case 'blocked':
      return {
        title: texts.say('Blocked'),
        detail: texts.say('a parent is missing in production'),
      };
  }
}

type Pattern = Extract<CountedGroup['is'], { readonly kind: 'pattern' }>;

function patternWords(is: Pattern, telling: GroupTelling): GroupWords {
  const { texts } = telling;
  if ('others' in is) {
    return {
      title: texts.say('{n} other patterns', { n: is.others }),
      detail: texts.say('each too small to be told'),
    };
  }
  if ('column' in is) {
    return {
      title: changeWords(is.column, is.change, telling),
      detail: `${is.column}, ${texts.say('whatever else changed')}`,
    };
  }
  const [first, ...others] = Object.entries(is.changes).sort(([, a], [, b]) => rank(a) - rank(b));
  const rest = others.map(([name, other]) => `${name} ${changeWords(name, other, telling)}`);
  const more = rest.length > 0 ? rest : [texts.say('nothing else changed')];
  return first
    ? { title: changeWords(...first, telling), detail: [first[0], ...more].join(', ') }
    : { title: '', detail: '' };
}

/** What tells more comes first. */
function rank({ how }: CellShape): number {
  const ranks: Readonly<Record<CellShape['how'], number>> = {
    ...{ replaced: 0, moved: 1, added: 2, set: 3, appended: 4, prepended: 5 },
    ...{ emptied: 6, filled: 7, edited: 8 },
  };
  return ranks[how];
}

/** `CONFIRME → ANNULE`, `+ 1 year` */
function changeWords(column: string, shape: CellShape, { texts, masked }: GroupTelling): string {
  return masked.has(column) ? texts.say('masked: differs') : shapeWords(shape, texts);
}

function shapeWords(shape: CellShape, texts: Texts): string {
  switch (shape.how) {
    case 'replaced':
      return `${cellText(shape.from)} → ${cellText(shape.to)}`;
    case 'set':
      return `… → ${cellText(shape.to)}`;
    case 'moved':
      return shiftWords(shape.by, texts);
    case 'added':
      return signed(shape.by);
    case 'appended':
    case 'prepended':
      return texts.say(lengthened[shape.how], { text: shortened(shape.text) });
    case 'filled':
    case 'emptied':
    case 'edited':
      return texts.say(least[shape.how]);
  }
}

const lengthened = {
  appended: 'with “{text}” after it',
  prepended: 'with “{text}” before it',
} as const;

const least = { filled: 'Filled in', emptied: 'Emptied', edited: 'Edited' } as const;

/** `+ 1 year 2 months` */
function shiftWords(by: DateShift, texts: Texts): string {
  const { sign, parts } = shiftParts(by);
  const words = parts.map(([n, unit]) => texts.say(units[unit][n === 1 ? 0 : 1], { n }));
  return `${sign} ${words.join(' ')}`;
}

const units: Readonly<Record<ShiftUnit, readonly [one: English, several: English]>> = {
  year: ['{n} year', '{n} years'],
  month: ['{n} month', '{n} months'],
  day: ['{n} day', '{n} days'],
  hour: ['{n} hour', '{n} hours'],
  minute: ['{n} minute', '{n} minutes'],
  second: ['{n} second', '{n} seconds'],
};

/** Of what kind they are, where a glyph cannot say it. */
function ofWords(of: CountedGroup['of'], rows: number, texts: Texts): string {
  switch (of) {
    case 'changed':
      return texts.say('{n} changed', { n: rows });
    case 'extra':
      return texts.say('{n} only in production', { n: rows });
    case 'missing':
    case 'mixed':
      return '';
  }
}
