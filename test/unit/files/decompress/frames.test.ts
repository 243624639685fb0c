import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { RecoveryError } from '../../../../src/core/errors';
import { decompressors } from '../../../../src/files/decompress/decompressors';
import { collected, withCode } from '../../../support/dumps';

/** What every file of the fixtures holds. */
const text = Buffer.from(
  Array.from({ length: 5000 }, (_, i) => i + 1)
    .map((i) => `${i}\trow ${(i * 7919) % 1000}\t${'abc'.repeat(i % 9)}\\\\N\n`)
    .join(''),
);

const files = [
  { name: 'linked.lz4', checked: false },
  { name: 'checked.lz4', checked: true },
  { name: 'two.lz4', checked: true },
  { name: 'unchecked.zst', checked: false },
  { name: 'piped.zst', checked: true },
  { name: 'two.zst', checked: true },
];

function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../fixtures/compressed/${name}`, import.meta.url));
}

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let start = 0; start < bytes.length; start += length) {
    yield bytes.subarray(start, start + length);
  }
}

function decompressed(name: string, bytes: Uint8Array, length = 8192): Promise<Buffer> {
  const decompress = name.endsWith('.lz4') ? decompressors.lz4 : decompressors.zstd;
  return collected(decompress(inPieces(bytes, length)));
}

describe('Frames of LZ4 and Zstandard', () => {
  for (const { name, checked } of files) {
    it(`give back what was compressed, however the bytes come: ${name}`, async () => {
      for (const length of [1, 4099, 1e9]) {
        assert.ok((await decompressed(name, fixture(name), length)).equals(text));
      }
    });

    it(`tell whether they carry a checksum: ${name}`, async () => {
      let unchecked = 0;
      const decompress = name.endsWith('.lz4') ? decompressors.lz4 : decompressors.zstd;
      await collected(decompress(inPieces(fixture(name), 8192), () => (unchecked += 1)));
      assert.equal(unchecked > 0, !checked);
    });

    it(`are found cut anywhere: ${name}`, async () => {
      const bytes = fixture(name);
      const border = name.startsWith('two') ? borderOfFrames(bytes) : 0;
      for (let end = 0; end < bytes.length; end += end < 40 ? 1 : 997) {
        if (end !== border || end === 0) {
          await assert.rejects(
            decompressed(name, bytes.subarray(0, end)),
            withCode('dump-truncated'),
            `cut at ${end}`,
          );
        }
      }
      await assert.rejects(decompressed(name, bytes.subarray(0, -1)), withCode('dump-truncated'));
    });

    it(`are found followed by other bytes: ${name}`, async () => {
      const bytes = Buffer.concat([fixture(name), Buffer.alloc(9)]);
      await assert.rejects(decompressed(name, bytes), withCode('dump-damaged'));
    });

    it(`never give out other bytes without a word where there is a checksum: ${name}`, async () => {
      const original = fixture(name);
      for (let at = 0; at < original.length; at += 211) {
        const bytes = Buffer.from(original);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        const content = await decompressed(name, bytes).catch((error: unknown) => {
          assert.ok(error instanceof RecoveryError, `flipped at ${at}: ${String(error)}`);
        });
        // A frame's header may be flipped into that of one to be passed over, or without checksum.
        if (content && checked && at > 20) {
          assert.ok(content.equals(text), `flipped at ${at}`);
        }
      }
    });
  }

  it('pass over frames that hold no content', async () => {
    const skipped = Buffer.from('542a4d1804000000deadbeef', 'hex');
    for (const name of ['checked.lz4', 'piped.zst']) {
      const bytes = Buffer.concat([skipped, fixture(name)]);
      assert.ok((await decompressed(name, bytes)).equals(text));
    }
  });

  it('need no more memory for a longer stream', async () => {
    const before = process.memoryUsage.rss();
    let length = 0;
    for await (const piece of decompressors.zstd(storedBlocks(2000))) {
      length += piece.length;
    }
    assert.equal(length, 2000 * 128 * 1024);
    assert.ok(process.memoryUsage.rss() - before < 150e6);
  });

  it('that need more memory than is taken are refused, saying how much', async () => {
    const bytes = fixture('piped.zst');
    bytes[5] = 21 << 3;
    await assert.rejects(
      decompressed('piped.zst', bytes),
      (error) => withCode('dump-format')(error) && String(error).includes('2048 MB'),
    );
  });
});

/** A Zstandard frame of blocks of 128 kB that are stored as they are. */
async function* storedBlocks(count: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from('28b52ffd0058', 'hex');
  for (let i = 1; i <= count; i += 1) {
    const block = Buffer.alloc(3 + 128 * 1024, i);
    block.writeUIntLE(((128 * 1024) << 3) | (i === count ? 1 : 0), 0, 3);
    yield block;
  }
}

/** Where the second frame begins. */
function borderOfFrames(bytes: Buffer): number {
  return bytes.indexOf(bytes.subarray(0, 4), 4);
}
