import { DriftedRowsError } from '../core/correction/refusal';
import type { Answer } from './commandSpec';

export const liveOption = {
  live: { type: 'text', value: 'CONN', help: 'Production', required: true },
  moved: {
    type: 'flag',
    help: 'The compared server is at another address now (a clone of it is refused without)',
  },
} as const;

export const confirmOption = {
  confirm: {
    type: 'text',
    value: 'TABLE',
    help: 'The name of the table that is written, with its schema',
    required: true,
  },
} as const;

/** A refusal because rows have moved on names their keys in the JSON document. */
export async function namingDrift(step: () => Promise<Answer>): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof DriftedRowsError) {
      const drifted = error.drifted.map(({ key }) => key);
      return { fields: { drifted }, text: '', failure: error };
    }
    throw error;
  }
}
