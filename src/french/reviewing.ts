/** The review itself, its files, and the servers that it speaks to. */
export const reviewingSentences = {
  'Line {1} of the compared rows is cut or was changed.':
    'La ligne {1} des lignes comparées est coupée ou a été changée.',
  'Compare again, into a new folder.': 'Comparez à nouveau, dans un nouveau dossier.',
  '{1} in this folder is cut or was changed.': '{1} dans ce dossier est coupé ou a été changé.',
  'The list of compared rows in this folder is cut or was changed.':
    'La liste des lignes comparées de ce dossier est coupée ou a été changée.',
  'The compared rows could not be read to their end.':
    'Les lignes comparées n’ont pas pu être lues jusqu’au bout.',
  'See that their disk is in order, then open the review again.':
    'Vérifiez l’état de leur disque, puis rouvrez la revue.',
  'Years hold all places.': 'Les années contiennent toutes les places.',
  '{1} has too many values for a histogram.': '{1} a trop de valeurs pour un histogramme.',
  'Production’s rows are no longer those that were compared: they cannot be set against the backup’s.':
    'Les lignes de la production ne sont plus celles qui ont été comparées : elles ne peuvent pas être mises en regard de celles de la sauvegarde.',
  'Rows are counted by dates and numbers.': 'Les lignes se comptent par dates et par nombres.',
  'There is no line {1}.': 'Il n’y a pas de ligne {1}.',
  'A set of {1} lines does not meet one of {2}.':
    'Un ensemble de {1} lignes ne va pas avec un de {2}.',
  'There is no row {1}.': 'Il n’y a pas de ligne {1}.',
  'There are no rows in such a range.': 'Il n’y a pas de lignes dans une telle plage.',
  'There is no such column to order by.': 'Il n’y a pas de telle colonne pour trier.',
  'At most {1} rows are copied at once.': 'Au plus {1} lignes sont copiées à la fois.',
  'Export what is shown as a file.': 'Exportez ce qui est affiché dans un fichier.',
  '{1} is not the one of {2} that was compared.': '{1} n’est pas celui de {2} qui a été comparé.',
  'Connect to the production that was compared, or compare again.':
    'Connectez-vous à la production qui a été comparée, ou comparez à nouveau.',
  'The columns of {1} in production are others than when it was compared.':
    'Les colonnes de {1} en production ne sont plus celles de la comparaison.',
  'Compare the whole table again.': 'Comparez à nouveau toute la table.',
  'Another step of this incident is running.': 'Une autre étape de cet incident est en cours.',
  'Wait until it has ended, or cancel it.': 'Attendez sa fin, ou annulez-la.',
  'The rows were compared again since they were drawn.':
    'Les lignes ont été comparées à nouveau depuis leur affichage.',
  'This column is not masked.': 'Cette colonne n’est pas masquée.',
  'This column was not revealed.': 'Cette colonne n’a pas été révélée.',
  'This incident kept no definitions.': 'Cet incident n’a pas gardé de définitions.',
  'There is no such row.': 'Il n’y a pas de telle ligne.',
  'The review of this row is closed, or its rows were compared again: open it again.':
    'La revue de cette ligne est fermée, ou ses lignes ont été comparées à nouveau : rouvrez-la.',
  'The values of {1} are masked: rows are not found, filtered, counted or sorted by them.':
    'Les valeurs de {1} sont masquées : on ne cherche, ne filtre, ne compte ni ne trie par elles.',
  'Reveal the column in its menu; the journal notes that.':
    'Dévoilez la colonne dans son menu ; le journal le note.',
  'The review was closed.': 'La revue a été fermée.',
  'This review was drawn by another version of the extension.':
    'Cette revue a été affichée par une autre version de l’extension.',
  'Close it and open it again.': 'Fermez-la et rouvrez-la.',
  'The review sent a {1} that is not understood.':
    'La revue a envoyé une donnée ({1}) qui n’est pas comprise.',
  '{1} exported to {2}.': '{1} exportées vers {2}.',
  '{1}: whether the last COMMIT took place is not known.':
    '{1} : on ne sait pas si le dernier COMMIT a eu lieu.',
  '{1}: it is still not known what became of the last COMMIT.':
    '{1} : on ne sait toujours pas ce qu’est devenu le dernier COMMIT.',
  'Is {1} the server that was compared?': '{1} est-il le serveur qui a été comparé ?',
  'The comparison was made with {1}. A clone of that server cannot be told from it by anything but its address.':
    'La comparaison a été faite avec {1}. Seule son adresse distingue ce serveur d’une copie.',
  'There is no production connection yet.': 'Il n’y a pas encore de connexion de production.',
  'Add it first: PRA: Add Connection.': 'Ajoutez-la d’abord : PRA: Ajouter une connexion.',
  'There is no incident in this workspace that stands there.':
    'Aucun incident de cet espace de travail n’en est là.',
  'The view Incidents shows how far each has come; PRA: Recover Table opens a new one.':
    'La vue Incidents montre où chacun en est ; PRA: Récupérer une table en ouvre un nouveau.',
  'Which incident?': 'Quel incident ?',
  'Next you are asked to type the name of the table.':
    'Le nom de la table vous sera ensuite demandé.',
  '{1} in production, {2}?': '{1} en production, {2} ?',
  'Type {1} to {2} in production.': 'Tapez {1} pour confirmer ({2}) en production.',
} as const;

