/** Scripts of an incident that are rehearsed and applied as files. */
export const scriptSentences = {
  'It is not known yet what became of the last apply or undo of this incident.':
    'On ne sait pas encore ce qu’est devenue la dernière application ou annulation de cet incident.',
  'Run that again first: it asks, and never writes twice.':
    'Relancez-la d’abord : elle demande, et n’écrit jamais deux fois.',
  'Another file was applied after the rehearsal of {1}.':
    'Un autre fichier a été appliqué après la répétition de {1}.',
  'Nothing was written. Rehearse the file as it is now, then apply it.':
    'Rien n’a été écrit. Répétez le fichier tel qu’il est maintenant, puis appliquez-le.',
  '{1} was edited after its rehearsal.': '{1} a été modifié après sa répétition.',
  '{1} was not rehearsed as it is now.': '{1} n’a pas été répété tel qu’il est maintenant.',
  'The rehearsal of {1} was refused in line {2}.':
    'La répétition de {1} a été refusée à la ligne {2}.',
  'The rehearsal of {1} is more than {2} minutes old.':
    'La répétition de {1} date de plus de {2} minutes.',
  'Somebody else has applied a file of this incident meanwhile.':
    'Quelqu’un d’autre a appliqué entre-temps un fichier de cet incident.',
  'Nothing was written. Rehearse the file again.':
    'Rien n’a été écrit. Répétez à nouveau le fichier.',
  '{1} touches other numbers of rows than in its rehearsal: production has moved on.':
    '{1} ne touche pas autant de lignes que dans sa répétition : la production a changé depuis.',
  'There is no second connection to be had.': 'Une seconde connexion n’est pas possible.',
  'Nothing was written. A file is applied only where it can be asked afterwards whether it was: let this role connect twice.':
    'Rien n’a été écrit. Un fichier n’est appliqué que si l’on peut demander ensuite s’il l’a été : permettez à ce rôle de se connecter deux fois.',
  'Another plan was confirmed than the one that the script is of.':
    'Un autre plan a été confirmé que celui du script.',
  'Line {1}: it writes {2}, which is not the table of this incident.':
    'Ligne {1} : elle écrit dans {2}, qui n’est pas la table de cet incident.',
  'Nothing was written. Correct another table by an incident of its own.':
    'Rien n’a été écrit. Corrigez une autre table par un incident à elle.',
  'It has ended the transaction in which it was run.':
    'Il a mis fin à la transaction dans laquelle il était exécuté.',
  'It has changed a setting or the role by which rows are written and checked.':
    'Il a changé un réglage ou le rôle par lesquels les lignes sont écrites et vérifiées.',
  'It holds a lock on {1} such as TRUNCATE or a change of definitions takes, of itself or by a trigger.':
    'Il tient sur {1} un verrou comme en prend TRUNCATE ou un changement de définitions, par lui-même ou par un déclencheur.',
  'Nothing was written. Edit the file, then rehearse it.':
    'Rien n’a été écrit. Modifiez le fichier, puis répétez-le.',
  'There is no statement in the file.': 'Il n’y a aucune instruction dans le fichier.',
  'Save the correction script anew, or name another file.':
    'Enregistrez à nouveau le script de correction, ou nommez un autre fichier.',
  'Nothing of it was run. Edit the file, then rehearse it.':
    'Rien n’en a été exécuté. Modifiez le fichier, puis répétez-le.',
  'Nothing of it was run. Edit the file, there is more in line {1}, then rehearse it.':
    'Rien n’en a été exécuté. Modifiez le fichier, aussi à la ligne {1}, puis répétez-le.',
  'The script is one transaction, which the tool begins and ends: leave out what begins, ends or divides it.':
    'Le script est une seule transaction, que l’outil ouvre et ferme : retirez ce qui l’ouvre, la ferme ou la divise.',
  'It changes definitions or rights: that is no correction of rows.':
    'Cela change des définitions ou des droits : ce n’est pas une correction de lignes.',
  'TRUNCATE is never run in production: delete the rows that are meant.':
    'TRUNCATE n’est jamais exécuté en production : supprimez les lignes voulues.',
  'COPY is not run from a script: write the rows as VALUES.':
    'COPY n’est pas exécuté depuis un script : écrivez les lignes en VALUES.',
  'A lock on the table belongs to the tool: freeze the table to keep others out.':
    'Verrouiller la table revient à l’outil : gelez la table pour tenir les autres à l’écart.',
  'A setting must end with the transaction: write SET LOCAL.':
    'Un réglage doit finir avec la transaction : écrivez SET LOCAL.',
  'It has no part in a correction of rows.': 'Cela n’a pas sa place dans une correction de lignes.',
  'It is a command for psql: write SQL alone.':
    'C’est une commande de psql : n’écrivez que du SQL.',
  'From here on a quote, a comment or a name is not closed.':
    'À partir d’ici, une apostrophe, un commentaire ou un nom n’est pas fermé.',
  'Only blocks in PL/pgSQL are run.': 'Seuls les blocs en PL/pgSQL sont exécutés.',
  'No ROLLBACK takes back what {1} does, so that even a rehearsal would do it.':
    'Aucun ROLLBACK ne reprend ce que fait {1}, si bien que même une répétition le ferait.',
  'The setting {1} stays as the tool has found it.':
    'Le réglage {1} reste tel que l’outil l’a trouvé.',
  'Mend the value that is written there, then rehearse the file again.':
    'Corrigez la valeur écrite là, puis répétez à nouveau le fichier.',
  'Leave out the rows that break this constraint, or mend them, then rehearse the file again.':
    'Retirez ou corrigez les lignes qui violent cette contrainte, puis répétez à nouveau le fichier.',
  'Mend this statement, then rehearse the file again.':
    'Corrigez cette instruction, puis répétez à nouveau le fichier.',
  'The script itself, or a trigger, refuses it: see what it says, then edit and rehearse the file again.':
    'Le script lui-même, ou un déclencheur, la refuse : voyez ce qu’il dit, puis modifiez et répétez à nouveau le fichier.',
  'Edit the file, then rehearse it again.': 'Modifiez le fichier, puis répétez-le à nouveau.',
  'Rehearse {1} in production, {2}?': 'Répéter {1} en production, {2} ?',
  'Rolled back: line {1} of {2} was refused ({3}).':
    'Annulé : la ligne {1} de {2} a été refusée ({3}).',
  'Rehearsed {1} in {2} s and rolled back: {3}. Nothing was written.':
    '{1} a été répété en {2} s et annulé : {3}. Rien n’a été écrit.',
  'Applied {1} in {2} s: {3}.': '{1} a été appliqué en {2} s : {3}.',
  'These very bytes of {1} were applied last, by transaction {2}: nothing was written.':
    'Ces octets mêmes de {1} ont été appliqués en dernier, par la transaction {2} : rien n’a été écrit.',
  'Show What It Did': 'Voir ce qu’il a fait',
  'Go to the Line': 'Aller à la ligne',
  'The script says:': 'Le script dit :',
  'Other table:': 'Autre table :',
  'File: {1}': 'Fichier : {1}',
  'Rehearsing the file': 'répétition du fichier',
  'Applying the file': 'application du fichier',
  'Line {1}': 'Ligne {1}',
  'Line {1}: {2}': 'Ligne {1} : {2}',
  'The file is run in production, {1}, and rolled back.':
    'Le fichier est exécuté en production, {1}, et annulé.',
  'Until then it keeps the rows that it touches locked, and the table against changes of its structure.':
    'D’ici là il garde verrouillées les lignes qu’il touche, et la table contre tout changement de structure.',
  'The file is the plan’s own script, unedited: to apply the plan does the same, keeps each row as it was and as it became, and can be proved.':
    'Le fichier est le script du plan, non modifié : appliquer le plan fait la même chose, garde chaque ligne telle qu’elle était et telle qu’elle est devenue, et peut être prouvé.',
  'Of a file no rows are kept: undo.sql takes this one back, and the command that undoes an apply does not.':
    'D’un fichier, aucune ligne n’est gardée : undo.sql reprend celui-ci, la commande qui annule une application ne le fait pas.',
  'No row is kept as it was before the file changes it: the command that undoes an apply cannot take it back.':
    'Aucune ligne n’est gardée telle qu’elle était avant que le fichier ne la change : la commande qui annule une application ne peut pas la rendre.',
  'undo.sql is of the plan, not of this file. What it overwrites is in the snapshot of the table alone.':
    'undo.sql est celui du plan, pas de ce fichier. Ce qu’il écrase ne se trouve que dans l’instantané de la table.',
} as const;
