import assert from 'node:assert/strict';
import { CopyFrames } from '../../../../src/postgres/connection/copyFrames';

function message(letter: string, body: string): Buffer {
  const bytes = Buffer.from(`${letter}????${body}`, 'latin1');
  bytes.writeInt32BE(body.length + 4, 1);
  return bytes;
}

const long = 'x'.repeat(300);
const sent = [
  message('H', '\0\0\0'),
  message('d', '1\tone\n'),
  message('N', 'SNOTICE\0'),
  message('d', `2\t${long}\n`),
  message('d', ''),
  message('S', 'TimeZone\0UTC\0'),
  message('d', '3\tthree\n'),
];
const after = Buffer.concat([message('c', ''), message('C', 'COPY 3\0'), message('Z', 'T')]);

/** What is read where the bytes come in pieces of one size. */
function inPieces(bytes: Buffer, size: number): { data: string; rest: string | undefined } {
  const frames = new CopyFrames();
  let data = '';
  for (let at = 0; at < bytes.length; at += size) {
    const piece = Buffer.from(bytes.subarray(at, at + size));
    const read = frames.read(piece);
    data += read.data.toString('latin1');
    if (read.rest) {
      const more = bytes.subarray(at + size);
      return { data, rest: Buffer.concat([read.rest, more]).toString('latin1') };
    }
  }
  return { data, rest: undefined };
}

describe('The data of a COPY among the messages of a server', () => {
  const data = `1\tone\n2\t${long}\n3\tthree\n`;

  it('are the same wherever the messages are cut, and end where the COPY does', () => {
    const all = Buffer.concat([...sent, after]);
    for (let size = 1; size <= all.length; size++) {
      const read = inPieces(all, size);
      assert.equal(read.data, data, `pieces of ${size}`);
      assert.equal(read.rest, after.toString('latin1'), `pieces of ${size}`);
    }
  });

  it('end before an error, which is for somebody else to read', () => {
    const error = message('E', 'SERROR\0C57014\0\0');
    for (const size of [1, 7, 10_000]) {
      const read = inPieces(Buffer.concat([...sent, error]), size);
      assert.deepEqual(read, { data, rest: error.toString('latin1') });
    }
  });
});
