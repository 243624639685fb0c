/** What is wrong with a line that `pra` was called with, and what it could not do. */
export const refusalSentences = {
  'A strategy is chosen by --choose and --reason together.':
    'Une stratégie se choisit par --choose et --reason ensemble.',
  '--plan takes a strategy that is chosen.': '--plan demande une stratégie choisie.',
  'A period is --period, --from and --to together.':
    'Une période demande --period, --from et --to ensemble.',
  '--scope takes COLUMN=VALUE.': '--scope demande COLONNE=VALEUR.',
  'A whole table is planned where its deletes are confirmed.':
    'Une table entière se planifie là où ses suppressions sont confirmées.',
  'Choose it without a plan, then have the whole table replaced.':
    'Choisissez-la sans plan, puis faites remplacer toute la table.',
  'pra {1} needs --{2} {3}.': 'pra {1} demande --{2} {3}.',
  'pra {1} needs {2}.': 'pra {1} demande {2}.',
  'pra {1} needs one of: {2}.': 'pra {1} demande l’un de : {2}.',
  'pra {1} has no option {2}.': 'pra {1} n’a pas d’option {2}.',
  'pra {1} does not understand “{2}”.': 'pra {1} ne comprend pas « {2} ».',
  'pra has no command “{1}”.': 'pra n’a pas de commande « {1} ».',
  'pra --help lists the commands.': 'pra --help liste les commandes.',
  'Did you mean pra {1}?': 'Vouliez-vous dire pra {1} ?',
  'Did you mean --{1}?': 'Vouliez-vous dire --{1} ?',
  '--{1} is given twice.': '--{1} est donnée deux fois.',
  '--lang takes {1}.': '--lang prend {1}.',
  '{1} takes {2}.': '{1} prend {2}.',
  'en or fr': 'en ou fr',
  'business or team': 'business ou team',
  '“{1}” does not match two columns.': '« {1} » ne rapproche pas deux colonnes.',
  'Write --map backup_column=production_column, with double quotes where SQL needs them.':
    'Écrivez --map colonne_sauvegarde=colonne_production, avec des guillemets doubles là où SQL en demande.',
  '--connections is no number from 1 to 99.': '--connections n’est pas un nombre de 1 à 99.',
  '--jobs is no number from 1 to 99.': '--jobs n’est pas un nombre de 1 à 99.',
  '--snapshot-hours is no number of hours up to {1}.':
    '--snapshot-hours n’est pas un nombre d’heures, {1} au plus.',
  '--rehearsal-rows is no number of rows.': '--rehearsal-rows n’est pas un nombre de lignes.',
  '--batch-rows is no number of rows.': '--batch-rows n’est pas un nombre de lignes.',
  '--rehearsal-holds is no number of minutes.': '--rehearsal-holds n’est pas un nombre de minutes.',
  '--{1} is no number of seconds from 1 to 99999.':
    '--{1} n’est pas un nombre de secondes de 1 à 99999.',
  '--max-age is no number of hours.': '--max-age n’est pas un nombre d’heures.',
  '--keep-free is not a number of gigabytes.': '--keep-free n’est pas un nombre de gigaoctets.',
  '--older-than is not a number of days.': '--older-than n’est pas un nombre de jours.',
  '--rows is not a number.': '--rows n’est pas un nombre.',
  '--{1} is a number of rows.': '--{1} est un nombre de lignes.',
  '--by takes one column.': '--by prend une seule colonne.',
  'There is no engine “{1}”.': 'Il n’y a pas de moteur « {1} ».',
  '--only-keys names the rows by itself, without --where and --period.':
    '--only-keys nomme les lignes à elle seule, sans --where ni --period.',
  '--from and --to need --period, which names the column.':
    '--from et --to demandent --period, qui nomme la colonne.',
  '--period names one column, and needs --from, --to or both.':
    '--period nomme une colonne, et demande --from, --to ou les deux.',
  '“{1}” is not the number of a transaction.': '« {1} » n’est pas un numéro de transaction.',
  '“{1}” is no kind of difference.': '« {1} » n’est pas une sorte de différence.',
  'Run pra {1} again once the server answers: it asks, and never writes twice.':
    'Relancez pra {1} quand le serveur répond : la commande le lui demande, et n’écrit jamais deux fois.',
  'A whole table is not put back without a snapshot of it.':
    'Une table entière ne se remet pas en place sans une copie d’elle.',
  '--no-snapshot names no reason.': '--no-snapshot ne donne pas de raison.',
  'Say in a few words why the damaged table is not to be kept.':
    'Dites en quelques mots pourquoi la table abîmée n’est pas à garder.',
  '--generate needs --table: whose rows are looked at.':
    '--generate demande --table : celle dont on regarde les lignes.',
  'Name production by --live, a scratch database by --backup, or both.':
    'Nommez la production par --live, une base de travail par --backup, ou les deux.',
  '--details tells of changed rows: those of a table without a key are none.':
    '--details parle des lignes modifiées : une table sans clé n’en a pas.',
  '--format is csv or sql, not {1}.': '--format est csv ou sql, et non {1}.',
  'Do it, or say by --reason why the incident is closed all the same.':
    'Faites-le, ou dites par --reason pourquoi l’incident est clos quand même.',
  'There is nothing to note.': 'Il n’y a rien à noter.',
  '--step takes one of: {1}.': '--step prend l’un de : {1}.',
  'Partly applied: {|all }{1} as planned, no other row written; {2} left to be written.':
    'Appliquée en partie : {1} {1:telle que prévue|telles que prévues}, aucune autre écrite ; reste à écrire {2}.',
  'What others changed since the undo is different, too.':
    'Ce que d’autres ont changé depuis l’annulation est différent aussi.',
  'Of {1}, {2} {is|are} not as planned; {3} outside the plan {was|were} written by the correction.':
    'Sur {1}, {2} {2:n’est pas telle que prévue|ne sont pas telles que prévues} ; {3} hors du plan {3:a été écrite|ont été écrites} par la correction.',
  'Has the plan been applied? Rows that others changed since are different too.':
    'Le plan a-t-il été appliqué ? Les lignes que d’autres ont changées depuis diffèrent aussi.',
  'Read them whole first.': 'Lisez-les d’abord en entier.',
  'The whole table takes {1}.': 'La table entière demande {1}.',
  'Nothing is planned: its deletes were not confirmed by their number.':
    'Rien n’est prévu : ses suppressions n’ont pas été confirmées par leur nombre.',
  'Where that is what is wanted: {1}.': 'Si c’est bien ce qui est voulu : {1}.',
  'Nothing is selected.': 'Rien n’est choisi.',
  'Name a table by --table, or say --all.': 'Nommez une table par --table, ou dites --all.',
  'The sample needs at least {1} appointments.': 'L’exemple demande au moins {1} rendez-vous.',
  'Name one scratch database, or say --all or --older-than.':
    'Nommez une base de travail, ou dites --all ou --older-than.',
  'There is no scratch database {1}.': 'Il n’y a pas de base de travail {1}.',
  'pra scratch list shows them.': 'pra scratch list les montre.',
  '{1} of {2} cannot be used.': '{1} sur {2} ne peuvent pas servir.',
  'The first: {1}: {2}': 'La première : {1} : {2}',
  'In {1} of {2} the table cannot be counted.':
    'Dans {1} sur {2}, la table ne peut pas être comptée.',
} as const;
