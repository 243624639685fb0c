import { childrenLost, type KeptChildren } from '../../core/correction/keptChildren';
import { areAsKept, type FoundChildren } from '../../core/correction/provedChildren';
import type { CorrectionPlan } from '../../core/correction/plan';
import { alteredIn } from '../../core/correction/planState';
import { keyId } from '../../core/correction/selection';
import { inverseFromImages, type RowImage } from '../../core/correction/undo';
import { type AppliedOutcome, takenBack } from '../../core/incident/outcome';
import { asPlanned, type ObservedRow } from '../../core/incident/verdict';
import type { IncidentStore } from '../ports/incidentStore';
import type { Work } from '../work';
import type { Correcting } from './correcting';
import { imagesInOrder, type Part, partAt, type Parts } from './parts';
import { isOwn, type OwnPlan } from './settledOutcomes';

/** What production holds, beside what was there before a correction that was taken back. */
export interface UndoProof {
  /** True where all that was given back is as the undo left it and no other row was written. */
  readonly proved: boolean;
  /** Planned rows that are as they were before, or but for columns that production wrote itself, or not. */
  readonly rows: {
    readonly equal: number;
    readonly rewritten: number;
    readonly different: number;
  };
  readonly unselected: { readonly writtenByUs: number; readonly changedByOthers: number };
  /** Rows of other tables that the correction took along and its undo gave back. */
  readonly children: readonly FoundChildren[];
  /** Sentences on those that no undo gives back. */
  readonly notGivenBack: readonly string[];
}

/** Undefined where this plan's correction is in force, or none of it was taken back. Reads only. */
export async function proveUndo(
  correction: OwnPlan & { readonly since: string | undefined },
  { inForce, next }: Parts,
  correcting: Correcting,
  work: Work,
): Promise<UndoProof | undefined> {
  const parts = inForce.length > 0 ? [] : await takenBackParts(next, correcting.incident);
  if (!parts.every(({ applied }) => isOwn(applied, correction)) || parts.length === 0) {
    return undefined;
  }
  const { plan, since } = correction;
  const { target } = correcting;
  const inverse = inverseFromImages(plan, await imagesOfAll(parts, 'apply'));
  const writers = parts.flatMap(({ undone }) => undone.writers);
  const ours = [...writers, ...parts.flatMap(({ applied }) => applied.writers)];
  const survey = await target.observe(inverse, { writers: ours, since }, work);
  const images = imagesInOrder(await imagesOfAll(parts, 'undo'), inverse.corrections);
  const rows = countRows(inverse, images, survey.rows);
  const kept = await childrenOf(parts);
  const found: FoundChildren[] = [];
  for (const each of kept) {
    found.push(...(await target.findChildren(plan, each, writers, work)));
  }
  const unselected = survey.others ?? { writtenByUs: 0, changedByOthers: 0 };
  return {
    proved: rows.different + unselected.writtenByUs === 0 && areAsKept(found),
    ...{ rows, unselected, children: found },
    notGivenBack: childrenLost(
      plan.wholeTable?.children ?? [],
      kept.flatMap(({ tables }) => tables),
    ),
  };
}

/** @param images What the undo left, in the plan's order. */
function countRows(
  inverse: CorrectionPlan,
  images: readonly (RowImage | undefined)[],
  observed: readonly ObservedRow[],
): UndoProof['rows'] {
  const left = images.map((image) => image?.after ?? null);
  const altered = new Set(alteredIn(inverse, left).map(({ key }) => keyId(key)));
  const asLeft = asPlanned(inverse.corrections, images, observed);
  const found = inverse.corrections.filter((_, position) => asLeft[position]);
  const rewritten = found.filter(({ key }) => altered.has(keyId(key))).length;
  const different = inverse.corrections.length - found.length;
  return { equal: found.length - rewritten, rewritten, different };
}

interface TakenBackPart {
  readonly incident: IncidentStore;
  readonly applied: AppliedOutcome;
  readonly undone: AppliedOutcome;
}

/** All parts of what was applied last, where nothing of it is in force. */
async function takenBackParts(
  first: Part,
  incident: IncidentStore,
): Promise<readonly TakenBackPart[]> {
  const found: TakenBackPart[] = [];
  for (let part = first; ; part = await partAt(incident, part.number + 1)) {
    const applied = takenBack(part);
    if (!applied || part.undo?.state !== 'applied' || isOfBefore(applied, found.at(-1))) {
      return found;
    }
    found.push({ incident: part.incident, applied, undone: part.undo });
  }
}

function isOfBefore({ follows }: AppliedOutcome, below: TakenBackPart | undefined): boolean {
  return follows !== below?.applied.xid;
}

async function imagesOfAll(
  parts: readonly TakenBackPart[],
  kind: 'apply' | 'undo',
): Promise<readonly RowImage[]> {
  const images: RowImage[] = [];
  for (const { incident, applied, undone } of parts) {
    const { xid } = kind === 'apply' ? applied : undone;
    images.push(...(await incident.images(kind, xid)));
  }
  return images;
}

async function childrenOf(parts: readonly TakenBackPart[]): Promise<readonly KeptChildren[]> {
  const kept: KeptChildren[] = [];
  for (const { incident, applied } of parts) {
    if (applied.keepsChildren) {
      kept.push(await incident.children('before', applied.xid));
    }
  }
  return kept;
}
