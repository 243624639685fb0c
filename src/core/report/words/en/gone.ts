/** What a page says of a table that production has not. */
export const goneEn = {
  table: (table: string, database: string): string =>
    `Production has no table ${table} in the database ${database}: it was dropped, moved or renamed, or this is not its database.`,
  near: (names: string): string =>
    `Tables of that name are there in another schema or in other letters: ${names}. Is it one of them?`,
  anew: {
    dump: 'What to do: restore it from there to scratch (Restore Table to Scratch, `pra restore`) and look at it; a snapshot of it there (`pra snapshot`) holds its definition.',
    'restored table':
      'What to do: the table stands in scratch; a snapshot of it there (`pra snapshot`) holds its definition.',
  },
  rows: 'Once it is made anew in production, empty, all its rows are missing: Recover Table (`pra recover`) puts them back. What hung on it is gone with it: foreign keys of other tables, views, rights.',
};
