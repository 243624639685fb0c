/** What speaks for relying on a dump (good) or against it, and what one only has to know (plain). */
export type TrustKind = 'good' | 'warn' | 'bad' | 'plain';

export interface TrustFact {
  readonly name: string;
  readonly value: string;
  readonly kind: TrustKind;
}

/** What one only has to know. */
export function plain(name: string, value: string): TrustFact {
  return { name, value, kind: 'plain' };
}
