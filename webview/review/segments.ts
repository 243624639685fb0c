import type { TextRange } from '../../src/protocol/rows';

/** A stretch of a cell's text that is drawn alike. */
export interface Segment {
  /** What to draw; for an invisible character, its sign. */
  readonly text: string;
  /** Among the words that changed. */
  readonly marked: boolean;
  /** Stands for a character that would not be seen. */
  readonly invisible: boolean;
}

/** Parts a cell's text where changed words begin and end, and at each character that would not be seen. */
export function segmentsOf(text: string, ranges: readonly TextRange[]): readonly Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    segments.push(...stretch(text, { start: done, end: start }, false));
    segments.push(...stretch(text, { start, end }, true));
    done = end;
  }
  segments.push(...stretch(text, { start: done, end: text.length }, false));
  return segments;
}

/** Line ends, controls, joiners, spaces other than the plain one, and plain ones at the end of a line. */
const unseen = /\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}| +(?=[\r\n]|$)/gu;

function stretch(text: string, { start, end }: TextRange, marked: boolean): readonly Segment[] {
  const segments: Segment[] = [];
  let done = start;
  for (const match of text.matchAll(unseen)) {
    const from = Math.max(match.index, start);
    const to = Math.min(match.index + match[0].length, end);
    if (from < to) {
      segments.push(...plain(text.slice(done, from), marked));
      segments.push({ text: signOf(text.slice(from, to)), marked, invisible: true });
      done = to;
    }
  }
  return [...segments, ...plain(text.slice(done, end), marked)];
}

function plain(text: string, marked: boolean): readonly Segment[] {
  return text === '' ? [] : [{ text, marked, invisible: false }];
}

function signOf(characters: string): string {
  switch (characters) {
    case '\r\n':
      return '␍↵';
    case '\n':
      return '↵';
    case '\r':
      return '␍';
    case '\t':
      return '→';
    default:
      return characters.startsWith(' ') ? '·'.repeat(characters.length) : codePointOf(characters);
  }
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
