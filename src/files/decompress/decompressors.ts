import type { Decompressors } from '../../core/archive/decompression';
import { unlz4 } from './lz4';
import { gunzip, inflate } from './zlib';
import { unzstd } from './zstd';

export const decompressors: Decompressors = {
  zlib: inflate,
  gzip: gunzip,
  lz4: unlz4,
  zstd: unzstd,
};
