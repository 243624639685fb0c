/** What production's ledger says, and what is asked before it is made or dropped. */
export const ledgerSentences = {
  'It is entered in production’s ledger, too: who, when and how many rows; no row.':
    'C’est inscrit aussi au registre de la production : qui, quand et combien de lignes ; aucune ligne.',
  'Production has a ledger that cannot be used.':
    'La production a un registre qui ne peut pas servir.',
  'What is written is kept in the incident’s folder alone.':
    'Ce qui est écrit n’est gardé que dans le dossier de l’incident.',
  'The columns of pra.ledger are not as they were made.':
    'Les colonnes de pra.ledger ne sont plus telles que créées.',
  'Triggers, rules, defaults, checks or policies were added to pra.ledger.':
    'Des déclencheurs, règles, valeurs par défaut, contrôles ou politiques ont été ajoutés à pra.ledger.',
  'This role may not enter rows in pra.ledger: grant it usage on schema pra, and select, insert on pra.ledger.':
    'Ce rôle ne peut pas inscrire de ligne dans pra.ledger : accordez-lui usage sur le schéma pra, et select, insert sur pra.ledger.',
  'This very plan was applied already, by {1} at {2}: incident {3}, transaction {4}.':
    'Ce plan même a déjà été appliqué, par {1} à {2} : incident {3}, transaction {4}.',
  'These very bytes were applied already, by {1} at {2}: incident {3}, transaction {4}.':
    'Ces octets mêmes ont déjà été appliqués, par {1} à {2} : incident {3}, transaction {4}.',
  'Undo it where it was applied, or compare again and make a new plan.':
    'Annulez-le là où il a été appliqué, ou comparez à nouveau et faites un nouveau plan.',
  'The connection leads to the database {1}; confirmed was "{2}".':
    'La connexion mène à la base {1} ; c’est « {2} » qui a été confirmé.',
  'Confirm by the name of the database: {1}.': 'Confirmez par le nom de la base : {1}.',
  'Nothing is entered yet.': 'Rien n’est encore inscrit.',
  'This database has no ledger: what is applied is kept in the incidents’ folders alone.':
    'Cette base n’a pas de registre : ce qui est appliqué n’est gardé que dans les dossiers des incidents.',
  'This database has a table pra.ledger that PRA did not make; it is left alone.':
    'Cette base a une table pra.ledger que PRA n’a pas créée ; elle est laissée telle quelle.',
  'It cannot be used.': 'Il ne peut pas servir.',
  'It cannot be used. {1}': 'Il ne peut pas servir. {1}',
  'Production’s ledger has this very write already.':
    'Le registre de la production a déjà cette écriture même.',
  'Nothing was written. Look at the ledger, then try again.':
    'Rien n’a été écrit. Regardez le registre, puis réessayez.',
  'This database has no ledger that PRA made.': 'Cette base n’a aucun registre créé par PRA.',
  'Nothing was changed.': 'Rien n’a été changé.',
  'This role may make no schema here.': 'Ce rôle ne peut pas créer de schéma ici.',
  'The schema {1} of this database is of the role {2}: this one may make nothing in it.':
    'Le schéma {1} de cette base est du rôle {2} : celui-ci ne peut rien y créer.',
  'Have an administrator run: {1}. Nothing was changed; corrections need no ledger.':
    'Faites exécuter par un administrateur : {1}. Rien n’a été changé ; les corrections se passent de registre.',
  'This database has {1} that PRA did not make.': 'Cette base a {1}, non créé par PRA.',
  'Nothing was changed; corrections need no ledger. Rename it, or do without.':
    'Rien n’a été changé ; les corrections se passent de registre. Renommez-le, ou faites sans.',
  'Of which production is the ledger?': 'De quelle production est le registre ?',
  'Next you are asked to type the name of the database.':
    'Il vous sera ensuite demandé de taper le nom de la base.',
  'Type {1} to change it.': 'Tapez {1} pour la modifier.',
  'Ledger of {1}': 'Registre de {1}',
  'Reading the ledger of {1}': 'Lecture du registre de {1}',
  'Making a ledger in {1}': 'Création d’un registre dans {1}',
  'Dropping the ledger of {1}': 'Suppression du registre de {1}',
  'Create Ledger': 'Créer le registre',
  'Create a ledger in production, {1}?': 'Créer un registre en production, {1} ?',
  'A table pra.ledger is made, in a schema pra of its own.':
    'Une table pra.ledger est créée, dans un schéma pra à elle.',
  'Each apply and undo enters itself there: plan, incident, counts, who and when; never a row.':
    'Chaque application et annulation s’y inscrit : plan, incident, nombres, qui et quand ; jamais une ligne.',
  'No installation can then apply the same plan twice.':
    'Aucune installation ne peut alors appliquer deux fois le même plan.',
  '{1} keeps a ledger from now on.': '{1} tient désormais un registre.',
  '{1} has a ledger already: nothing was changed.': '{1} a déjà un registre : rien n’a été changé.',
  'Drop Ledger': 'Supprimer le registre',
  'Drop the ledger of production, {1}?': 'Supprimer le registre de la production, {1} ?',
  'All that stands in it is lost; the incidents’ folders keep theirs.':
    'Tout ce qui y est inscrit est perdu ; les dossiers des incidents gardent le leur.',
  'Whether an apply took place whose COMMIT was not answered can no longer be told by it.':
    'Il ne pourra plus dire si une application dont le COMMIT est resté sans réponse a eu lieu.',
  'The ledger of {1} is dropped.': 'Le registre de {1} est supprimé.',
  'Lists what was applied and undone in a database, as its ledger has it.':
    'Liste ce qui a été appliqué et annulé dans une base, selon son registre.',
  'Makes a ledger in production, in which each apply and undo enters itself.':
    'Crée en production un registre où chaque application et annulation s’inscrit.',
  'Drops production’s ledger, with all that stands in it.':
    'Supprime le registre de la production, avec tout ce qui y est inscrit.',
  'The ledger is made: the table pra.ledger. What is applied and undone from now on enters itself; for other roles, grant usage on schema pra, and select, insert on pra.ledger.':
    'Le registre est créé : la table pra.ledger. Ce qui est appliqué et annulé désormais s’y inscrit ; pour d’autres rôles, accordez usage sur le schéma pra, et select, insert sur pra.ledger.',
  'There is a ledger already: nothing was changed.':
    'Il y a déjà un registre : rien n’a été changé.',
  'The ledger is dropped.': 'Le registre est supprimé.',
};
