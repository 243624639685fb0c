import { damaged, truncated } from './damage';
import type { DumpCheck } from './dumpCheck';
import { PartCheck } from './partCheck';
import { PieceReader } from './pieceReader';
import { isZero, paddingAfter, readTarHeader, tarBlock, type TarMember } from './tarHeader';

/**
 * Reads every member of a tar archive, given from its first byte on, and its end mark: two blocks of zeros.
 * @throws {RecoveryError} `dump-truncated`, `dump-damaged`.
 */
export async function checkTar(pieces: AsyncIterable<Uint8Array>, check: DumpCheck): Promise<void> {
  const reader = new PieceReader(pieces);
  const parts = new PartCheck(check);
  for (let member = await nextMember(reader); member !== 'end'; member = await nextMember(reader)) {
    await parts.read(member.name, reader.read(member.size));
    requireZeros(await reader.take(paddingAfter(member.size)));
  }
  requireZeros(await reader.take(tarBlock));
  while (!(await reader.atEnd())) {
    requireZeros(await reader.take(tarBlock));
  }
  parts.finish();
}

async function nextMember(reader: PieceReader): Promise<TarMember | 'end'> {
  if (await reader.atEnd()) {
    throw truncated('The tar file ends before its end mark.');
  }
  return readTarHeader(await reader.take(tarBlock));
}

function requireZeros(bytes: Uint8Array): void {
  if (!isZero(bytes)) {
    throw damaged(
      'Between the members of the tar file there are bytes that pg_dump does not write.',
    );
  }
}
