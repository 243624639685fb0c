/** What is said of connections, the private server, checks, the sample. */
export const machineSentences = {
  'A parameter of the connection URI is not written name=value.':
    'Un paramètre de l’URI de connexion n’est pas écrit nom=valeur.',
  'The host of the connection URI cannot be read.':
    'L’hôte de l’URI de connexion ne peut pas être lu.',
  'An IPv6 address stands in brackets: postgresql://user@[::1]:5432/database.':
    'Une adresse IPv6 se met entre crochets : postgresql://user@[::1]:5432/database.',
  'The connection names several hosts.': 'La connexion nomme plusieurs hôtes.',
  'Name one host: a comparison and its correction must meet the same server.':
    'Nommez un seul hôte : une comparaison et sa correction doivent trouver le même serveur.',
  'The connection URI has a % that begins no character.':
    'L’URI de connexion a un % qui ne commence aucun caractère.',
  'The connection is not written as a list of name=value.':
    'La connexion n’est pas écrite comme une liste de nom=valeur.',
  'The connection is empty.': 'La connexion est vide.',
  'The connection names no user, and the account has no name.':
    'La connexion ne nomme aucun utilisateur, et le compte n’a pas de nom.',
  'The connection has an unknown parameter.': 'La connexion a un paramètre inconnu.',
  'The connection has an unknown parameter{1}.': 'La connexion a un paramètre inconnu{1}.',
  'The connection parameter {1} cannot be honoured here.':
    'Le paramètre de connexion {1} ne peut pas être respecté ici.',
  'Leave it out, or reach the server in a way that does not need it.':
    'Retirez-le, ou joignez le serveur d’une façon qui n’en a pas besoin.',
  'The connection has host and hostaddr.': 'La connexion a host et hostaddr.',
  'Leave one of them out.': 'Retirez l’un des deux.',
  'Abstract Unix sockets (@…) cannot be reached from here.':
    'Les sockets Unix abstraits (@…) ne sont pas joignables d’ici.',
  'sslrootcert=system needs sslmode=verify-full.':
    'sslrootcert=system demande sslmode=verify-full.',
  'The sslmode of the connection is unknown.': 'Le sslmode de la connexion est inconnu.',
  'It is one of disable, allow, prefer, require, verify-ca, verify-full.':
    'C’est l’un de disable, allow, prefer, require, verify-ca, verify-full.',
  'The root certificate {1} cannot be found.': 'Le certificat racine {1} est introuvable.',
  'Name it with sslrootcert=FILE, or write sslrootcert=system.':
    'Nommez-le par sslrootcert=FICHIER, ou écrivez sslrootcert=system.',
  'The service file {1} cannot be found.': 'Le fichier de services {1} est introuvable.',
  'The service {1} is not defined.': 'Le service {1} n’est pas défini.',
  'Service files: {1} is not written name=value.':
    'Fichiers de services : {1} n’est pas écrit nom=valeur.',
  'Service files: {1} names another service, which libpq refuses too.':
    'Fichiers de services : {1} nomme un autre service, ce que libpq refuse aussi.',
  'Install a PostgreSQL server (Debian: apt install postgresql; macOS: brew install postgresql@17; Windows: the installer of postgresql.org), or have one fetched from npm.':
    'Installez un serveur PostgreSQL (Debian : apt install postgresql ; macOS : brew install postgresql@17 ; Windows : l’installeur de postgresql.org), ou faites-en télécharger un depuis npm.',
  'Install a PostgreSQL server (Debian: apt install postgresql; macOS: brew install postgresql@17; Windows: the installer of postgresql.org).':
    'Installez un serveur PostgreSQL (Debian : apt install postgresql ; macOS : brew install postgresql@17 ; Windows : l’installeur de postgresql.org).',
  'npm has no PostgreSQL for this kind of machine ({1}, {2}).':
    'npm n’a pas de PostgreSQL pour ce type de machine ({1}, {2}).',
  'PostgreSQL was not fetched: {1} answered {2}.':
    'PostgreSQL n’a pas été téléchargé : {1} a répondu {2}.',
  'PostgreSQL was not fetched: {1} cannot be reached ({2}).':
    'PostgreSQL n’a pas été téléchargé : {1} ne peut être joint ({2}).',
  'PostgreSQL was not fetched: the connection to {1} broke off.':
    'PostgreSQL n’a pas été téléchargé : la connexion à {1} s’est rompue.',
  'What came from {1} is not what was published: nothing of it is used.':
    'Ce qui est venu de {1} n’est pas ce qui a été publié : rien n’en est utilisé.',
  'Install a PostgreSQL server, or name the folder of its programs.':
    'Installez un serveur PostgreSQL, ou nommez le dossier de ses programmes.',
  'This machine has no PostgreSQL server. Shall one be fetched?':
    'Cette machine n’a pas de serveur PostgreSQL. Faut-il en télécharger un ?',
  'PostgreSQL {1}, some 25 MB, from {2}, into {3}. It serves scratch databases and the sample, on this machine alone; nothing else is touched.':
    'PostgreSQL {1}, environ 25 Mo, depuis {2}, dans {3}. Il sert aux bases de travail et à l’exemple, sur cette machine seulement ; rien d’autre n’est touché.',
  'Fetch PostgreSQL': 'Télécharger PostgreSQL',
  'Fetching PostgreSQL': 'Téléchargement de PostgreSQL',
  'PostgreSQL {1} is in {2}.': 'PostgreSQL {1} est dans {2}.',
  'No PostgreSQL server programs (initdb, pg_ctl, postgres) that run were found on this machine.':
    'Aucun programme de serveur PostgreSQL (initdb, pg_ctl, postgres) qui fonctionne n’a été trouvé sur cette machine.',
  'The folder {1} holds no PostgreSQL server (initdb, pg_ctl, postgres; version {2} or newer) that runs.':
    'Le dossier {1} ne contient pas de serveur PostgreSQL (initdb, pg_ctl, postgres ; version {2} ou plus récente) qui fonctionne.',
  'Name the folder of the server programs, or take the setting away.':
    'Nommez le dossier des programmes du serveur, ou retirez le réglage.',
  'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody" to run it under.':
    'PostgreSQL ne tourne pas en root, et cette machine n’a ni compte « postgres » ni « nobody » pour le faire tourner.',
  'Run the tool as an ordinary user, or make an account named postgres.':
    'Lancez l’outil comme utilisateur ordinaire, ou créez un compte nommé postgres.',
  'The private PostgreSQL server cannot be made.':
    'Le serveur PostgreSQL privé ne peut pas être créé.',
  'The private server cannot be brought to the disk.':
    'Le serveur privé ne peut pas être écrit sur le disque.',
  'The account "{1}", under which the private server runs, cannot enter {2}.':
    'Le compte « {1} », sous lequel tourne le serveur privé, n’a pas accès à {2}.',
  'Set PRA_HOME to a folder that other accounts may enter, or leave it unset.':
    'Donnez à PRA_HOME un dossier accessible à d’autres comptes, ou ne la définissez pas.',
  'The folder {1} cannot be made.': 'Le dossier {1} ne peut pas être créé.',
  'Set PRA_HOME to a folder that you may write to.':
    'Donnez à PRA_HOME un dossier où vous pouvez écrire.',
  'The disk of {1} is full.': 'Le disque de {1} est plein.',
  'Free some space, or set PRA_HOME to a folder on a larger disk.':
    'Libérez de l’espace, ou donnez à PRA_HOME un dossier sur un disque plus grand.',
  'The folder {1} cannot be written to.': 'On ne peut pas écrire dans le dossier {1}.',
  'It belongs to another user: set PRA_HOME to a folder of your own.':
    'Il appartient à un autre utilisateur : donnez à PRA_HOME un dossier à vous.',
  'The private server (process {1}) does not stop.':
    'Le serveur privé (processus {1}) ne s’arrête pas.',
  'End process {1}, then try again.': 'Terminez le processus {1}, puis réessayez.',
  'The private server did not become ready within {1} seconds.':
    'Le serveur privé n’a pas été prêt en {1} secondes.',
  'Its log is {1}.': 'Son journal est {1}.',
  'The private server "{1}" is in use by another process ({2}).':
    'Le serveur privé « {1} » est utilisé par un autre processus ({2}).',
  'Close the window or end the command that uses it, then try again.':
    'Fermez la fenêtre ou terminez la commande qui l’utilise, puis réessayez.',
  'Process {1} has been starting or stopping the private server for too long.':
    'Le processus {1} met trop de temps à démarrer ou arrêter le serveur privé.',
  'Look at that process; end it if it hangs, then try again.':
    'Regardez ce processus ; terminez-le s’il est bloqué, puis réessayez.',
  'The private server belongs to another user: set PRA_HOME to a folder of your own.':
    'Le serveur privé appartient à un autre utilisateur : donnez à PRA_HOME un dossier à vous.',
  'The private server "{1}" had to be made anew: {2}. What was restored in it must be restored again.':
    'Le serveur privé « {1} » a dû être recréé : {2}. Ce qui y était restauré est à restaurer de nouveau.',
  'The private PostgreSQL server does not start.': 'Le serveur PostgreSQL privé ne démarre pas.',
  'No checks can be read in {1}: {2}.': 'Aucun contrôle ne peut être lu dans {1} : {2}.',
  'Name the folder of the checks, or create starter checks there first.':
    'Nommez le dossier des contrôles, ou créez-y d’abord de premiers contrôles.',
  '{1} is there already.': '{1} existe déjà.',
  'Name a new file: what is there is never written over.':
    'Nommez un nouveau fichier : ce qui existe n’est jamais écrasé.',
  'Without a pg_dump that can dump its server, the sample has {1} appointments: --rows needs pg_dump.':
    'Sans un pg_dump capable de sauvegarder son serveur, l’exemple a {1} rendez-vous : --rows demande pg_dump.',
  'The folder already has a file {1} that no sample made.':
    'Le dossier a déjà un fichier {1} qu’aucun exemple n’a fait.',
  'Name another folder.': 'Nommez un autre dossier.',
  'The server already has a database {1}: the sample never replaces one.':
    'Le serveur a déjà une base {1} : l’exemple n’en remplace jamais une.',
  'Stop the running sample first.': 'Arrêtez d’abord l’exemple en cours.',
  'The pg_dump must not be older than the server.':
    'Le pg_dump ne doit pas être plus ancien que le serveur.',
  'There is no check to run in {1}.': 'Il n’y a pas de contrôle à lancer dans {1}.',
  'Create starter checks there, or write one: a query in a file that ends in .sql.':
    'Créez-y de premiers contrôles, ou écrivez-en un : une requête dans un fichier qui se termine par .sql.',
  'Run the query of {1} to see the rows.': 'Lancez la requête de {1} pour voir les lignes.',
  'It does not give one number.': 'Il ne donne pas un nombre.',
  'It was not done within {1} s.': 'Il n’a pas abouti en {1} s.',
  'It has no line “-- {1}: …” above its query.':
    'Il n’a pas de ligne « -- {1}: … » au-dessus de sa requête.',
  '“{1}” cannot be expected.': '« {1} » ne peut pas être attendu.',
  '“{1}” is no {2}.': '« {1} » n’est pas : {2}.',
  'It is {1}.': 'C’est {1}.',
  'It holds a command for psql.': 'Il contient une commande pour psql.',
  'It has no query.': 'Il n’a pas de requête.',
  'Its query has no end.': 'Sa requête n’a pas de fin.',
  'It has more than one statement.': 'Il a plus d’une instruction.',
  'Put each query into its own file.': 'Mettez chaque requête dans son propre fichier.',
  '{1} {does|do} not keep it now.': '{1} {1:ne le respecte|ne le respectent} pas en ce moment.',
  'local: names no database.': 'local: ne nomme pas de base.',
  'Write local:DATABASE; pra scratch list shows them.':
    'Écrivez local:BASE ; pra scratch list les montre.',
  'Another recovery into {1} is running.': 'Une autre récupération vers {1} est en cours.',
  'Wait for it, or take another folder.': 'Attendez-la, ou prenez un autre dossier.',
  '{1} is not empty.': '{1} n’est pas vide.',
  'Name a new folder, or make a new plan in an incident’s.':
    'Nommez un nouveau dossier, ou faites un nouveau plan dans celui d’un incident.',
  'Apply {1} again: that asks what became of it.':
    'Appliquez {1} à nouveau : ce qu’elle est devenue sera demandé.',
  '{1} is too large to be run as a script.': '{1} est trop grand pour être exécuté comme script.',
  'Let the tool apply a plan, or write a smaller script.':
    'Laissez l’outil appliquer un plan, ou écrivez un script plus petit.',
  'There is no file {1}.': 'Il n’y a pas de fichier {1}.',
  'Name a script, such as correction.sql in {1}.':
    'Nommez un script, comme correction.sql dans {1}.',
  'Save it as UTF-8, as it was made.': 'Enregistrez-le en UTF-8, comme il a été fait.',
  '{1} rows are too many for one script (above {2} MB).':
    '{1} lignes sont trop pour un seul script (plus de {2} Mo).',
  'Let the tool apply this plan, or select fewer rows.':
    'Laissez l’outil appliquer ce plan, ou choisissez moins de lignes.',
  'Subscription {1} brings rows into the table; a freeze does not stop it.':
    'L’abonnement {1} apporte des lignes dans la table ; un gel ne l’arrête pas.',
  '{1}: no session holds a lock on it or waits for one.':
    '{1} : aucune session n’y tient de verrou ni n’en attend.',
  '{1}: {2} writing, {3} waiting, {4} at work on it.':
    '{1} : {2} en écriture, {3} en attente, {4} au travail dessus.',
  'A freeze waits for: {1}.': 'Un gel attend : {1}.',
  'Of {1} this role sees no state and no statement: whoever is a member of pg_read_all_stats does.':
    'De {1}, ce rôle ne voit ni l’état ni l’instruction : un membre de pg_read_all_stats les voit.',
} as const;
