/** What a note of a person is about, in the order of the procedure. */
export const noteSubjects = [
  /** How the damage was found. */
  'found',
  /** What it means for people. */
  'impact',
  /** What was found out about it. */
  'qualified',
  /** Who was told. */
  'informed',
  /** What was suspended, beside the batches of the checklist. */
  'suspended',
  'decision',
  /** How it is put right, and why so. */
  'strategy',
  /** What was decided about damage that is left as it is. */
  'left',
  /** Who found the result right. */
  'validated',
  /** What was taken up again. */
  'resumed',
  'cause',
  /** What is to be done so that it does not happen again. */
  'action',
  'lesson',
] as const;

export type NoteSubject = (typeof noteSubjects)[number];