export const fileSentences = {
  '{1} cannot be read: {2}.': '{1} est illisible : {2}.',
  'The disk under {1} is full.': 'Le disque sous {1} est plein.',
  'Free space there, then start again.': 'Libérez-y de la place, puis recommencez.',
  '{1} cannot be written ({2}).': '{1} ne peut pas être écrit ({2}).',
  'See that its folder is there and that you may write to it, then start again.':
    'Vérifiez que son dossier existe et que vous pouvez y écrire, puis recommencez.',
  '{1} does not hold the rows of transaction {2}.':
    '{1} ne contient pas les lignes de la transaction {2}.',
  'Run this where the correction was applied, with its folder as it was left.':
    'Lancez ceci où la correction a été appliquée, avec son dossier tel qu’il a été laissé.',
  '{1} is not there, cut, or not what was written.':
    '{1} manque, est coupé, ou n’est pas ce qui a été écrit.',
  '{1} holds an incident already.': '{1} contient déjà un incident.',
  'Name a new folder, or make a new plan in this one.':
    'Nommez un nouveau dossier, ou faites un nouveau plan dans celui-ci.',
  '{1} is not the folder of an incident.': '{1} n’est pas le dossier d’un incident.',
  'Name the folder that a recovery made.': 'Nommez le dossier qu’une reprise a fait.',
  'There is no plan in {1}.': 'Il n’y a pas de plan dans {1}.',
  'Select what is to be put right, and plan it.':
    'Choisissez ce qui est à rétablir, et planifiez-le.',
  '{1} in {2} is not what was written there.': '{1} dans {2} n’est pas ce qui y a été écrit.',
  'Do not edit it. The journal says what was done.':
    'Ne le modifiez pas. Le journal dit ce qui a été fait.',
  'The rows (rows/{1}) are not in {2}.': 'Les lignes (rows/{1}) ne sont pas dans {2}.',
  'Rows are kept out of git: run this on the machine where the incident was opened.':
    'Les lignes ne vont pas dans git : lancez ceci sur la machine où l’incident a été ouvert.',
  '{1} cannot be read.': '{1} est illisible.',
  '{1} cannot be written.': '{1} ne peut pas être écrit.',
  'Name a file in a folder that is there and that you may write to.':
    'Nommez un fichier dans un dossier qui existe et où vous pouvez écrire.',
  '{1} ends at {2}.': '{1} finit à {2}.',
  'The disk under {1} is full: the rows that differ are too many for it.':
    'Le disque sous {1} est plein : les lignes qui diffèrent sont trop nombreuses pour lui.',
  'Free space there, or name another folder in TMPDIR; then start again.':
    'Libérez-y de la place, ou nommez un autre dossier dans TMPDIR ; puis recommencez.',
} as const;

