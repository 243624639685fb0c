/** What the rows are filtered by. */
export const filtersFrench = {
  Filters: 'Filtres',
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
