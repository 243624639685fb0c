import type { WireError } from './requests';

/** An object's fields, none of them checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Thrown by everything here where a value is not what it must be. */
export class Unreadable extends Error {
  constructor(readonly wire: WireError) {
    super(wire.message);
  }
}

export function record(value: unknown): Fields {
  if (!isRecord(value)) {
    throw unreadable('fields');
  }
  return value;
}

/** The field of this name, or no field where there is none. */
export function optional<N extends string, T>(
  name: N,
  { [name]: value }: Fields,
  read: (value: unknown) => T,
): Readonly<Partial<Record<N, T>>> {
  // A computed name is typed as any text.
  return (value === undefined ? {} : { [name]: read(value) }) as Readonly<Partial<Record<N, T>>>;
}

export function oneOf<T>(words: readonly T[], value: unknown, what: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) {
    throw unreadable(what);
  }
  return found;
}

/** A whole number from 0 to `most`. */
export function whole(value: unknown, most = Number.MAX_SAFE_INTEGER): number {
  if (!isWhole(value) || value > most) {
    throw unreadable('number');
  }
  return value;
}

/** Not longer than `longest`, in UTF-16 units. */
export function text(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) {
    throw unreadable('text');
  }
  return value;
}

/** At most `most` values, each read by `read`. */
export function listOf<T>(value: unknown, most: number, read: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > most) {
    throw unreadable('list');
  }
  return value.map(read);
}

export function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw unreadable('switch');
  }
  return value;
}

/** A switch that is named only where it is on. */
export function yes(value: unknown): true {
  if (value !== true) {
    throw unreadable('switch');
  }
  return value;
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function unreadable(what: string): Unreadable {
  return new Unreadable({
    code: 'bad-request',
    message: `The review sent a ${what} that is not understood.`,
  });
}
