import type { CorrectionPlan } from '../../core/correction/plan';
import { DriftedRowsError } from '../../core/correction/refusal';
import type { Drift } from '../../core/correction/rowState';
import { keyId } from '../../core/correction/selection';
import type { RowImage } from '../../core/correction/undo';
import type { IncidentStore } from '../ports/incidentStore';

/**
 * Why rows have drifted from the plan though nobody else wrote them: its undo gave them back, and triggers or types of
 * production wrote some of their columns anew. In a sentence; undefined where that is not why.
 */
export async function leftByUndo(
  { corrections, table }: CorrectionPlan,
  drifted: readonly Drift[],
  incident: Pick<IncidentStore, 'part'>,
): Promise<string | undefined> {
  const drift = new Set(drifted.map(({ key }) => keyId(key)));
  const { images, triggers } = drift.size === 0 ? nothing : await lastUndo(incident);
  const after = new Map(images.map((image) => [keyId(image.key), image.after]));
  const columns = new Set<string>();
  for (const correction of corrections) {
    const left = drift.has(keyId(correction.key)) ? after.get(keyId(correction.key)) : undefined;
    if (left && correction.action !== 'insert') {
      correction.seen
        .flatMap((cell, at) => (cell === left[at] ? [] : (table.columns[at]?.name ?? [])))
        .forEach((name) => columns.add(name));
    }
  }
  return columns.size === 0 ? undefined : sentence([...columns], triggers);
}

/** What `write` is refused for, with why, where that is known. */
export async function explainingDrift<T>(
  plan: CorrectionPlan,
  incident: Pick<IncidentStore, 'part'>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof DriftedRowsError) {
      const because = await leftByUndo(plan, error.drifted, incident);
      throw because === undefined ? error : new DriftedRowsError(error.drifted, because);
    }
    throw error;
  }
}

interface LastUndo {
  readonly images: readonly RowImage[];
  readonly triggers: readonly string[];
}

const nothing: LastUndo = { images: [], triggers: [] };

/** Of all its parts, where it was taken back in several. */
async function lastUndo(incident: Pick<IncidentStore, 'part'>): Promise<LastUndo> {
  const images: RowImage[] = [];
  const triggers = new Set<string>();
  for (let number = 1; ; number++) {
    const part = incident.part(number);
    const undone = await part.outcome('undo');
    if (undone?.state !== 'applied') {
      return { images, triggers: [...triggers] };
    }
    images.push(...(await part.images('undo', undone.xid)));
    undone.triggers.forEach((name) => triggers.add(name));
  }
}

function sentence(columns: readonly string[], triggers: readonly string[]): string {
  const named = columns.map((name) => `"${name}"`).join(', ');
  return triggers.length === 0
    ? `The undo gave them back, but for ${named}, which production writes itself: compare these rows again.`
    : `The undo gave them back, but for ${named}, which triggers write (${triggers.join(', ')}): compare these rows again.`;
}
