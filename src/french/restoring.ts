/** What is said of restoring a dump, and of what was left out. */
export const restoringSentences = {
  'The scratch server cannot compress values by {1}: it compresses them in its own way.':
    'Le serveur de travail ne sait pas compresser les valeurs par {1} : il les compresse à sa façon.',
  'The {1} {2} {3} not on the scratch server: “C” stands in for it. Rows are the same; the order of texts is not.':
    '{1} {2} {3} pas sur le serveur de travail : « C » en tient lieu. Les lignes sont les mêmes ; l’ordre des textes non.',
  'The dump holds none of the rows of {1}: it is empty here.':
    'La sauvegarde ne contient aucune des lignes de {1} : elle est vide ici.',
  'The rows of {1} were not restored.': 'Les lignes de {1} n’ont pas été restaurées.',
  'An argument holds ${password}: everybody on this machine could read it.':
    'Un argument contient ${password} : chacun sur cette machine pourrait le lire.',
  'The script finds it in the variable PGPASSWORD; where it wants another one, set that one to ${password}.':
    'Le script le trouve dans la variable PGPASSWORD ; s’il en veut une autre, donnez à celle-ci la valeur ${password}.',
  'Nothing is known by the name ${{1}}.': 'Rien n’est connu sous le nom ${{1}}.',
  'Known are {1} (the last in the environment only).':
    'Connus : {1} (le dernier seulement dans l’environnement).',
  '{1} is set to a fixed value: it would lead the script to another database than the scratch one.':
    '{1} a une valeur fixe : elle mènerait le script à une autre base que la base de travail.',
  'Leave {1} out: it is set to the scratch database anyway.':
    'Retirez {1} : elle désigne de toute façon la base de travail.',
  'The script is not told where to restore: its arguments and environment do not name {1}. A script that takes no target restores into the database that it is configured for, which may be production.':
    'Il n’est pas dit au script où restaurer : ses arguments et son environnement ne nomment pas {1}. Un script qui ne prend pas de cible restaure dans la base pour laquelle il est configuré, qui peut être la production.',
  'The script is not told what to restore: its arguments and environment do not name ${dump}. It would restore a dump that it finds by itself.':
    'Il n’est pas dit au script quoi restaurer : ses arguments et son environnement ne nomment pas ${dump}. Il restaurerait une sauvegarde qu’il trouve lui-même.',
  'Give it its dump and its target, as in: --dump ${dump} --host ${host} --port ${port} --database ${database} --user ${user}.':
    'Donnez-lui sa sauvegarde et sa cible, comme : --dump ${dump} --host ${host} --port ${port} --database ${database} --user ${user}.',
  '{1} is a materialized view: a dump holds no rows of it.':
    '{1} est une vue matérialisée : une sauvegarde n’en contient pas de lignes.',
  '{1} is a foreign table: its rows are on another server.':
    '{1} est une table distante : ses lignes sont sur un autre serveur.',
  'The dump holds the definition of {1} but none of its rows.':
    'La sauvegarde contient la définition de {1} mais aucune de ses lignes.',
  'It was made without them (schema only, or this table excluded): choose another dump.':
    'Elle a été faite sans elles (schéma seul, ou table exclue) : choisissez une autre sauvegarde.',
  'Check constraints were left out: they call code that reads what is not restored.':
    'Des contraintes CHECK ont été laissées de côté : elles appellent du code qui lit ce qui n’est pas restauré.',
  '{1} has row security: a dump made by an ordinary role may hold only the rows that this role saw.':
    '{1} a la sécurité des lignes (RLS) : une sauvegarde faite par un rôle ordinaire ne contient peut-être que les lignes que ce rôle voyait.',
  '{1} is a foreign table: its rows are on another server and not in the dump.':
    '{1} est une table distante : ses lignes sont sur un autre serveur et pas dans la sauvegarde.',
  '{1} may hold numbers of large objects: their content is not restored, and the numbers mean nothing in another database.':
    '{1} contient peut-être des numéros de large objects : leur contenu n’est pas restauré, et ces numéros ne disent rien dans une autre base.',
  '{1} is a materialized view: a dump holds no rows of it, and it stays empty here.':
    '{1} est une vue matérialisée : une sauvegarde n’en contient pas de lignes, et elle reste vide ici.',
  '{1} refers to {2}, which is restored without rows.':
    '{1} renvoie à {2}, qui est restaurée sans lignes.',
  'Nothing was restored: the scratch database holds no table of the dump, which has {1}.':
    'Rien n’a été restauré : la base de travail ne contient aucune table de la sauvegarde, qui a {1}.',
  'The scratch database is not as the dump: {1}.':
    'La base de travail n’est pas comme la sauvegarde : {1}.',
  'See in the log what the script said.': 'Voyez dans le journal ce que le script a dit.',
  'The disk is full: {1} cannot be written.': 'Le disque est plein : {1} ne peut pas être écrit.',
  'Free space on this machine’s disk, then start again.':
    'Libérez de l’espace sur le disque de cette machine, puis recommencez.',
  '{1} may not be read or written ({2}).': '{1} ne peut pas être lu ou écrit ({2}).',
  'Check its permissions, or name another place.':
    'Vérifiez ses droits, ou nommez un autre endroit.',
  'The dump holds {1}, but {2} came back.':
    'La sauvegarde contient {1}, mais {2} {2:a été restaurée|ont été restaurées}.',
  'The dump holds {1} of {2}, but {3} came back.':
    'La sauvegarde contient {1} de {2}, mais {3} {3:a été restaurée|ont été restaurées}.',
  'The restore needs up to {1}, and {2} at the very least; {3}.':
    'La restauration demande jusqu’à {1}, et {2} au strict minimum ; {3}.',
  'Make space there, or restore into another server.':
    'Faites-y de la place, ou restaurez sur un autre serveur.',
  'The restore may need up to {1}, but only {2}: it may not suffice.':
    'La restauration peut demander jusqu’à {1}, mais seulement {2} : cela peut ne pas suffire.',
  'Do not run the script again. Keep everybody from writing there, see in the log what the script did, and restore that production from this dump, which was read whole, or a newer one.':
    'Ne relancez pas le script. Empêchez toute écriture là-bas, voyez dans le journal ce que le script a fait, et restaurez cette production d’après cette sauvegarde, qui a été lue en entier, ou une plus récente.',
  'Look at that production before anything else; the script may have reached it.':
    'Regardez cette production avant toute chose ; le script l’a peut-être atteinte.',
  'Make it reachable, or remove that connection, then start again.':
    'Rendez-la joignable, ou retirez cette connexion, puis recommencez.',
  'PRODUCTION {1} IS ANOTHER DATABASE NOW: {2} was dropped and made anew while the script ran (oid {3} before, {4} now).':
    'LA PRODUCTION {1} EST MAINTENANT UNE AUTRE BASE : {2} a été supprimée et recréée pendant que le script tournait (oid {3} avant, {4} maintenant).',
  'PRODUCTION {1} IS GONE: the database {2} was there before the script ran (oid {3}) and is not any more.':
    'LA PRODUCTION {1} A DISPARU : la base {2} était là avant le script (oid {3}) et n’y est plus.',
  'It does not answer.': 'Elle ne répond pas.',
  '{1} is the server of production “{2}” ({3}), or a physical copy of it: restoring there runs code of the dump and fills its disk.':
    '{1} est le serveur de la production « {2} » ({3}), ou une copie physique : y restaurer exécute du code de la sauvegarde et remplit son disque.',
  'Restore into the private server or another one, or allow it in words.':
    'Restaurez sur le serveur privé ou un autre, ou permettez-le expressément.',
  'No engine was tried.': 'Aucun moteur n’a été essayé.',
  'Let the built-in engine restore it too: it also makes tables and functions that rows or checks only name (as a regclass does), and knows what is wrong.':
    'Laissez aussi le moteur intégré la restaurer : il crée aussi les tables et fonctions que des lignes ou des contrôles ne font que nommer (comme un regclass), et sait ce qui ne va pas.',
  'Choose another engine, or another scratch server.':
    'Choisissez un autre moteur, ou un autre serveur de travail.',
  'The dump comes from PostgreSQL {1}, newer than the scratch server ({2}): restore into one that is as new.':
    'La sauvegarde vient de PostgreSQL {1}, plus récent que le serveur de travail ({2}) : restaurez sur un serveur aussi récent.',
  'The scratch database {1} could not be dropped: the next restore drops it.':
    'La base de travail {1} n’a pas pu être supprimée : la prochaine restauration la supprime.',
  'Let the built-in engine restore it.': 'Laissez le moteur intégré la restaurer.',
  'The script dropped the scratch database {1} that was made for it, or opened it to every role.':
    'Le script a supprimé la base de travail {1} créée pour lui, ou l’a ouverte à tous les rôles.',
  'Have it restore into the database that is there, which is empty.':
    'Faites-le restaurer dans la base qui est là, qui est vide.',
  '{1} is there, but its rows could not be compared: the dump holds them as INSERT commands, which are not counted.':
    '{1} est là, mais ses lignes n’ont pas pu être comparées : la sauvegarde les contient en commandes INSERT, qui ne sont pas comptées.',
  'The scratch database {1} could not be dropped: drop it when its server answers.':
    'La base de travail {1} n’a pas pu être supprimée : supprimez-la quand son serveur répond.',
  'The script made another database on the scratch server: {1}. It is still there, open to every role.':
    'Le script a créé une autre base sur le serveur de travail : {1}. Elle y est toujours, ouverte à tous les rôles.',
  'Drop {1} there, and have the script restore into the database that it is given (pg_restore without --create).':
    'Supprimez-y {1}, et faites restaurer le script dans la base qui lui est donnée (pg_restore sans --create).',
  'Production runs on this very machine, and the restore would leave too little of its disk free: {1} are free, up to {2} needed, {3} are to stay.':
    'La production tourne sur cette même machine, et la restauration laisserait trop peu d’espace disque : {1} libres, jusqu’à {2} nécessaires, {3} à laisser.',
  'Restore into another server.': 'Restaurez sur un autre serveur.',
  'Production runs on this very machine: a restore into the private server takes its disk, memory and processor.':
    'La production tourne sur cette même machine : une restauration sur le serveur privé prend son disque, sa mémoire et son processeur.',
  'Restore into another server, or allow it.': 'Restaurez sur un autre serveur, ou permettez-le.',
  'The dump holds no table: whether it was restored could not be told.':
    'La sauvegarde ne contient aucune table : on ne pourrait pas dire si elle a été restaurée.',
  'Choose another dump.': 'Choisissez une autre sauvegarde.',
  '{1} of the table takes about {2}; {3} are free at {4}.':
    '{1} de la table prend environ {2} ; {3} sont libres à {4}.',
  'Free space there, or write it to another disk.':
    'Libérez-y de l’espace, ou écrivez-la sur un autre disque.',
  '{1} has lost its mark.': '{1} a perdu sa marque.',
  'The dump holds {1}, of which the server took {2}.':
    'La sauvegarde contient {1}, dont le serveur a pris {2}.',
  'The dump loads rows in a way that pg_dump never writes.':
    'La sauvegarde charge des lignes d’une façon que pg_dump n’écrit jamais.',
  'The table needs what the scratch server does not have: {1}.':
    'La table a besoin de ce que le serveur de travail n’a pas : {1}.',
  'Install it there, or restore into a server that has it.':
    'Installez-le là-bas, ou restaurez sur un serveur qui l’a.',
  'Among the rows of {1} there is another statement: “{2}”.':
    'Parmi les lignes de {1} se trouve une autre instruction : « {2} ».',
  'Look at who made this dump: pg_dump writes no such thing.':
    'Voyez qui a fait cette sauvegarde : pg_dump n’écrit rien de tel.',
  'There is no connection to restore with.': 'Il n’y a pas de connexion pour restaurer.',
  'The check constraints of {1} were left out: its own rows do not satisfy them here.':
    'Les contraintes CHECK de {1} ont été laissées de côté : ses propres lignes n’y satisfont pas ici.',
  '{1} is not an empty scratch database of this tool: nothing is restored into it.':
    '{1} n’est pas une base de travail vide de cet outil : rien n’y est restauré.',
  'After the restore there is no table {1}.': 'Après la restauration il n’y a pas de table {1}.',
  'Of {1} that the dump holds, {2} came back.':
    'Sur {1} que contient la sauvegarde, {2} {2:a été restaurée|ont été restaurées}.',
  '{1} runs a PostgreSQL older than {2}.': '{1} a un PostgreSQL plus ancien que {2}.',
  'Restore into the private server or into a newer one.':
    'Restaurez sur le serveur privé ou sur un plus récent.',
  '{1} on {2} is not a scratch database of this tool.':
    '{1} sur {2} n’est pas une base de travail de cet outil.',
  'It is left alone. List the scratch databases to see their names.':
    'Elle est laissée en paix. Listez les bases de travail pour voir leurs noms.',
  '{1}: restoring runs code of the dump, and this role {2}.':
    '{1} : restaurer exécute du code de la sauvegarde, et ce rôle {2}.',
  '{1}: this role may not make databases.': '{1} : ce rôle ne peut pas créer de bases.',
  'The snapshot is without {1}: it needs {2}.': 'La copie est sans {1} : il faudrait {2}.',
  'What the sequence {1} has reached may not be read: it starts anew.':
    'Où en est la séquence {1} ne peut pas être lu : elle recommence.',
  '{1} is kept as text: its type needs {2}.': '{1} est gardée comme texte : son type demande {2}.',
  'Columns that are computed are left out: {1}.':
    'Les colonnes calculées sont laissées de côté : {1}.',
  'Rows of {1} that {inherits|inherit} from it are among its own.':
    'Les lignes de {1} qui en {1:hérite|héritent} sont parmi les siennes.',
  'The table has no column that can be written.':
    'La table n’a aucune colonne qui puisse être écrite.',
  'pg_restore reads no dump that was compressed again.':
    'pg_restore ne lit pas une sauvegarde compressée une seconde fois.',
  'No pg_restore was found on this machine.': 'Aucun pg_restore n’a été trouvé sur cette machine.',
  'No pg_restore here ({1}) reads archives of version {2} and suits the scratch server.':
    'Aucun pg_restore d’ici ({1}) ne lit les archives de version {2} et ne convient au serveur de travail.',
  'There is no space left for {1}.': 'Il n’y a plus de place pour {1}.',
  'Free space on this machine, then start again.':
    'Libérez de l’espace sur cette machine, puis recommencez.',
  'pg_restore did not move for {1} seconds and was ended; a damaged dump can do that.':
    'pg_restore n’a pas avancé pendant {1} secondes et a été arrêté ; une sauvegarde abîmée peut faire cela.',
  'See in the log what it said before.': 'Voyez dans le journal ce qu’il a dit avant.',
  '{1} cannot be started: {2}.': '{1} ne peut pas être lancé : {2}.',
  'Name a program by its full path, or an interpreter with the script as its first argument.':
    'Nommez un programme par son chemin complet, ou un interpréteur avec le script pour premier argument.',
  'A recovery is of one table.': 'Une récupération porte sur une table.',
  'There is no dump in {1}.': 'Il n’y a pas de sauvegarde dans {1}.',
  'See whether the job that makes them still runs, and where it puts them.':
    'Voyez si la tâche qui les fait tourne encore, et où elle les met.',
  'The newest dump, {1}, is {2} h old; {3} h are allowed.':
    'La sauvegarde la plus récente, {1}, a {2} h ; {3} h sont admises.',
  'See why the job that makes them has not run since.':
    'Voyez pourquoi la tâche qui les fait n’a pas tourné depuis.',
} as const;
