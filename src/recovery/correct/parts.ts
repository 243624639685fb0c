import { keyId } from '../../core/correction/selection';
import type { Correction } from '../../core/correction/plan';
import type { RowImage } from '../../core/correction/undo';
import { type AppliedOutcome, inForce, isOpen, type Outcomes } from '../../core/incident/outcome';
import type { IncidentStore } from '../ports/incidentStore';
import type { SeenOutcomes } from './writeJob';

/** What became of one part of a correction. */
export interface Part extends SeenOutcomes {
  readonly incident: IncidentStore;
  /** From 1. */
  readonly number: number;
}

export interface PartInForce extends Part {
  readonly applied: AppliedOutcome;
}

/**
 * How a correction stands: the parts that are in force, in the order in which they were written, and the one that
 * would be written next. Written in one transaction it has one part; else the last is taken back first.
 */
export interface Parts {
  readonly inForce: readonly PartInForce[];
  readonly next: Part;
}

/** @param outcomesOf What became of a part; by its folder alone where not said. */
export async function partsIn(
  incident: Pick<IncidentStore, 'part'>,
  outcomesOf: (part: IncidentStore) => Promise<Outcomes> = keptOutcomes,
): Promise<Parts> {
  const found: PartInForce[] = [];
  for (let number = 1; ; number++) {
    const store = incident.part(number);
    const part = { ...(await outcomesOf(store)), incident: store, number };
    const applied = inForce(part.apply, part.undo);
    // What stood on parts that were taken back, or written anew since, went with them.
    if (!applied || applied.follows !== found.at(-1)?.applied.xid) {
      return { inForce: found, next: part };
    }
    found.push({ ...part, applied });
  }
}

/** The outcomes that say how the correction stands as a whole: of the part that was last written, or taken back. */
export function lastOutcomes({ inForce: parts, next }: Parts): Outcomes {
  const top = parts.at(-1);
  return top === undefined || isOpen(next.apply) ? next : top;
}

/** The rows that these parts wrote, in the order of `corrections`, their plan's. */
export async function imagesOf(
  parts: readonly PartInForce[],
  corrections: readonly Correction[],
): Promise<readonly RowImage[]> {
  const images: (readonly RowImage[])[] = [];
  for (const { incident, applied } of parts) {
    images.push(await incident.images('apply', applied.xid));
  }
  const [only = [], ...more] = images;
  return more.length === 0 ? only : imagesInOrder(images.flat(), corrections).filter(isThere);
}

/** The images in the order of `corrections`; undefined for rows that there is none of. */
export function imagesInOrder(
  images: readonly RowImage[],
  corrections: readonly Correction[],
): readonly (RowImage | undefined)[] {
  const byKey = new Map(images.map((image) => [keyId(image.key), image]));
  return corrections.map(({ key }) => byKey.get(keyId(key)));
}

export async function partAt(incident: IncidentStore, number: number): Promise<Part> {
  const store = incident.part(number);
  return { ...(await keptOutcomes(store)), incident: store, number };
}

function isThere(image: RowImage | undefined): image is RowImage {
  return image !== undefined;
}

async function keptOutcomes(part: IncidentStore): Promise<Outcomes> {
  return { apply: await part.outcome('apply'), undo: await part.outcome('undo') };
}
