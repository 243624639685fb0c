import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { inflate } from '../../../../src/files/decompress/zlib';
import { collected, withCode } from '../../../support/dumps';

const text = Buffer.concat([Buffer.alloc(700_000, 'one row\tanother cell\n'), randomBytes(50_000)]);
const compressed = deflateSync(text);

async function* inPieces(bytes: Uint8Array, length = 4096): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
  }
}

describe('Decompressing', () => {
  for (const length of [1, 4096, 1e9]) {
    it(`gives back what was compressed, in pieces of ${length} bytes`, async () => {
      const bytes = length === 1 ? deflateSync('little') : compressed;
      const expected = length === 1 ? Buffer.from('little') : text;
      assert.ok((await collected(inflate(inPieces(bytes, length)))).equals(expected));
    });
  }

  it('finds a stream that is cut anywhere, also before its checksum', async () => {
    for (const end of [
      0,
      1,
      2,
      1000,
      compressed.length - 5,
      compressed.length - 4,
      compressed.length - 1,
    ]) {
      await assert.rejects(
        collected(inflate(inPieces(compressed.subarray(0, end)))),
        withCode('dump-truncated'),
        `cut at ${end}`,
      );
    }
  });

  it('finds a flipped bit in the data and in the checksum', async () => {
    for (const at of [0, 1, 100, Math.floor(compressed.length / 2), compressed.length - 1]) {
      const bytes = Buffer.from(compressed);
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      await assert.rejects(
        collected(inflate(inPieces(bytes))),
        withCode('dump-damaged'),
        `flipped at ${at}`,
      );
    }
  });

  it('finds other bytes behind the end of the stream', async () => {
    for (const extra of [1, 10_000]) {
      const bytes = Buffer.concat([compressed, Buffer.alloc(extra)]);
      await assert.rejects(collected(inflate(inPieces(bytes))), withCode('dump-damaged'));
    }
  });

  it('passes on a failure of where the bytes come from as it is', async () => {
    const failure = new Error('the disk is gone');
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield* inPieces(compressed.subarray(0, 5000));
      throw failure;
    };
    await assert.rejects(collected(inflate(failing())), (error) => error === failure);
  });

  it('closes where the bytes come from when it is left half-way', async () => {
    let closed = false;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* inPieces(compressed, 100);
      } finally {
        closed = true;
      }
    };
    for await (const piece of inflate(watched())) {
      assert.ok(piece.length > 0);
      break;
    }
    assert.equal(closed, true);
  });
});
