import type { ReportWords } from '../words';

/** What was counted in production after a correction, or after its undo. */
export const proofFr: ReportWords['proof'] = {
  heading: 'Preuve',
  none: 'Pas encore\u00a0: la vérification de la reprise (`pra prove`) compte en production.',
  head: ['compté en production', 'lignes'],
  equal: 'lignes prévues, conformes au plan',
  different: 'lignes prévues, non conformes',
  ours: 'autres lignes écrites par la correction',
  others: 'autres lignes modifiées par d’autres depuis la comparaison',
  at: (moment) => `Comptage du ${moment}.`,
  first: (moment) => `La preuve avait été faite une première fois le ${moment}.`,
  notProved:
    'Ce n’est pas une preuve\u00a0: la correction n’est pas, ou n’est plus, telle que planifiée.',
  validated: 'Validation\u00a0:',
  undone: {
    notProved:
      'Ce n’est pas une preuve\u00a0: ce qui a été annulé n’est pas, ou n’est plus, comme avant.',
    equal: 'lignes prévues, comme avant la correction',
    rewritten:
      'lignes prévues qui le sont, sauf des colonnes que la production a écrites elle-même',
    different: 'lignes prévues qui ne le sont pas',
    ours: 'autres lignes écrites par la correction ou son annulation',
    childrenEqual: (table) => `lignes rendues à ${table}, comme elles étaient`,
    childrenDifferent: (table) => `lignes rendues à ${table} qui ne le sont pas`,
  },
};
