import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { sha256OfPieces } from '../../../src/files/pieceHash';

describe('The hash of pieces', () => {
  for (const where of ['beside the work', 'in a thread of its own'] as const) {
    it(`is SHA-256 of all of them, one file after another, ${where}`, async () => {
      const hash = sha256OfPieces(where);
      try {
        for (const count of [0, 1, 3, 40]) {
          const expected = createHash('sha256');
          for (let i = 0; i < count; i += 1) {
            const piece = randomBytes(i % 3 === 2 ? 7 : 300_000);
            (await hash.memory()).set(piece);
            hash.add(piece.length);
            expected.update(piece);
          }
          assert.equal(await hash.digest(), expected.digest('hex'));
        }
      } finally {
        await hash.close();
      }
    });

    it(`keeps the two pieces before the one that is filled, ${where}`, async () => {
      const hash = sha256OfPieces(where);
      try {
        const given: Uint8Array[] = [];
        for (let i = 0; i < 12; i += 1) {
          const memory = await hash.memory();
          memory.fill(i);
          hash.add(memory.length);
          given.push(memory);
          assert.deepEqual(
            given.slice(-3).map(([first]) => first),
            [i - 2, i - 1, i].filter((number) => number >= 0),
          );
        }
      } finally {
        await hash.close();
      }
    });
  }
});
