/** What a draft of a message may say; numbers and times are written out. */
export interface MessageFacts {
  readonly table: string;
  readonly database: string | undefined;
  readonly production: string | undefined;
  readonly incident: string;
  readonly found: string;
  /** Since when writes are refused; undefined where they are not. */
  readonly frozenSince: string | undefined;
  readonly missing: string;
  readonly changed: string;
  readonly dump: string | undefined;
  readonly corrected: { readonly at: string; readonly rows: string } | undefined;
  readonly batchesToSuspend: readonly string[];
  readonly batchesToResume: readonly string[];
}

export const phases = [
  'found',
  'compared',
  'partly',
  'corrected',
  'proved',
  'filed',
  'undone',
  'unknown',
] as const;

/** How far an incident has come, as far as others need to know. */
export type Phase = (typeof phases)[number];

export const audiences = ['business', 'team'] as const;

export type Audience = (typeof audiences)[number];

/** A first line for the subject, then paragraphs. What people must add stands in square brackets. */
export interface MessageWords {
  readonly subject: Readonly<Record<Phase, (facts: MessageFacts) => string>>;
  readonly subjectLine: (subject: string) => string;
  readonly body: Readonly<
    Record<Audience, Readonly<Record<Phase, (facts: MessageFacts) => readonly string[]>>>
  >;
}
