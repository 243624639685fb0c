/** What is selected, planned, rehearsed, applied, proved and undone, or why not. */
export const correctingSentences = {
  'A row of {1} cells has none at {2}.': 'Une ligne de {1} cellules n’en a pas à la place {2}.',
  'The selected rows differ only in generated, ignored or key columns: there is nothing to write.':
    'Les lignes choisies ne diffèrent que par des colonnes calculées, ignorées ou de la clé : il n’y a rien à écrire.',
  'The selection names no row: there is nothing to correct.':
    'La sélection ne nomme aucune ligne : il n’y a rien à corriger.',
  'Select by kind, transaction, pattern or keys; rows with a reused key only by keys.':
    'Choisissez par sorte, transaction, motif ou clés ; les lignes à clé réutilisée par leurs clés seulement.',
  'Give the column a default in production, or leave the missing rows out.':
    'Donnez une valeur par défaut à la colonne en production, ou laissez les lignes manquantes de côté.',
  'PostgreSQL refuses to update {1}, which is GENERATED ALWAYS AS IDENTITY.':
    'PostgreSQL refuse de mettre à jour {1}, qui est GENERATED ALWAYS AS IDENTITY.',
  'Ignore that column, or leave the rows where it differs out.':
    'Ignorez cette colonne, ou laissez de côté les lignes où elle diffère.',
  'The plan corrects {1}; confirmed was "{2}".': 'Le plan corrige {1} ; « {2} » a été confirmé.',
  "Confirm by the table's name with its schema: {1}.":
    'Confirmez par le nom de la table avec son schéma : {1}.',
  'The plan cannot be used: {1}.': 'Le plan est inutilisable : {1}.',
  'Make the plan again with replan or recover; do not edit its files.':
    'Refaites le plan par replan ou recover ; ne modifiez pas ses fichiers.',
  'Nothing was written. Compare again, or make the plan anew without these rows.':
    'Rien n’a été écrit. Comparez à nouveau, ou refaites le plan sans ces lignes.',
  'Of the planned rows, {1} since they were compared.':
    'Parmi les lignes du plan, depuis la comparaison : {1}.',
  'This column of the row cannot be taken alone.':
    'Cette colonne de la ligne ne peut pas être prise seule.',
  'It takes a changed row, and a column that differs and may be written.':
    'Il faut une ligne modifiée, et une colonne qui diffère et peut être écrite.',
  'This row holds a value that is too large to be read or written here.':
    'Cette ligne contient une valeur trop grande pour être lue ou écrite ici.',
  'Correct it by hand.': 'Corrigez-la à la main.',
  '{1} lacks rights on {2}: {3}.': 'Il manque à {1} des droits sur {2}\u00a0: {3}.',
  'Have its owner run: {1}': 'Faites exécuter par son propriétaire\u00a0: {1}',
  'Production lacks a row that this one refers to.':
    'Il manque en production une ligne à laquelle celle-ci renvoie.',
  'Bring the missing parents first, then compare again.':
    'Rétablissez d’abord les parents manquants, puis comparez à nouveau.',
  'This row moved on in production since it was compared.':
    'Cette ligne a changé en production depuis la comparaison.',
  'Recover {1} of {2} from the same dump?': 'Récupérer {1} de {2} depuis la même sauvegarde ?',
  'Recover These Rows': 'Récupérer ces lignes',
  'Compare the stale rows again.': 'Comparez à nouveau les lignes dépassées.',
  'Rows that are only in production would be deleted.':
    'Les lignes en production seulement seraient supprimées.',
  'Allow deletes first.': 'Permettez d’abord les suppressions.',
  '{1} cannot be written into {2} of {3}: in production it is of type {4}, which holds no number below zero.':
    '{1} ne peut pas être écrit dans {2} de {3} : en production cette colonne est du type {4}, sans nombre négatif.',
  'Leave these rows out, by the selection or with the condition {1} >= 0.':
    'Laissez ces lignes de côté, par la sélection ou avec la condition {1} >= 0.',
  '"{1}" is checked row by row, and these rows take each other\'s values: no order can write them.':
    '« {1} » est vérifiée ligne à ligne, et ces lignes se prennent leurs valeurs : aucun ordre ne permet de les écrire.',
  'Give one of them a free value and compare again, or have the owner make the constraint DEFERRABLE.':
    'Donnez à l’une d’elles une valeur libre et comparez à nouveau, ou faites rendre la contrainte DEFERRABLE par son propriétaire.',
  'Others apply and undo this very plan at the same time.':
    'D’autres appliquent et annulent ce même plan en ce moment.',
  'Agree on who does it.': 'Convenez de qui le fait.',
  'Nothing was written.': 'Rien n’a été écrit.',
  'Cancelled. Nothing was written.': 'Interrompu. Rien n’a été écrit.',
  'It took longer than it may, or somebody cancelled it: see what holds it up, or let it take longer.':
    'Cela a duré plus que permis, ou quelqu’un l’a interrompu : voyez ce qui le retient, ou laissez-lui plus de temps.',
  'Sequences of inserted columns may still be behind ({1}): apply again to move them.':
    'Des séquences de colonnes insérées peuvent être en retard ({1}) : appliquez à nouveau pour les avancer.',
  'The value of {1} in the row {2} is too large to be corrected here.':
    'La valeur de {1} dans la ligne {2} est trop grande pour être corrigée ici.',
  'Leave this row out, and correct it by hand.':
    'Laissez cette ligne de côté, et corrigez-la à la main.',
  '{1} {needs|need} no writing: only columns differ that are left alone.':
    '{1} {1:n’a|n’ont} rien à écrire : seules diffèrent des colonnes laissées telles quelles.',
  '{1} moved on in production since {it was|they were} compared: {it is not|none of them is} in the plan.':
    '{1} {1:a|ont} changé en production depuis la comparaison : {1:elle n’est pas|aucune n’est} dans le plan.',
  '{1} {is left out: it holds|are left out: they hold} a value too large to be read here. Correct {it|them} by hand.':
    '{1} {1:est laissée|sont laissées} de côté : une valeur y est trop grande pour être lue ici. {1:Corrigez-la|Corrigez-les} à la main.',
  '{1} of the given keys {is of a row that does|are of rows that do} not differ.':
    '{1} des clés données {1:est celle d’une ligne qui ne diffère pas|sont celles de lignes qui ne diffèrent pas}.',
  'Columns that only the backup has are not given back: {1}.':
    'Les colonnes que seule la sauvegarde a ne sont pas rendues : {1}.',
  'The correction of this folder was applied, or may have been.':
    'La correction de ce dossier a été appliquée, ou a pu l’être.',
  'Undo it first, or recover into a new folder.':
    'Annulez-la d’abord, ou reprenez dans un nouveau dossier.',
  'Which rows have drifted is not known: the plan was not rehearsed.':
    'On ne sait pas quelles lignes ont dérivé : le plan n’a pas été répété.',
  'Rehearse it first.': 'Répétez-le d’abord.',
  'Partly applied: {1} are written, {2} are left.':
    'Appliquée en partie : {1} sont écrites, {2} restent.',
  'Apply again to write what is left, or undo what is written.':
    'Appliquez à nouveau pour écrire ce qui reste, ou annulez ce qui est écrit.',
  'Partly undone: {1} are still applied.': 'Annulée en partie : {1} sont encore appliquées.',
  'Undo again to take back the rest, or apply to write what is left.':
    'Annulez à nouveau pour reprendre le reste, ou appliquez pour écrire ce qui reste.',
  'A row was written that the plan does not name.':
    'Une ligne a été écrite que le plan ne nomme pas.',
  'It was cancelled.': 'L’opération a été interrompue.',
  'It is written in one transaction, not in batches: its deletes take rows of other tables along, and what was agreed to of those is counted over all deletes at once.':
    'Elle s’écrit en une transaction, et non par lots : ses suppressions emportent des lignes d’autres tables, et ce qui en a été accepté se compte sur toutes les suppressions à la fois.',
  'Apply it in one transaction.': 'Appliquez-la en une transaction.',
  'Whether the last COMMIT took place is not known.':
    'On ne sait pas si le dernier COMMIT a eu lieu.',
  'Ask again when the server can be reached.':
    'Interrogez à nouveau quand le serveur sera joignable.',
  'The comparison was made with {1}; this connection is to {2}, which could be a clone of it.':
    'La comparaison a été faite avec {1} ; cette connexion mène à {2}, qui pourrait en être une copie.',
  'If it is the compared server itself, at another address now, say so.':
    'Si c’est le serveur comparé lui-même, à une autre adresse à présent, dites-le.',
  'This folder holds another correction, which was applied.':
    'Ce dossier contient une autre correction, qui a été appliquée.',
  'Undo that one first, or open a new incident for this plan.':
    'Annulez-la d’abord, ou ouvrez un nouvel incident pour ce plan.',
  'No changed row of this comparison is of the pattern {1}.':
    'Aucune ligne modifiée de cette comparaison n’est du motif {1}.',
  'Rows that have become stale belong to none. The comparison lists its patterns.':
    'Les lignes dépassées n’en ont aucun. La comparaison liste ses motifs.',
  'Rows hold the corrected values, but it was not this folder that wrote them.':
    'Des lignes portent les valeurs corrigées, mais ce n’est pas ce dossier qui les a écrites.',
  'Undo it where it was applied; what its script applied is undone by undo.sql.':
    'Annulez-la là où elle a été appliquée ; ce que son script a appliqué s’annule par undo.sql.',
  'Rows hold the corrected values again, but it was not this folder that wrote them.':
    'Des lignes ont de nouveau les valeurs corrigées, mais ce n’est pas ce dossier qui les a écrites.',
  'Undo it where it was applied, or by the undo.sql of that place.':
    'Annulez-la où elle a été appliquée, ou par le undo.sql de cet endroit.',
  'What was applied last is {1}, by transaction {2}: no rows were kept of that, so that it can only be undone by hand.':
    'Ce qui a été appliqué en dernier est {1}, par la transaction {2} : aucune ligne n’en a été gardée, si bien que cela ne s’annule qu’à la main.',
  'Read undo.sql, change it where the script was changed, then rehearse and apply it as a file.':
    'Lisez undo.sql, modifiez-le là où le script a été modifié, puis répétez-le et appliquez-le comme fichier.',
  'The undo gave them back, but for {1}, which production writes itself: compare these rows again.':
    'L’annulation les a rendues, sauf {1}, que la production écrit elle-même : comparez à nouveau ces lignes.',
  'The undo gave them back, but for {1}, which triggers write ({2}): compare these rows again.':
    'L’annulation les a rendues, sauf {1}, que des déclencheurs écrivent ({2}) : comparez à nouveau ces lignes.',
  'This correction is not applied: there is nothing to undo.':
    'Cette correction n’est pas appliquée : il n’y a rien à annuler.',
  'A correction that was applied by its script is undone by undo.sql.':
    'Une correction appliquée par son script s’annule par undo.sql.',
  'What "{1}" wrote elsewhere when the rows were written stays.':
    'Ce que « {1} » a écrit ailleurs pendant l’écriture des lignes reste.',
  'Column "{1}" was rewritten by a trigger in {2}.':
    'La colonne « {1} » a été réécrite par un déclencheur dans {2}.',
  'Sequence {1} stays at {2}; it was {3}.': 'La séquence {1} reste à {2} ; elle était à {3}.',
  'COMMIT before the rows were written.': 'COMMIT avant l’écriture des lignes.',
  'The connection was lost at COMMIT. The database says that it rolled the transaction back.':
    'La connexion s’est perdue au COMMIT. La base dit avoir annulé la transaction.',
  'Nothing was written. Start again.': 'Rien n’a été écrit. Recommencez.',
  'There are no rows {1} to {2}.': 'Il n’y a pas de lignes {1} à {2}.',
  'Rows in conflict cannot be selected.': 'Les lignes en conflit ne peuvent pas être choisies.',
  'Their key does not say which row is which: compare by columns that do.':
    'Leur clé ne dit pas quelle ligne est laquelle : comparez par des colonnes qui le disent.',
  'There is no choice left to take back.': 'Il n’y a plus de choix à reprendre.',
  'What was chosen before the review was opened stays as it is.':
    'Ce qui était choisi avant l’ouverture de la revue reste tel quel.',
  'No row is selected.': 'Aucune ligne n’est choisie.',
  'Select what is to be put right.': 'Choisissez ce qui est à rétablir.',
  'Every planned row is as planned already: there is nothing to do.':
    'Chaque ligne du plan est déjà comme prévu : il n’y a rien à faire.',
  'Triggers that will run: {1}.': 'Déclencheurs qui s’exécuteront : {1}.',
  'Triggers or types will alter {1} of the written values.':
    'Des déclencheurs ou des types modifieront {1} des valeurs écrites.',
  '{1} of the selected rows changed in production since they were compared.':
    '{1} des lignes choisies {1:a|ont} changé en production depuis la comparaison.',
  'The connection was lost at COMMIT: whether transaction {1} took place is not known yet.':
    'La connexion s’est perdue au COMMIT : on ne sait pas encore si la transaction {1} a eu lieu.',
  '{1} {is|are all} as planned; no other row was written by the correction; {2} changed by others since.':
    '{1} {1:est|sont toutes} comme prévu ; la correction n’a écrit aucune autre ligne ; {2} {2:changée|changées} par d’autres depuis.',
  '{1} of the selected rows {is|are} not as planned.':
    '{1} des lignes choisies {1:n’est|ne sont} pas comme prévu.',
  '{1} {is|are all} as before the correction; no other row was written.':
    '{1} {1:est|sont toutes} comme avant la correction ; aucune autre ligne n’a été écrite.',
  '{1} {is|are all} as before the correction, but for columns that production wrote itself; no other row was written.':
    '{1} {1:est|sont toutes} comme avant la correction, sauf des colonnes que la production a écrites elle-même ; aucune autre ligne n’a été écrite.',
  '{1} of the planned rows {is|are} not as before the correction.':
    '{1} des lignes du plan {1:n’est|ne sont} pas comme avant la correction.',
  '{1} outside the plan {was|were} written.': '{1} hors du plan {1:a été écrite|ont été écrites}.',
  '{1} changed': '{1} {1:changée|changées}',
  '{1} gone': '{1} {1:disparue|disparues}',
  '{1} appeared': '{1} {1:apparue|apparues}',
} as const;

