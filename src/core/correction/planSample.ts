import type { Correction } from './plan';

/**
 * Positions of corrections that stand for all of them, ascending: `most` in all, but of each pattern at least its first
 * and last. Small patterns are in it whole; of the others as many each, spread evenly over their order.
 * @returns Undefined where that is no fewer than all.
 */
export function planSample(
  corrections: readonly Correction[],
  most: number,
): readonly number[] | undefined {
  if (corrections.length <= most) {
    return undefined;
  }
  const patterns = [...positionsByPattern(corrections).values()].toSorted(
    (one, other) => one.length - other.length,
  );
  let left = most;
  const sample = patterns.flatMap((positions, index) => {
    const share = Math.max(2, Math.floor(left / (patterns.length - index)));
    const taken = spread(positions, share);
    left -= taken.length;
    return taken;
  });
  return sample.length < corrections.length ? sample.toSorted((a, b) => a - b) : undefined;
}

/** A pattern: what is done, and to which columns. */
function positionsByPattern(corrections: readonly Correction[]): Map<string, number[]> {
  const patterns = new Map<string, number[]>();
  for (const [position, correction] of corrections.entries()) {
    const columns =
      correction.action === 'delete' ? [] : correction.set.map(({ column }) => column);
    const pattern = `${correction.action} ${columns.join()}`;
    const positions = patterns.get(pattern);
    if (positions) {
      positions.push(position);
    } else {
      patterns.set(pattern, [position]);
    }
  }
  return patterns;
}

/** @param most At least 2. */
function spread(positions: readonly number[], most: number): readonly number[] {
  if (positions.length <= most) {
    return positions;
  }
  const step = (positions.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => positions[Math.floor(index * step)] ?? 0);
}
