/** What a step of an incident asks before, and says after. */
export const stepSentences = {
  'Server: {1}': 'Serveur : {1}',
  'Database: {1}': 'Base : {1}',
  'Table: {1}': 'Table : {1}',
  'Rows: {1}': 'Lignes : {1}',
  Apply: 'Appliquer',
  'Apply: {1}': 'Appliquer : {1}',
  apply: 'appliquer',
  Undo: 'Annuler l’application',
  'Undo: {1}': 'Annuler l’application : {1}',
  undo: 'annuler l’application',
  'Without Snapshot…': 'Sans copie…',
  'First the damaged table is written to a file in the incident’s folder, definition and rows (a snapshot).':
    'La table abîmée est d’abord écrite dans un fichier du dossier de l’incident, définition et lignes (une copie).',
  'No snapshot of {1}': 'Pas de copie de {1}',
  'Why is the damaged table not to be kept? The journal keeps the reason.':
    'Pourquoi la table abîmée n’est-elle pas à garder ? Le journal garde la raison.',
  'Name a reason.': 'Donnez une raison.',
  'A snapshot of {1} is taken: {2} in {3}.': 'Une copie de {1} est prise : {2} dans {3}.',
  'In One Transaction': 'En une transaction',
  'All rows are written, or none.': 'Toutes les lignes sont écrites, ou aucune.',
  'In Batches…': 'Par lots…',
  'In Batches': 'Par lots',
  'Where one is refused, those before it stay written.':
    'Si l’un est refusé, ceux d’avant restent écrits.',
  'How are the rows written?': 'Comment écrire les lignes ?',
  'Every row is locked and compared before the first is written.':
    'Chaque ligne est verrouillée et comparée avant que la première soit écrite.',
  'How many rows at most in one transaction? {1} as usual.':
    'Combien de lignes au plus en une transaction ? {1} d’ordinaire.',
  'Type a number of rows.': 'Tapez un nombre de lignes.',
  'Apply the Rest…': 'Appliquer le reste…',
  'Undo What Is Written…': 'Annuler ce qui est écrit…',
  'The correction is partly applied: apply it to write what is left, or undo what is written.':
    'La correction est appliquée en partie : appliquez-la pour écrire ce qui reste, ou annulez ce qui est écrit.',
  'Export the selected rows as the backup has them':
    'Exporter les lignes choisies telles que dans la sauvegarde',
  'INSERTs in one transaction': 'des INSERT en une transaction',
  'NULL is nothing, an empty text is ""': 'NULL : rien ; texte vide : ""',
  'No row is selected that the backup has.': 'Aucune ligne de la sauvegarde n’est choisie.',
  'Select missing or changed rows.': 'Choisissez des lignes manquantes ou modifiées.',
  'The comparison did not keep all of the backup’s row {1}.':
    'La comparaison n’a pas gardé toute la ligne {1} de la sauvegarde.',
  'Restore the table to scratch and export it from there: PRA: Export Rows.':
    'Restaurez la table dans une base de travail et exportez-la de là : PRA: Export Rows.',
  'The values of {1} are masked: rows are not exported without them.':
    'Les valeurs de {1} sont masquées : les lignes ne s’exportent pas sans elles.',
  Rehearse: 'Répéter',
  '{1} looked at: production is as it was compared.':
    '{1} {1:regardée|regardées} : la production est telle que comparée.',
  '{1} of {2} moved on in production since {it was|they were} compared.':
    '{1} sur {2} {1:a|ont} changé en production depuis la comparaison.',
  '{1} compared again; {2} {differs|differ} no longer.':
    '{1} {1:comparée|comparées} à nouveau ; {2} {2:ne diffère|ne diffèrent} plus.',
  '{1} can only be compared with the whole table: several rows of production have {its|their} key now.':
    '{1} {1:ne peut être comparée|ne peuvent être comparées} qu’avec toute la table : plusieurs lignes de la production ont à présent {1:sa|leur} clé.',
  'The whole correction of {1} is made in production and rolled back.':
    'Toute la correction de {1} est faite en production, puis annulée.',
  'Until then it keeps those rows locked, and the table against changes of its structure.':
    'Jusque-là elle tient ces lignes verrouillées, et la table contre tout changement de sa structure.',
  'Until then nobody else writes to the table, which is locked as a whole: reads go on.':
    'Jusque-là personne d’autre n’écrit dans la table, verrouillée en entier : les lectures continuent.',
  'It leaves as many dead rows and their log behind, and may use up sequence values.':
    'Elle laisse autant de lignes mortes et leur journal, et peut consommer des valeurs de séquence.',
  'The function of {1} builds SQL at run time: what it calls cannot be foreseen.':
    'La fonction de {1} construit du SQL à l’exécution : ce qu’elle appelle ne peut pas être prévu.',
  'Refused: {1} of the planned rows, by key {2}.':
    '{1:Refusée|Refusées} : {1} des lignes du plan, par clé {2}.',
  'Refused: {1} or more of the planned rows, by key {2}.':
    'Refusées : {1} ou plus des lignes du plan, par clé {2}.',
  'The trigger {1} reaches outside the database by {2}: what it does there is not rolled back.':
    'Le déclencheur {1} agit hors de la base par {2} : ce qu’il y fait n’est pas annulé.',
  'Triggers of other tables that foreign keys may set off: {1}.':
    'Déclencheurs d’autres tables que des clés étrangères peuvent lancer : {1}.',
  'Functions that their functions call are not looked into.':
    'Les fonctions que leurs fonctions appellent ne sont pas examinées.',
  'Written in C, and not looked into: {1}.': 'Écrits en C, et non examinés : {1}.',
  'What is applied is replicated, by {1}; a rehearsal is not.':
    'Ce qui est appliqué est répliqué, par {1} ; une répétition ne l’est pas.',
  '{1} has no replica identity, and the publication {2} carries its changes: PostgreSQL refuses each {3}.':
    '{1} n’a pas de « replica identity », et la publication {2} porte ses changements : PostgreSQL refuse chaque {3}.',
  '{1} has no replica identity, and the publication {2} carries its deletes: what is inserted could not be undone.':
    '{1} n’a pas de « replica identity », et la publication {2} porte ses suppressions : ce qui est inséré ne pourrait pas être annulé.',
  'Its owner can give it one: ALTER TABLE {1} REPLICA IDENTITY {2}.':
    'Son propriétaire peut lui en donner une : ALTER TABLE {1} REPLICA IDENTITY {2}.',
  'An undo will not take back what "{1}" writes elsewhere.':
    'Une annulation ne reprendra pas ce que « {1} » écrit ailleurs.',
  'An undo may leave column "{1}" as triggers or its type write it.':
    'Une annulation peut laisser la colonne « {1} » comme des déclencheurs ou son type l’écrivent.',
  'For an undo {1} lacks rights on {2}: {3}.':
    'Pour une annulation, il manque à {1} des droits sur {2}\u00a0: {3}.',
  'An undo leaves sequences where inserted values have moved them.':
    'Une annulation laisse les séquences là où des valeurs insérées les ont poussées.',
  'Moved on in production, and no longer selected: {1}.':
    'Changées en production, et plus choisies : {1}.',
  'Rehearse Without Them': 'Répéter sans elles',
  'Rehearse in production, {1}?': 'Répéter en production, {1} ?',
  'Rehearsed in {1} s and rolled back: {2}. Nothing was written.':
    'Répétée en {1} s et annulée : {2}. Rien n’a été écrit.',
  'Rehearsed in {1} s and rolled back: a sample of {2} of {3} rows. Nothing was written.':
    'Répétée en {1} s et annulée : un échantillon de {2} {2:ligne|lignes} sur {3}. Rien n’a été écrit.',
  'Only a sample was rehearsed: {1} of {2} rows, some of each pattern; every row was locked and compared.':
    'Seul un échantillon a été répété : {1} {1:ligne|lignes} sur {2}, quelques-unes de chaque motif ; chaque ligne a été verrouillée et comparée.',
  'Only a sample is rehearsed first: {1} of {2} rows, some of each pattern; every row is locked and compared.':
    'Seul un échantillon est répété d’abord : {1} {1:ligne|lignes} sur {2}, quelques-unes de chaque motif ; chaque ligne est verrouillée et comparée.',
  'A sample of the correction is made in production and rolled back: {1} of {2} rows, some of each pattern.':
    'Un échantillon de la correction est fait en production, puis annulé : {1} {1:ligne|lignes} sur {2}, quelques-unes de chaque motif.',
  'Until then it keeps every planned row locked, and the table against changes of its structure.':
    'Jusque-là elle tient chaque ligne du plan verrouillée, et la table contre tout changement de sa structure.',
  'It leaves dead rows of the sample and their log behind, and may use up sequence values.':
    'Elle laisse les lignes mortes de l’échantillon et leur journal, et peut consommer des valeurs de séquence.',
  'Rolled back: the correction cannot be applied.':
    'Annulée : la correction ne peut pas être appliquée.',
  'Applied in {1} s: {2}.': 'Appliquée en {1} s : {2}.',
  'Already applied: nothing was written.': 'Déjà appliquée : rien n’a été écrit.',
  'The connection was lost at COMMIT: whether transaction {1} took place is not known yet. {2} asks again once the server answers, and never writes twice.':
    'La connexion s’est perdue au COMMIT : on ne sait pas encore si la transaction {1} a eu lieu. {2} interroge à nouveau dès que le serveur répond, et n’écrit jamais deux fois.',
  'Undone in {1} s: {2}.': 'Annulée en {1} s : {2}.',
  'Already undone: nothing was written.': 'Déjà annulée : rien n’a été écrit.',
  'Not given back: {1}': 'Non rendu : {1}',
  'Proved: {|all }{1} as planned; no other row was written by the correction; {2} changed by others since the comparison.':
    'Prouvé : {1}{1:|, toutes} comme prévu ; la correction n’a écrit aucune autre ligne ; {2} {2:changée|changées} par d’autres depuis la comparaison.',
  'Partly applied: {1} as planned, no other row was written; {2} still to be written.':
    'Appliquée en partie : {1} comme prévu, aucune autre ligne écrite ; {2} encore à écrire.',
  'Not proved: of {1}, {2} not as planned; {3} outside the plan written by the correction.':
    'Non prouvé : sur {1}, {2} {2:n’est|ne sont} pas comme prévu ; {3} hors du plan, {3:écrite|écrites} par la correction.',
  'Proved: taken back, {|all }{1} as before the correction; no other row was written; {2} changed by others since the comparison.':
    'Prouvé : annulée, {1}{1:|, toutes} comme avant la correction ; aucune autre ligne n’a été écrite ; {2} {2:changée|changées} par d’autres depuis la comparaison.',
  'Proved: taken back, {|all }{1} as before the correction, but for columns that production wrote itself; no other row was written; {2} changed by others since the comparison.':
    'Prouvé : annulée, {1}{1:|, toutes} comme avant la correction, sauf des colonnes que la production a écrites elle-même ; aucune autre ligne n’a été écrite ; {2} {2:changée|changées} par d’autres depuis la comparaison.',
  'In {1} triggers or types of production wrote columns anew.':
    'Dans {1}, des déclencheurs ou des types de la production ont réécrit des colonnes.',
  'Not proved: of {1} taken back, {2} not as before the correction; {3} outside the plan written.':
    'Non prouvé : sur {1} après annulation, {2} {2:n’est|ne sont} pas comme avant la correction ; {3} hors du plan, {3:écrite|écrites}.',
} as const;