/** What production says while it is written to. */
export const writingSentences = {
  'The plan was made for the server {1}; this one is {2}.':
    'Le plan a été fait pour le serveur {1} ; celui-ci est {2}.',
  'Connect to the server that was compared. Only its address may have changed.':
    'Connectez-vous au serveur qui a été comparé. Seule son adresse peut avoir changé.',
  'The plan was made for the database {1} (oid {2}); this one is {3} (oid {4}).':
    'Le plan a été fait pour la base {1} (oid {2}) ; celle-ci est {3} (oid {4}).',
  'Connect to the database that was compared.': 'Connectez-vous à la base qui a été comparée.',
  'This is not the table {1} (oid {2}) of the plan: {3}.':
    'Ce n’est pas la table {1} (oid {2}) du plan : {3}.',
  'Compare again and make a new plan.': 'Comparez à nouveau et faites un nouveau plan.',
  'Column "{1}" of {2} is not as it was when the plan was made.':
    'La colonne « {1} » de {2} n’est plus comme au moment du plan.',
  'Row security hides rows of {1} from this role.':
    'La sécurité par ligne cache des lignes de {1} à ce rôle.',
  'Connect as a role that bypasses row security.':
    'Connectez-vous avec un rôle qui passe outre la sécurité par ligne.',
  "The plan's key names a column {1} that there is not.":
    'La clé du plan nomme une colonne {1} qui n’existe pas.',
  'The server does not answer any more.': 'Le serveur ne répond plus.',
  'Waited {1} s for a lock of {2}.': 'Attente de {1} s pour un verrou : {2}.',
  'Other sessions hold what is to be written: {1}.':
    'D’autres sessions tiennent ce qui est à écrire : {1}.',
  'The plan has no correction {1}.': 'Le plan n’a pas de correction {1}.',
  'Several rows have the key {1} of a planned row since they were compared.':
    'Plusieurs lignes ont, depuis la comparaison, la clé {1} d’une ligne du plan.',
  'Compare again, or make the plan anew without these rows.':
    'Comparez à nouveau, ou refaites le plan sans ces lignes.',
  'A row came back for key {1}, which was not asked for.':
    'Une ligne est revenue pour la clé {1}, qui n’était pas demandée.',
  'Another correction of this table is under way.':
    'Une autre correction de cette table est en cours.',
  'Wait for its end, then try again.': 'Attendez sa fin, puis réessayez.',
  'The transaction ran on the server {1}; this one is {2}.':
    'La transaction a eu lieu sur le serveur {1} ; celui-ci est {2}.',
  'Connect to the server that was written to.': 'Connectez-vous au serveur où l’on a écrit.',
  'This role works with session_replication_role = {1}: foreign keys would not be checked.':
    'Ce rôle travaille avec session_replication_role = {1} : les clés étrangères ne seraient pas vérifiées.',
  'Connect as a role without that setting.': 'Connectez-vous avec un rôle sans ce réglage.',
  'Nothing was written. Take those rows out of the plan, or deal with their children first.':
    'Rien n’a été écrit. Retirez ces lignes du plan, ou occupez-vous d’abord de leurs enfants.',
  'Another plan was confirmed than the one that was written.':
    'Un autre plan a été confirmé que celui qui a été écrit.',
  'COMMIT was answered by {1}.': 'Au COMMIT, la réponse fut {1}.',
  'Of {1} of {2}, {3} {was|were} written: a trigger or a rule of production kept the rest.':
    'Sur {1} de {2}, {3} {3:a été écrite|ont été écrites} : un déclencheur ou une règle de la production a retenu le reste.',
  'A trigger or a rule of production keeps rows of {1} from being written.':
    'Un déclencheur ou une règle de la production retient des lignes de {1} : elles ne sont pas écrites.',
  'Nothing was written. Look at the table’s triggers and rules.':
    'Rien n’a été écrit. Regardez les déclencheurs et les règles de la table.',
  'Nothing was written. Leave the rows out, or put right what they refer to.':
    'Rien n’a été écrit. Laissez ces lignes de côté, ou rétablissez ce à quoi elles renvoient.',
  'The plan names {1}, which there is not.': 'Le plan nomme {1}, qui n’existe pas.',
  'A row is asked for that is none of the plan.': 'Une ligne qui n’est pas du plan est demandée.',
  'A text with NUL or a lone surrogate cannot be stored in PostgreSQL.':
    'Un texte avec NUL ou un demi-codet isolé ne peut pas être enregistré dans PostgreSQL.',
  'This server is a standby: it takes no writes.':
    'Ce serveur est un secondaire : il n’accepte pas d’écriture.',
  'Connect to the primary.': 'Connectez-vous au primaire.',
  'There is no table {1} here.': 'Il n’y a pas de table {1} ici.',
  'The server did not say who it is.': 'Le serveur n’a pas dit qui il est.',
  '{1} runs PostgreSQL {2}; version {3} or later is needed.':
    '{1} est en PostgreSQL {2} ; il faut la version {3} ou une plus récente.',
  'Its token is not here. Nothing was written: agree with its owner; who may drop its triggers can end that freeze, and freeze it for this incident.':
    'Son jeton n’est pas ici. Rien n’a été écrit : convenez-en avec son auteur ; qui peut supprimer ses déclencheurs peut lever ce gel, puis geler la table pour cet incident.',
  'Nothing was written. Ask who froze it, or end that freeze first.':
    'Rien n’a été écrit. Demandez à qui l’a gelée, ou levez d’abord ce gel.',
} as const;
