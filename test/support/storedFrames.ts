import { Xxh32 } from '../../src/files/decompress/xxh32';

/** A frame whose blocks are stored as they are, without checksums: what needs no compressor to be made. */
export function storedFrame(compression: 'lz4' | 'zstd', content: Buffer): Buffer {
  return compression === 'lz4' ? lz4Frame(content) : zstdFrame(content);
}

const blockLength = 64 * 1024;

function lz4Frame(content: Buffer): Buffer {
  const descriptor = Buffer.from([0x60, 0x40]);
  const check = (new Xxh32().update(descriptor).digest() >>> 8) & 0xff;
  const blocks = inBlocks(content).flatMap((block) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE((0x80000000 | block.length) >>> 0);
    return [size, block];
  });
  const head = Buffer.concat([Buffer.from('04224d18', 'hex'), descriptor, Buffer.from([check])]);
  return Buffer.concat([head, ...blocks, Buffer.alloc(4)]);
}

function zstdFrame(content: Buffer): Buffer {
  const blocks = inBlocks(content);
  const written = blocks.flatMap((block, i) => {
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | (i === blocks.length - 1 ? 1 : 0), 0, 3);
    return [head, block];
  });
  return Buffer.concat([Buffer.from('28b52ffd0058', 'hex'), ...written]);
}

function inBlocks(content: Buffer): readonly Buffer[] {
  const blocks: Buffer[] = [];
  for (let start = 0; start < content.length; start += blockLength) {
    blocks.push(content.subarray(start, start + blockLength));
  }
  return blocks;
}
