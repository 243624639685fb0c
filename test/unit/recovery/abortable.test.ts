import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { abortable } from '../../../src/recovery/abortable';

describe('Work that can be aborted', () => {
  it('ends with the abort that came before it, and not by its own failure afterwards', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): void => {
      unheard.push(error);
    };
    // Mocha has its own listener, which would fail the run.
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', hear);
    try {
      const stopped = new Error('stopped');
      const lost = turn().then(() => Promise.reject(new Error('the connection was lost')));
      await assert.rejects(abortable(lost, AbortSignal.abort(stopped)), stopped);
      await turn();
      await turn();
      assert.deepEqual(unheard, []);
    } finally {
      process.off('unhandledRejection', hear);
      for (const other of others) {
        process.on('unhandledRejection', other);
      }
    }
  });
});
