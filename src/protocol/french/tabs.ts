/** The categories, what is shown of them, and what is said where they are empty. */
export const tabsFrench = {
  'All differences': 'Toutes les différences',
  All: 'Tout',
  Missing: 'Manquantes',
  Changed: 'Modifiées',
  'Only in production': 'En production seulement',
  Conflicts: 'Conflits',
  Identical: 'Identiques',
  '{n} of {all}': '{n} sur {all}',
  '{n} identical': '{n} {n:identique|identiques}',
  'Changed columns only': 'Colonnes modifiées seulement',
  'No difference of this kind': 'Aucune différence de cette sorte',
  '{n} {n:difference|differences} of other kinds': '{n} {n:différence|différences} d’autres sortes',
  'No difference under these filters': 'Aucune différence sous ces filtres',
  '{n} {n:difference|differences} without them': '{n} {n:différence|différences} sans eux',
  '{n} {n:row is|rows are} equal in every column compared':
    '{n} {n:ligne est égale|lignes sont égales} dans toutes les colonnes comparées',
  '{m} {m:column was|columns were} compared. Rows without a difference are not listed.':
    '{m} {m:colonne a été comparée|colonnes ont été comparées}. Les lignes sans différence ne sont pas listées.',
  'Backup and production are equal': 'Sauvegarde et production sont égales',
  '{n} {n:row|rows}, {m} {m:column|columns}, compared at {time}':
    '{n} {n:ligne|lignes}, {m} {m:colonne|colonnes}, comparées à {time}',
} as const;
