import {
  noOrdinals,
  type OrdinalRanges,
  pairsOf,
  rangesFrom,
} from '../../correction/ordinalRanges';
import { fieldsIn } from '../../uncheckedFields';
import type { LinesSeal } from '../storedComparison';

const format = 'pra-stale';
const version = 1;

/** Which lines of the compared rows, from 0, were found to be no longer as compared: for a file. */
export function staleMarksText(lines: OrdinalRanges, { sha256 }: LinesSeal): string {
  return JSON.stringify({ format, version, comparison: sha256, lines: pairsOf(lines) });
}

/** The lines that {@link staleMarksText} wrote of these very rows; none where it is of others, or empty. */
export function readStaleMarks(text: string, { sha256, count }: LinesSeal): OrdinalRanges {
  const marks = fieldsIn(text);
  const isOfThese =
    marks['format'] === format && marks['version'] === version && marks['comparison'] === sha256;
  return (isOfThese ? rangesFrom(marks['lines'], count) : undefined) ?? noOrdinals;
}
