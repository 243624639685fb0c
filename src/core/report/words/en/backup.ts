import { count, rows } from './counting';

/** From which backup a table was restored, and what is known of it. */
export const backupEn = {
  heading: 'What was restored, and from what',
  nothing: 'Nothing has been restored yet.',
  head: ['backup', ''],
  file: 'file',
  made: 'made',
  hash: 'SHA-256',
  noHash: 'not taken: Verify Dump (`pra verify`) reads the file whole and takes it',
  rows: 'rows restored',
  rowsIn: (number: number, lasted: string): string => `${count(number)}, in ${lasted}`,
  readWhole: 'The file was read to its last byte for this hash while it was restored.',
  where: 'The restore went into a scratch database, never into production.',
  kept: (number: number, size: string, hash: string): string =>
    `The damaged state was kept before anything was written: ${rows(number)}, ${size}, SHA-256 ${hash}.`,
  declined: (reason: string): string => `Keeping the damaged state was declined: ${reason}`,
  verified: {
    whole: (moment: string): string =>
      `The backup was verified before it was used, on ${moment}: whole.`,
    damaged: (moment: string): string =>
      `The backup was verified before it was used, on ${moment}: DAMAGED; what came out of it cannot be relied on.`,
  },
  notVerified: 'The backup was not verified before it was used.',
  verifiedLater: {
    whole: (moment: string): string => `It was verified afterwards, on ${moment}: whole.`,
    damaged: (moment: string): string =>
      `It was verified afterwards, on ${moment}: DAMAGED; what came out of it cannot be relied on.`,
  },
  sameHash: 'Its SHA-256 was the same when it was verified and when it was restored.',
  otherHash: (hash: string): string =>
    `When it was verified its SHA-256 was ANOTHER one: ${hash}. It is not the file that was verified.`,
};
