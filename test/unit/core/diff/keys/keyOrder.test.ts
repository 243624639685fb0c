import assert from 'node:assert/strict';
import { keyAt, type KeyHashes } from '../../../../../src/core/diff/keys/keyHashes';
import { inKeyOrder } from '../../../../../src/core/diff/keys/keyOrder';
import { textColumn } from '../../../../../src/core/diff/keys/textColumn';

function numbers(...keys: readonly number[]): KeyHashes {
  const values = BigInt64Array.from(keys, BigInt);
  return { keys: [values], hashes: values.map((value) => value * 10n) };
}

function texts(...keys: readonly string[]): KeyHashes {
  return { keys: [textColumn(keys)], hashes: BigInt64Array.from(keys, () => 1n) };
}

async function* stream(...batches: readonly KeyHashes[]): AsyncGenerator<KeyHashes> {
  for (const batch of batches) {
    yield await Promise.resolve(batch);
  }
}

async function rowsOf(streams: readonly AsyncIterable<KeyHashes>[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { keys, hashes } of inKeyOrder(streams)) {
    hashes.forEach((hash, row) => found.push(`${keyAt(keys, row).join()}=${hash}`));
  }
  return found;
}

describe('The rows of several partitions', () => {
  it('come in key order, whichever partition holds them', async () => {
    assert.deepEqual(
      await rowsOf([
        stream(numbers(1, 4), numbers(), numbers(9)),
        stream(numbers(2, 3, 5)),
        stream(),
        stream(numbers(-7), numbers(100)),
      ]),
      ['-7=-70', '1=10', '2=20', '3=30', '4=40', '5=50', '9=90', '100=1000'],
    );
  });

  it('come in byte order where keys are texts', async () => {
    const found = await rowsOf([stream(texts('B', 'é')), stream(texts('a', 'z'))]);
    assert.deepEqual(found, ['B=1', 'a=1', 'z=1', 'é=1']);
  });

  it('all come where two partitions hold the same key', async () => {
    assert.deepEqual(await rowsOf([stream(numbers(1, 2)), stream(numbers(1, 2))]), [
      ...['1=10', '1=10', '2=20', '2=20'],
    ]);
  });

  it('are let go on every server when one of them fails', async () => {
    let closed = false;
    async function* open(): AsyncGenerator<KeyHashes> {
      try {
        yield await Promise.resolve(numbers(1));
        yield numbers(3);
      } finally {
        closed = true;
      }
    }
    async function* failing(): AsyncGenerator<KeyHashes> {
      yield await Promise.resolve(numbers(2));
      throw new Error('server gone');
    }
    await assert.rejects(rowsOf([open(), failing()]), /server gone/);
    assert.ok(closed);
  });
});
