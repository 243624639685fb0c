import { open, utimes } from 'node:fs/promises';

/** The nightly dump's hour at this site. */
const nightlyHour = 2;

export interface DumpTimes {
  readonly first: Date;
  /** The newest whole dump from before the damage. */
  readonly good: Date;
  /** Broken off. */
  readonly broken: Date;
}

/** The last three nightly dumps before a moment, in the machine's local time. */
export function nightlyTimes(now: Date): DumpTimes {
  const tonight = nightBefore(now, 0);
  const last = tonight.getTime() < now.getTime() ? 0 : 1;
  return {
    first: nightBefore(now, last + 2),
    good: nightBefore(now, last + 1),
    broken: nightBefore(now, last),
  };
}

/** `mairie_full_20261119_020000.dump`, in local time, as this site's script names it. */
export function dumpName(at: Date): string {
  return `mairie_full_${localTime(at).replaceAll(/[-:]/g, '').replace('T', '_')}.dump`;
}

/** `2026-11-19T02:00:00` */
export function localTime(at: Date): string {
  const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits);
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits);
  return `${date.join('-')}T${time.join(':')}`;
}

/** Sets the time that a custom archive tells of itself, and the file's own. */
export async function stampDump(file: string, at: Date): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const header = Buffer.alloc(64);
    await handle.read(header, 0, header.length, 0);
    const stamped = stampHeader(header, at);
    await handle.write(stamped, 0, stamped.length, 0);
  } finally {
    await handle.close();
  }
  await utimes(file, at, at);
}

/** The header of a custom archive with another creation time. @throws where it is none. */
export function stampHeader(header: Uint8Array, at: Date): Uint8Array {
  if (Buffer.from(header.subarray(0, 5)).toString('latin1') !== 'PGDMP') {
    throw new Error('This is no pg_dump archive.');
  }
  const stamped = Uint8Array.from(header);
  const intSize = header[8] ?? 4;
  const minor = header[6] ?? 0;
  const fields = [
    at.getSeconds(),
    at.getMinutes(),
    at.getHours(),
    at.getDate(),
    at.getMonth(),
    at.getFullYear() - 1900,
    isDaylightSaving(at) ? 1 : 0,
  ];
  // From 1.15 the compression is one byte, before it an integer.
  const start = 11 + (minor >= 15 ? 1 : 1 + intSize);
  fields.forEach((value, index) => {
    stamped.set(archiveInteger(value, intSize), start + index * (1 + intSize));
  });
  return stamped;
}

/** A sign byte, then little-endian bytes. */
export function archiveInteger(value: number, intSize: number): Uint8Array {
  const bytes = new Uint8Array(1 + intSize);
  let rest = value;
  for (let index = 1; index <= intSize; index += 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

function nightBefore(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, nightlyHour);
}

function isDaylightSaving(at: Date): boolean {
  const winter = new Date(at.getFullYear(), 0, 1).getTimezoneOffset();
  const summer = new Date(at.getFullYear(), 6, 1).getTimezoneOffset();
  return winter !== summer && at.getTimezoneOffset() === Math.min(winter, summer);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
