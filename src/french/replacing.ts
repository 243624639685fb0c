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
  'Type {1}: {2} {is|are} deleted, and {3} of other tables taken along or changed.':
    'Tapez {1} : {2} {2:est supprimée|sont supprimées}, et {3} d’autres tables {3:emportée ou modifiée|emportées ou modifiées}.',
  'This is not the number.': 'Ce n’est pas ce nombre.',
  'Agreed to {was|were} {1}.': 'Il était convenu de {1}.',
  'No rows of {1} refer to the deleted ones.':
    'Aucune ligne de {1} ne renvoie aux lignes supprimées.',
  Deleting: 'Supprimer',
  Updating: 'Modifier',
  delete: 'supprimer',
  change: 'changer',
  'set to null': 'mises à NULL',
  'set to their default': 'mises à leur valeur par défaut',
  '{1} {2} would also {3} {4} of {5}.': '{1} {2}, ce serait aussi {3} {4} de {5}.',
  '{1} {2} would also {3} {4} of {5} (references {6}).':
    '{1} {2}, ce serait aussi {3} {4} de {5} (références {6}).',
  '{1} {2} would also {3} {4} of {5}, and with them {6} of {7}.':
    '{1} {2}, ce serait aussi {3} {4} de {5}, et avec {4:elle|elles} {6} de {7}.',
  'The whole table cannot be put back.': 'La table entière ne peut pas être remise.',
  'Only a part of the table was compared.': 'Une partie seulement de la table a été comparée.',
  'Recover it as a whole first.': 'Récupérez-la d’abord en entier.',
  '{1} {shares its|share their} key with others: nothing says which of them is which.':
    '{1} {1:partage sa clé|partagent leur clé} avec d’autres : rien ne dit laquelle est laquelle.',
  'Compare by a key that tells all rows apart.':
    'Comparez par une clé qui distingue toutes les lignes.',
  '{1} moved on in production since {it was|they were} compared.':
    '{1} {1:a|ont} changé en production depuis la comparaison.',
  'Compare the stale rows again first.': 'Comparez d’abord à nouveau les lignes dépassées.',
  '{1} {holds|hold} a value too large to be read here.':
    '{1} {1:contient|contiennent} une valeur trop grande pour être lue ici.',
  'Correct {it|them} by hand first.': 'À corriger d’abord à la main.',
  'Deal with these rows first, or correct selected rows without deletes.':
    'Occupez-vous d’abord de ces lignes, ou corrigez des lignes choisies sans suppressions.',
  '{1} of {2} {stays|stay} deleted: {it|they} went with deleted rows.':
    '{1} de {2} {1:reste supprimée : elle est partie|restent supprimées : elles sont parties} avec des lignes supprimées.',
  '{1} of {2} {stays|stay} changed: what {it|they} referred to was deleted.':
    '{1} de {2} {1:reste modifiée : ce à quoi elle renvoyait|restent modifiées : ce à quoi elles renvoyaient} a été supprimé.',
  '{1} of {2} came back otherwise than {it was|they were}: triggers rewrote {it|them}.':
    '{1} de {2} {1:est revenue autrement qu’elle n’était : des déclencheurs l’ont réécrite|sont revenues autrement qu’elles n’étaient : des déclencheurs les ont réécrites}.',
  '{1} of {2} {refers|refer} to the deleted ones.':
    '{1} de {2} {1:renvoie|renvoient} aux lignes supprimées.',
  '{1} is not as it was when the apply took rows of it along.':
    '{1} n’est plus comme lorsque l’application en a emporté des lignes.',
  'Nothing was written. Give it back its columns, or put the rows right by hand.':
    'Rien n’a été écrit. Rendez-lui ses colonnes, ou corrigez les lignes à la main.',
  '{1} of rows of {2} that the apply took along {is|are} taken by others now.':
    '{1} de lignes de {2} que l’application a emportées {1:est prise|sont prises} par d’autres maintenant.',
  '{1} of {2} whose references the apply changed {was|were} changed or deleted since.':
    '{1} de {2} dont l’application a changé les renvois {1:a été modifiée ou supprimée|ont été modifiées ou supprimées} depuis.',
  'Nothing was written. Put these rows right first, then undo again.':
    'Rien n’a été écrit. Corrigez d’abord ces lignes, puis annulez à nouveau.',
  'Of {1} of {2}, {3} {was|were} put back: a trigger or a rule of production kept the rest.':
    'Sur {1} de {2}, {3} {3:a été remise|ont été remises} : un déclencheur ou une règle de la production a retenu le reste.',
  '{1} of {2} {was|were} given back: {it|each} is as it was.':
    '{1} de {2} {1:a été rendue : elle est comme elle était|ont été rendues : chacune est comme elle était}.',
  'Of {1} of {2} that {was|were} given back, as {it was|they were}: {3}; missing: {4}; changed by others since: {5}; otherwise: {6}.':
    'Sur {1} de {2} {1:rendue, comme elle était|rendues, comme elles étaient} : {3} ; {4:manquante|manquantes} : {4} ; {5:modifiée|modifiées} par d’autres depuis : {5} ; autrement : {6}.',
  'Given back: {1} of {2}.': 'Rendu : {1} de {2}.',
  '{1} of {2} that the apply took along {is|are} there again, but not as {it was|they were}.':
    '{1} de {2} que l’application a {1:emportée est de nouveau là, mais pas comme elle était|emportées sont de nouveau là, mais pas comme elles étaient}.',
  'Rows of {1} refer to rows that are back already, and nothing tells them from those that the apply took along.':
    'Des lignes de {1} renvoient à des lignes déjà rendues, et rien ne les distingue de celles que l’application a emportées.',
} as const;
