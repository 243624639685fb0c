/** The view of the incidents, and what is said of their steps. */
export const incidentSentences: Readonly<Record<string, string>> = {
  'This is no longer at hand: ask for it again.':
    'Ceci n’est plus disponible\u00a0: redemandez-le.',
  'Its rows are not here': 'Ses lignes ne sont pas ici',
  'Rows are kept out of git, in the folder rows/ of the machine where the incident was opened.':
    'Les lignes restent hors de git, dans le dossier rows/ de la machine où l’incident a été ouvert.',
  'Reviewing, applying, verifying and undoing are done there; its steps, journal, notes and report go on here.':
    'L’examen, l’application, la vérification et l’annulation s’y font ; ses étapes, sa main courante, ses notes et son rapport continuent ici.',
  'Journal of {1}': 'Main courante de {1}',
  'Journal of {1} (times in UTC)': 'Main courante de {1} (heures UTC)',
  'Rehearsal of {1}, rolled back': 'Répétition de {1}, annulée par ROLLBACK',
  '{1} {outcome|outcomes} unknown': '{1} {1:issue inconnue|issues inconnues}',
  'Applied: {1}, by transaction {2}': 'Appliqué\u00a0: {1}, par la transaction {2}',
  'a file': 'un fichier',
  '{1}, {2} changed, {3} only in production': '{1}, {2} modifiées, {3} seulement en production',
  '{1}, {2} only in production, compared without a key':
    '{1}, {2} seulement en production, comparées sans clé',
  '{1} (the planner’s estimate), {2} with its indexes':
    '{1} (estimation du planificateur), {2} avec ses index',
  'nothing was written': 'rien n’a été écrit',
  'the correction is {1}': 'la correction est {1}',
  'partly applied': 'appliquée en partie',
  applied: 'appliquée',
  'Apply File': 'Appliquer un fichier',
  'the file was applied': 'le fichier a été appliqué',
  'nothing of the file was written': 'rien du fichier n’a été écrit',
  'Planning the whole table': 'Préparation pour toute la table',
  'Counting rows in production': 'Comptage des lignes en production',
  'Comparing again what has moved on': 'Nouvelle comparaison de ce qui a bougé',
  'comparing stale rows again …': 'nouvelle comparaison des lignes dépassées …',
  'comparing again what has moved on …': 'nouvelle comparaison de ce qui a bougé …',
  'looking for stale rows …': 'recherche des lignes dépassées …',
  'comparing again …': 'nouvelle comparaison …',
  'The beginning of {1} ({2}), to be read only.': 'Le début de {1} ({2}), à lire seulement.',
  'The whole script is {1}': 'Le script entier est {1}',
  '… the rest is in the file.': '… la suite est dans le fichier.',
};
