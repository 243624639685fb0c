import { type Batch, batchesLeft } from '../../core/incident/batches';
import { shortMoment } from './moment';

/** `2 of 3 suspended`; what is left to be resumed once one is. */
export function batchesLabel(batches: readonly Batch[]): string {
  const { toSuspend, toResume } = batchesLeft(batches);
  const resumed = batches.length - toSuspend.length - toResume.length;
  return resumed > 0
    ? `${toResume.length} to be resumed`
    : `${toResume.length} of ${batches.length} suspended`;
}

/** `suspended by marie, 27 Nov 10:58`. */
export function batchLabel({ state, by, at }: Batch): string {
  return `${words[state]} by ${by}, ${shortMoment(at)}`;
}

const words: Readonly<Record<Batch['state'], string>> = {
  'to-suspend': 'listed',
  suspended: 'suspended',
  resumed: 'resumed',
};
