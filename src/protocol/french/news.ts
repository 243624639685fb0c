/** The one thing to read before going on. */
export const newsFrench = {
  'Show Log': 'Afficher le journal',
  'Try Again': 'Réessayer',
  Close: 'Fermer',
  'Compare These Again': 'Comparer celles-ci à nouveau',
  'Stale rows: {n} moved on in production since they were compared':
    'Lignes dépassées : {n} {n:a|ont} changé en production depuis la comparaison',
  'They cannot be selected before they are compared again.':
    'Elles ne peuvent pas être choisies avant d’être comparées à nouveau.',
  'Outcome unknown: the connection was lost at COMMIT':
    'Résultat inconnu : la connexion s’est perdue au COMMIT',
  'Applied by file at {time}: {file}': 'Appliquée par fichier à {time} : {file}',
  'No rows were kept of what the file did: it is undone by hand, by undo.sql.':
    'Aucune ligne n’a été gardée de ce qu’a fait le fichier : il s’annule à la main, par undo.sql.',
  'Undone at {time}: the rows are as they were before':
    'Annulée à {time} : les lignes sont comme avant',
  'Partly applied at {time}: {n} {n:row is|rows are} written, {m} {m:is|are} left':
    'Appliquée en partie à {time} : {n} {n:ligne est écrite|lignes sont écrites}, {m} {m:reste|restent}',
  'Apply goes on with what is left; an undo takes back what is written.':
    'Appliquer continue avec ce qui reste ; une annulation reprend ce qui est écrit.',
  'Applied at {time}: {i} inserted, {u} updated, {d} deleted':
    'Appliquée à {time} : {i} {i:insérée|insérées}, {u} {u:corrigée|corrigées}, {d} {d:supprimée|supprimées}',
  'Rehearsed: nothing was written': 'Répétition faite : rien n’a été écrit',
  'The rehearsal failed; nothing was written': 'La répétition a échoué ; rien n’a été écrit',
} as const;