export const serverSentences = {
  'The server does not take the request to stop.': 'Le serveur n’accepte pas la demande d’arrêt.',
  'Connect as a role that has this right.': 'Connectez-vous avec un rôle qui a ce droit.',
  'Free space on the server’s disk, then start again.':
    'Libérez de la place sur le disque du serveur, puis recommencez.',
  'Another session holds the rows; try again when it ends.':
    'Une autre session tient les lignes ; réessayez quand elle finit.',
  'The server is starting or stopping; try again.': 'Le serveur démarre ou s’arrête ; réessayez.',
  'A connection pooler says so: connect to the server itself, or have the pooler’s setting changed.':
    'C’est un gestionnaire de connexions qui le dit : connectez-vous au serveur même, ou faites changer son réglage.',
  'A database whose encoding is SQL_ASCII lets in bytes that are no UTF-8: leave such rows out with a condition.':
    'Une base encodée en SQL_ASCII laisse entrer des octets qui ne sont pas de l’UTF-8 : laissez de telles lignes de côté par une condition.',
  'The session or the table is read-only.': 'La session ou la table est en lecture seule.',
  'A value is longer as text than PostgreSQL can write: more than 1 GB, which of a bytea are 512 MB ({1}).':
    'Une valeur est plus longue en texte que PostgreSQL n’en écrit : plus de 1 Go, soit 512 Mo pour un bytea ({1}).',
  'Ignore its column, or leave its row out with a condition.':
    'Ignorez sa colonne, ou laissez sa ligne de côté par une condition.',
  'The connection to {1} was lost: {2}.': 'La connexion à {1} s’est perdue : {2}.',
  'The connection to {1} was lost.': 'La connexion à {1} s’est perdue.',
  'The connection to {1} was lost{2}.': 'La connexion à {1} s’est perdue{2}.',
  'See that the server runs and can be reached, then run the command again.':
    'Vérifiez que le serveur tourne et qu’il est joignable, puis relancez la commande.',
  '{1} refused the login: {2}.': '{1} a refusé l’identification : {2}.',
  'Check the user and the password (PGPASSWORD, the password file, or the URI).':
    'Vérifiez l’utilisateur et le mot de passe (PGPASSWORD, le fichier des mots de passe, ou l’URI).',
  '{1} asks for a password, and none was given.':
    '{1} demande un mot de passe, et aucun n’a été donné.',
  'Give it by PGPASSWORD, the password file (which nobody else may read), or the URI.':
    'Donnez-le par PGPASSWORD, le fichier des mots de passe (que personne d’autre ne doit pouvoir lire), ou l’URI.',
  'Cannot connect to {1}: {2}.': 'Connexion impossible à {1} : {2}.',
  'Check the address, the port, the database name, and that the server runs.':
    'Vérifiez l’adresse, le port, le nom de la base, et que le serveur tourne.',
  'Compare with the primary, or raise max_standby_streaming_delay on the standby (or turn hot_standby_feedback on), then compare again.':
    'Comparez avec le primaire, ou augmentez max_standby_streaming_delay sur le secondaire (ou activez hot_standby_feedback), puis comparez à nouveau.',
} as const;

/** What is being done, beside how far it is. */
export const phases = {
  'Applying the correction': 'application de la correction',
  'Asking what became of the last COMMIT': 'que devient le dernier COMMIT',
  'Comparing the stale rows again': 'nouvelle comparaison des lignes dépassées',
  'Looking for stale rows': 'recherche des lignes dépassées',
  'Planning the correction': 'préparation de la correction',
  'Looking at what it sets off': 'examen de ce qu’elle déclenche',
  'Rehearsing the correction': 'répétition de la correction',
  'Undoing the correction': 'annulation de la correction',
  'Verifying the recovery': 'vérification de la reprise',
  'fetching PostgreSQL': 'téléchargement de PostgreSQL',
  'unpacking PostgreSQL': 'décompression de PostgreSQL',
  committing: 'COMMIT en cours',
  'comparing again': 'nouvelle comparaison',
  comparing: 'comparaison',
  counting: 'comptage',
  exporting: 'exportation',
  keys: 'clés',
  'looking for stale rows': 'recherche des lignes dépassées',
  'opening the compared rows': 'ouverture des lignes comparées',
  'reading the rows that differ': 'lecture des lignes qui diffèrent',
  'selecting rows': 'choix des lignes',
  'waiting for {1}': 'attente de {1}',
  'writing rows': 'écriture des lignes',
} as const;
