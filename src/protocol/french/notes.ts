/** How the sides were compared, and how the table is built on both. */
export const notesFrench = {
  'How it was compared': 'Comment la comparaison a été faite',
  '{n} {n:note|notes} on how it was compared': '{n} {n:remarque|remarques} sur la comparaison',
  Structure: 'Structure',
  'Compare Structure': 'Comparer la structure',
  'Ignored columns…': 'Colonnes ignorées…',
  '1 difference of structure': '1 différence de structure',
  '{n} differences of structure': '{n} différences de structure',
  Ignored: 'Ignorées',
} as const;
