/** Where the tool keeps what it makes in production. */
export const toolSchema = 'pra';

/** How the schema is marked that this tool made: only such a one is its own, and only such a one is ever dropped. */
export const toolSchemaMark = 'Made by PRA: it goes with the last that is in it.';

/** The marks by which the schema is known, of whichever version of the tool. */
export const toolSchemaMarks: readonly string[] = [
  toolSchemaMark,
  'Made by PRA to freeze tables; it goes with the last that is frozen, if nothing else is in it.',
];
