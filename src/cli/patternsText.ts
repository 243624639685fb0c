import type { Pattern, PatternShape, SharedShape } from '../core/diff/found/patterns';
import { cellText, shapeText } from '../core/diff/found/shapeText';
import { count, listed, paragraphs } from './text';

/** Changed rows by which columns differ, and how: each line with the id that selects its rows. */
export function patternsText(patterns: readonly Pattern[], shared: readonly SharedShape[]): string {
  return paragraphs(
    patterns.length > 0 &&
      'Changed rows by what differs, and nothing else (--pattern ID selects them):',
    listed(patterns.flatMap(patternLines), mostLines),
    shared.length > 0 && 'The same change among others (--pattern ID selects it, too):',
    listed(
      shared.map(({ id, rows, column, change }) => [id, count(rows), shapeText(column, change)]),
    ),
  );
}

const mostLines = 20;

/** One line where all its rows changed alike, else one more for each way in which they did. */
function patternLines(pattern: Pattern): readonly (readonly string[])[] {
  const { id, rows, columns, from, to, shapes } = pattern;
  const [only, ...others] = shapes;
  const words = columns.map((name) => {
    const change = others.length === 0 ? only?.changes[name] : undefined;
    return change && change.how !== 'edited'
      ? shapeText(name, change)
      : commonText(name, from?.[name], to?.[name]);
  });
  const line = [id, count(rows), words.join(', ') + sameValueText(pattern)];
  return others.length === 0 ? [line] : [line, ...shapes.map(shapeLine)];
}

function shapeLine(shape: PatternShape): readonly string[] {
  const words = Object.entries(shape.changes).map(([name, change]) => shapeText(name, change));
  return [`  ${shape.id}`, count(shape.rows), `  ${words.join(', ')}${sameValueText(shape)}`];
}

function sameValueText({ sameValue = 0 }: Pick<Pattern, 'sameValue'>): string {
  return sameValue > 0 ? ` (${count(sameValue)} only written differently)` : '';
}

/** `statut CONFIRME → …` where all rows of a pattern had the same value, or have it now. */
function commonText(
  name: string,
  from: string | null | undefined,
  to: string | null | undefined,
): string {
  return from === undefined && to === undefined
    ? name
    : `${name} ${commonCell(from)} → ${commonCell(to)}`;
}

function commonCell(cell: string | null | undefined): string {
  return cell === undefined ? '…' : cellText(cell);
}
