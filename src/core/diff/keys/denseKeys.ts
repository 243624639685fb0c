import type { Key } from '../../catalog/table';

/** Integer keys that lie so close together that all rows between them may as well be looked at. */
export interface DenseKeys {
  readonly first: number;
  readonly last: number;
  /** A bit for each integer from the first to the last, set for a key; the lowest of each byte comes first. */
  readonly bits: Uint8Array;
  /** For each integer from the first on, the place of its key in the list. */
  readonly places: Int32Array;
}

/** Of so many integers one must be a key: rows between cost a tenth of one that is looked up by itself. */
const widestGap = 8;
const fewestKeys = 16;
/** Exact as a number. */
const integer = /^-?\d{1,15}$/;

/** Undefined unless the keys are integers, ascending, each once, and close together. */
export function denseKeys(keys: readonly Key[]): DenseKeys | undefined {
  const [first, last] = [numberOf(keys[0]), numberOf(keys.at(-1))];
  const span = last - first + 1;
  // Neither number where a key is none.
  if (keys.length < fewestKeys || !(span > 0 && span <= keys.length * widestGap)) {
    return undefined;
  }
  const bits = new Uint8Array(Math.ceil(span / 8));
  const places = new Int32Array(span);
  let before = -1;
  for (let place = 0; place < keys.length; place++) {
    const at = numberOf(keys[place]) - first;
    if (!(at > before && at < span)) {
      return undefined;
    }
    bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    places[at] = place;
    before = at;
  }
  return { first, last, bits, places };
}

function numberOf(key: Key | undefined): number {
  const text = key?.length === 1 ? (key[0] ?? '') : '';
  return integer.test(text) ? Number(text) : Number.NaN;
}
