/** What the rows are filtered by. */
export const filtersFrench = {
  Filter: 'Filtrer',
  Filters: 'Filtres',
  'Nothing to filter by': 'Rien à filtrer',
  'Marked rows': 'Lignes marquées',
  'Rows whose values are equal by type, such as 1.0 and 1.00':
    'Lignes dont les valeurs sont égales selon leur type, comme 1.0 et 1.00',
  'Rows that differ in': 'Lignes qui diffèrent dans',
  Only: 'Seulement',
  Hide: 'Masquer',
  'Clear filters': 'Effacer les filtres',
  'Remove filter: {filter}': 'Retirer le filtre : {filter}',
  'Only {flag}': 'Seulement {flag}',
  'Without {flag}': 'Sans {flag}',
  '{column} differs': '{column} diffère',
  '{n} of {m} shown': '{n} sur {m} affichées',
  '{n} selected hidden': '{n} choisies masquées',
  'written differently': 'écriture différente',
  'key reused': 'clé réutilisée',
  blocked: 'bloquée',
  'written after the dump': 'écrite après la sauvegarde',
  'not selected': 'non choisie',
} as const;
