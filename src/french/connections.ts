/** Adding and removing connections, what is said of them in their view, and who is at work there. */
export const connectionSentences: Readonly<Record<string, string>> = {
  'Add Connection (1/4)': 'Ajouter une connexion (1/4)',
  'Add Connection (2/4)': 'Ajouter une connexion (2/4)',
  'Add Connection (3/4)': 'Ajouter une connexion (3/4)',
  'Add Connection (4/4)': 'Ajouter une connexion (4/4)',
  'How is the database named?': 'Comment la base est-elle désignée\u00a0?',
  'URI or connection string': 'URI ou chaîne de connexion',
  'Host, port, database, user': 'Hôte, port, base, utilisateur',
  'One after the other': 'L’un après l’autre',
  'A libpq URI or keyword string, as for psql. A password in it goes to the secret storage.':
    'Une URI libpq ou une suite de mots-clés, comme pour psql. Un mot de passe qui y figure va au stockage des secrets.',
  'Host name, address, or folder of a Unix socket':
    'Nom d’hôte, adresse, ou dossier d’un socket Unix',
  Port: 'Port',
  Database: 'Base',
  User: 'Utilisateur',
  'TLS: prefer, require, verify-full, …': 'TLS\u00a0: prefer, require, verify-full, …',
  'What is this database?': 'Qu’est cette base\u00a0?',
  'Only read, but for an apply or undo that you confirm. Never restored into.':
    'Seulement lue, sauf pour une application ou une annulation que vous confirmez. Rien n’y est jamais restauré.',
  Scratch: 'Travail',
  'Another server where tables of dumps may be restored into scratch databases.':
    'Un autre serveur où des tables de sauvegardes peuvent être restaurées, dans des bases de travail.',
  'Password of {1}, kept in the secret storage; empty if none is needed':
    'Mot de passe de {1}, gardé dans le stockage des secrets\u00a0; vide s’il n’en faut pas',
  'What it is called in the views and in every confirmation':
    'Son nom dans les vues et dans chaque confirmation',
  'A name is needed.': 'Il faut un nom.',
  'Another connection is called so.': 'Une autre connexion porte ce nom.',
  'Connecting to {1}': 'Connexion à {1}',
  'Connected: PostgreSQL {1}.': 'Connexion établie\u00a0: PostgreSQL {1}.',
  'It is a standby: it can be compared, not corrected.':
    'C’est un secondaire\u00a0: il peut être comparé, pas corrigé.',
  'Its role is a superuser, which restores refuse.':
    'Son rôle est superutilisateur, ce que les restaurations refusent.',
  'Add Anyway': 'Ajouter quand même',
  'Which connection is no longer needed?': 'Quelle connexion n’est plus utile\u00a0?',
  'Remove the connection “{1}”?': 'Retirer la connexion «\u00a0{1}\u00a0»\u00a0?',
  'Its password is forgotten too. The database itself is not touched.':
    'Son mot de passe est oublié aussi. La base elle-même n’est pas touchée.',
  Remove: 'Retirer',
  'Now: {1}': 'En ce moment\u00a0: {1}',
  'running on port {1}, PostgreSQL {2}': 'en marche sur le port {1}, PostgreSQL {2}',
  'not needed yet': 'pas encore utile',
  stopped: 'arrêté',
  'From {1}, restored {2} by {3}': 'De {1}, restaurée le {2} par {3}',
  'From {1}, restored {2}': 'De {1}, restaurée le {2}',
  'Looking for frozen tables': 'Recherche des tables gelées',
  'PRA: Frozen Tables': 'PRA\u00a0: tables gelées',
  'PRA: What Runs': 'PRA\u00a0: ce qui est en cours',
  'PRA: Not Verified': 'PRA\u00a0: non vérifié',
  'PRA: Watched Indicators': 'PRA\u00a0: indicateurs surveillés',
  'PRA: indicators of production are watched':
    'PRA\u00a0: des indicateurs de la production sont surveillés',
  '{1}, usually {2} to {3}': '{1}, d’habitude de {2} à {3}',
  'VS Code’s secret storage': 'le stockage des secrets de VS Code',
  'Looking who writes to {1}': 'Recherche de qui écrit dans {1}',
  '{1} in {2}, {3} UTC': '{1} dans {2}, le {3} UTC',
  'Who is writing to {1}': 'Qui écrit dans {1}',
  'Who is writing now: {1}, PRODUCTION': 'Qui écrit en ce moment\u00a0: {1}, PRODUCTION',
  'The arguments of the external runner must be a list of texts, and its environment texts by name.':
    'Les arguments du script externe doivent être une liste de textes, et son environnement des textes par nom.',
  'Correct them.': 'Corrigez-les.',
};
