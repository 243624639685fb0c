/** What was counted in production after a correction, or after its undo. */
export const proofEn = {
  heading: 'Proof',
  none: 'None yet: Verify Recovery (`pra prove`) counts in production.',
  head: ['counted in production', 'rows'],
  equal: 'planned rows that are as planned',
  different: 'planned rows that are not',
  ours: 'other rows written by the correction',
  others: 'other rows changed by others since the comparison',
  at: (moment: string): string => `Counted ${moment}.`,
  first: (moment: string): string => `It had been proved first on ${moment}.`,
  notProved: 'This is not a proof: the correction is not, or no longer, as it was planned.',
  validated: 'Validated:',
  undone: {
    notProved: 'This is not a proof: what was taken back is not, or no longer, as it was.',
    equal: 'planned rows that are as before the correction',
    rewritten: 'planned rows that are so but for columns that production wrote itself',
    different: 'planned rows that are not',
    ours: 'other rows written by the correction or its undo',
    childrenEqual: (table: string): string => `rows given back to ${table}, as they were`,
    childrenDifferent: (table: string): string => `rows given back to ${table} that are not`,
  },
};
