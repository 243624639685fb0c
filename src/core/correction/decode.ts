import type { Cell } from '../catalog/table';
import { RecoveryError } from '../errors';

/** The fields of a JSON object, not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** Why a stored plan cannot be used. */
export function unreadable(why: string, cause?: unknown): RecoveryError {
  return new RecoveryError('incident-unreadable', `The plan cannot be used: ${why}.`, {
    hint: 'Make the plan again with replan or recover; do not edit its files.',
    cause,
  });
}

export function parsed(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw unreadable(`${where} is not JSON, or is cut`, error);
  }
}

export function fields(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable(`${where} is not a JSON object`);
  }
  // Any object's fields may be looked at.
  return value as Fields;
}

export function text(of: Fields, name: string): string {
  const value = of[name];
  if (typeof value !== 'string') {
    throw unreadable(`${name} is not a text`);
  }
  return value;
}

export function flag(of: Fields, name: string): boolean {
  const value = of[name];
  if (typeof value !== 'boolean') {
    throw unreadable(`${name} is neither true nor false`);
  }
  return value;
}

export function count(of: Fields, name: string): number {
  return wholeNumber(of[name], name);
}

/** One of some words, or a refusal. */
export function word<const W extends string>(
  value: unknown,
  words: readonly W[],
  where: string,
): W {
  const found = words.find((candidate) => candidate === value);
  if (found === undefined) {
    throw unreadable(`${where} is none of ${words.join(', ')}`);
  }
  return found;
}

export function array(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw unreadable(`${where} is not a list`);
  }
  return value;
}

export function cell(value: unknown, where: string): Cell {
  if (value !== null && typeof value !== 'string') {
    throw unreadable(`${where} is neither a text nor null`);
  }
  return value;
}

/** A place in a list of `length`. */
export function position(value: unknown, length: number, where: string): number {
  const found = wholeNumber(value, where);
  if (found >= length) {
    throw unreadable(`${where} names a column that is not there`);
  }
  return found;
}

function wholeNumber(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw unreadable(`${where} is not a whole number`);
  }
  return value;
}
