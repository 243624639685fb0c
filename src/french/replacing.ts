/** What is said before a whole table is put back, and why it cannot be. */
export const replacingSentences = {
  'Replace the whole table {1} in production?': 'Remplacer toute la table {1} en production ?',
  'Replace Whole Table': 'Remplacer toute la table',
  'Every difference is taken back, also of rows whose key was reused, and rows that are only in production are deleted.':
    'Toute différence est reprise, aussi des lignes dont la clé a été réutilisée, et les lignes en production seulement sont supprimées.',
  'Undo gives the table back, and rows that its deletes take along.':
    'L’annulation rend la table, et les lignes que ses suppressions emportent.',
  'Undo does not give back those of {1}: they have no key, or you may not write them.':
    'L’annulation ne rend pas celles de {1} : elles n’ont pas de clé, ou vous ne pouvez pas les écrire.',
  'Rows that are lost': 'Lignes perdues',
  'Type {1}: how many rows are deleted.': 'Tapez {1} : le nombre de lignes supprimées.',
  'Type {1}: {2} rows are deleted, and {3} of other tables taken along or changed.':
    'Tapez {1} : {2} lignes sont supprimées, et {3} d’autres tables emportées ou modifiées.',
  'This is not the number.': 'Ce n’est pas ce nombre.',
  'Agreed to were {1}.': 'Il était convenu de {1}.',
  'No rows of {1} refer to the deleted ones.':
    'Aucune ligne de {1} ne renvoie aux lignes supprimées.',
  'Deleting {1} rows would also delete {2} rows of {3}, and with them {4} rows of {5}.':
    'Supprimer {1} lignes supprimerait aussi {2} lignes de {3}, et avec elles {4} lignes de {5}.',
  'The whole table cannot be put back.': 'La table entière ne peut pas être remise.',
  'Only a part of the table was compared.': 'Une partie seulement de la table a été comparée.',
  'Recover it as a whole first.': 'Récupérez-la d’abord en entier.',
  '{1} rows share their key with others: nothing says which of them is which.':
    '{1} lignes partagent leur clé avec d’autres : rien ne dit laquelle est laquelle.',
  'Compare by a key that tells all rows apart.':
    'Comparez par une clé qui distingue toutes les lignes.',
  '{1} rows moved on in production since they were compared.':
    '{1} lignes ont changé en production depuis la comparaison.',
  'Compare the stale rows again first.': 'Comparez d’abord à nouveau les lignes dépassées.',
  '{1} rows hold a value too large to be read here.':
    '{1} lignes contiennent une valeur trop grande pour être lue ici.',
  'Correct them by hand first.': 'Corrigez-les d’abord à la main.',
  'Deal with these rows first, or correct selected rows without deletes.':
    'Occupez-vous d’abord de ces lignes, ou corrigez des lignes choisies sans suppressions.',
  '{1} rows of {2} stay deleted: they went with deleted rows.':
    '{1} lignes de {2} restent supprimées : elles sont parties avec des lignes supprimées.',
  '{1} rows of {2} stay changed: what they referred to was deleted.':
    '{1} lignes de {2} restent modifiées : ce à quoi elles renvoyaient a été supprimé.',
  '{1} rows of {2} came back otherwise than they were: triggers rewrote them.':
    '{1} lignes de {2} sont revenues autrement qu’elles n’étaient : des déclencheurs les ont réécrites.',
  '{1} rows of {2} refer to the deleted ones. Agreed to were {3}.':
    '{1} lignes de {2} renvoient aux lignes supprimées. Il était convenu de {3}.',
  '{1} is not as it was when the apply took rows of it along.':
    '{1} n’est plus comme lorsque l’application en a emporté des lignes.',
  'Nothing was written. Give it back its columns, or put the rows right by hand.':
    'Rien n’a été écrit. Rendez-lui ses colonnes, ou corrigez les lignes à la main.',
  '{1} keys of rows of {2} that the apply took along are taken by others now.':
    '{1} clés de lignes de {2} que l’application a emportées sont prises par d’autres maintenant.',
  '{1} rows of {2} whose references the apply changed were changed or deleted since.':
    '{1} lignes de {2} dont l’application a changé les renvois ont été modifiées ou supprimées depuis.',
  'Nothing was written. Put these rows right first, then undo again.':
    'Rien n’a été écrit. Corrigez d’abord ces lignes, puis annulez à nouveau.',
  'Of {1} rows of {2}, {3} were put back: a trigger or a rule of production kept the others.':
    'Sur {1} lignes de {2}, {3} ont été remises : un déclencheur ou une règle de la production a retenu les autres.',
  '{1} rows of {2} were given back: each is as it was.':
    '{1} lignes de {2} ont été rendues : chacune est comme elle était.',
  'Of {1} rows of {2} that were given back, as they were: {3}; missing: {4}; changed by others since: {5}; otherwise: {6}.':
    'Sur {1} lignes rendues de {2}, comme elles étaient : {3} ; manquantes : {4} ; modifiées par d’autres depuis : {5} ; autrement : {6}.',
  'Given back: {1} rows of {2}.': 'Rendu : {1} lignes de {2}.',
  '{1} rows of {2} that the apply took along are there again, but not as they were.':
    '{1} lignes de {2} que l’application a emportées sont de nouveau là, mais pas comme elles étaient.',
  'Rows of {1} refer to rows that are back already, and nothing tells them from those that the apply took along.':
    'Des lignes de {1} renvoient à des lignes déjà rendues, et rien ne les distingue de celles que l’application a emportées.',
} as const;
