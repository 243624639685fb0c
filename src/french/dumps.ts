/** What is said of a dump: what damaged it, when it was made, which one is the right one. */
export const dumpSentences = {
  'Entry {1} ({2} {3}) has no rows.': 'L’entrée {1} ({2} {3}) n’a pas de lignes.',
  'The rows of {1} are dumped as INSERT commands.':
    'Les lignes de {1} sont sauvegardées sous forme de commandes INSERT.',
  'Restore with pg_restore, or make the dump without --inserts.':
    'Restaurez avec pg_restore, ou faites la sauvegarde sans --inserts.',
  'Its part {1} is missing.': 'Sa partie {1} manque.',
  'The table of contents names a file that pg_dump does not write.':
    'La table des matières nomme un fichier que pg_dump n’écrit pas.',
  'At byte {1} there should be a block of data, but there is none.':
    'À l’octet {1} devrait se trouver un bloc de données, et il n’y en a pas.',
  'At byte {1} a piece of data has a length that cannot be.':
    'À l’octet {1}, un morceau de données a une longueur impossible.',
  'At byte {1} there should be a number, but there is none.':
    'À l’octet {1} devrait se trouver un nombre, et il n’y en a pas.',
  'The file ends at byte {1}, within its data.':
    'Le fichier se termine à l’octet {1}, au milieu de ses données.',
  'The file ends before the data of {1}.': 'Le fichier se termine avant les données de {1}.',
  'At byte {1} there are data that the table of contents does not know of.':
    'À l’octet {1} se trouvent des données que la table des matières ne connaît pas.',
  'The tar file ends before its end mark.': 'Le fichier tar se termine avant sa marque de fin.',
  'Between the members of the tar file there are bytes that pg_dump does not write.':
    'Entre les membres du fichier tar se trouvent des octets que pg_dump n’écrit pas.',
  'The last row has no end.': 'La dernière ligne n’a pas de fin.',
  'The rows are not ended by “\\.”.': 'Les lignes ne se terminent pas par « \\. ».',
  'The file ends before these data.': 'Le fichier se termine avant ces données.',
  'At byte {1} there are other data than the table of contents says.':
    'À l’octet {1} se trouvent d’autres données que ne le dit la table des matières.',
  'Take another dump, or copy this one again from where it was made and compare the sizes.':
    'Prenez une autre sauvegarde, ou recopiez celle-ci d’où elle a été faite et comparez les tailles.',
  'The table of contents does not name the encoding of the dump.':
    'La table des matières ne nomme pas l’encodage de la sauvegarde.',
  'The dump’s text is in the encoding {1}, which cannot be read here.':
    'Le texte de la sauvegarde est dans l’encodage {1}, qui ne peut pas être lu ici.',
  'Give a file or folder made by pg_dump.': 'Donnez un fichier ou un dossier fait par pg_dump.',
  'Decompress it and give the file that comes out of it.':
    'Décompressez-le et donnez le fichier qui en sort.',
  'Make the dump again with pg_dump’s option --file: redirecting has damaged this one.':
    'Refaites la sauvegarde avec l’option --file de pg_dump : la redirection a abîmé celle-ci.',
  'This is {1}, not a dump that can be read.': 'C’est {1}, pas une sauvegarde lisible.',
  'Give the path of a dump. pg_dump writes the toc.dat of a directory last: without it the dump was not finished.':
    'Donnez le chemin d’une sauvegarde. pg_dump écrit en dernier le toc.dat d’un dossier : sans lui, la sauvegarde n’a pas été achevée.',
  'The file is empty.': 'Le fichier est vide.',
  'The file ends within its first bytes.': 'Le fichier se termine dans ses premiers octets.',
  'The file ends within its header.': 'Le fichier se termine dans son en-tête.',
  'Give the folder that it lies in.': 'Donnez le dossier où il se trouve.',
  'Unpack it and give the dump that it holds.':
    'Décompressez-la et donnez la sauvegarde qu’elle contient.',
  'Dump the database itself, with pg_dump -Fc.': 'Sauvegardez la base elle-même, avec pg_dump -Fc.',
  'Their list ends within a line.': 'Leur liste se termine au milieu d’une ligne.',
  'Their list holds a line that pg_dump does not write.':
    'Leur liste contient une ligne que pg_dump n’écrit pas.',
  'Their list is no text.': 'Leur liste n’est pas du texte.',
  'This is a plain SQL dump and no archive.': 'C’est une sauvegarde en SQL, pas une archive.',
  'It is there twice.': 'Il s’y trouve deux fois.',
  'The content of large object {1} is missing.': 'Le contenu du large object {1} manque.',
  'The table of contents does not say where its data are.':
    'La table des matières ne dit pas où sont ses données.',
  'The bytes end at {1}, before they are complete.':
    'Les octets s’arrêtent à {1}, avant d’être complets.',
  'The file became shorter while it was read.': 'Le fichier a raccourci pendant la lecture.',
  'The table of contents is followed by other bytes.':
    'La table des matières est suivie d’autres octets.',
  'There is no table of contents where there should be one.':
    'Il n’y a pas de table des matières là où il en faudrait une.',
  'The header gives sizes of numbers that no machine has.':
    'L’en-tête donne des tailles de nombres qu’aucune machine n’a.',
  'The table of contents belongs to a dump of another format.':
    'La table des matières appartient à une sauvegarde d’un autre format.',
  'The dump has archive version {1}, {2} than what can be read (1.{3} to 1.{4}).':
    'La sauvegarde a la version d’archive {1}, {2} que ce qui peut être lu (1.{3} à 1.{4}).',
  newer: 'plus récente',
  older: 'plus ancienne',
  'Use a newer version of this tool, or pg_restore of the PostgreSQL that made the dump.':
    'Prenez une version plus récente de cet outil, ou le pg_restore du PostgreSQL qui a fait la sauvegarde.',
  'Restore it with pg_restore and dump that database again.':
    'Restaurez-la avec pg_restore et sauvegardez de nouveau cette base.',
  'The header names a compression that does not exist.':
    'L’en-tête nomme une compression qui n’existe pas.',
  'The header gives a time that does not exist.': 'L’en-tête donne une heure qui n’existe pas.',
  'The table of contents says that it has {1} entries, which cannot be.':
    'La table des matières dit avoir {1} entrées, ce qui est impossible.',
  'The file ends within its table of contents.':
    'Le fichier se termine dans sa table des matières.',
  'The table of contents has two entries with the number {1}.':
    'La table des matières a deux entrées de numéro {1}.',
  'The table of contents holds an entry that is none.':
    'La table des matières contient une entrée qui n’en est pas une.',
  'The table of contents names a section that does not exist.':
    'La table des matières nomme une section qui n’existe pas.',
  'The table of contents holds a dependency that is none.':
    'La table des matières contient une dépendance qui n’en est pas une.',
  'The data do not begin where the table of contents ends.':
    'Les données ne commencent pas là où finit la table des matières.',
  'What ends the rows is cut.': 'Ce qui termine les lignes est coupé.',
  'The dump has no table {1}.': 'La sauvegarde n’a pas de table {1}.',
  'In that schema it has {1}.': 'Dans ce schéma elle a {1}.',
  'A member of the tar file has a header with a wrong checksum.':
    'Un membre du fichier tar a un en-tête dont la somme de contrôle est fausse.',
  'The tar file holds a member that is no plain file: pg_dump did not write it.':
    'Le fichier tar contient un membre qui n’est pas un simple fichier : pg_dump ne l’a pas écrit.',
  'A member of the tar file has a size that cannot be.':
    'Un membre du fichier tar a une taille impossible.',
  'A member of the tar file has a header with a number that is none.':
    'Un membre du fichier tar a un en-tête dont un nombre n’en est pas un.',
  'The tar file ends within its member {1}.': 'Le fichier tar se termine dans son membre {1}.',
  '{1} more {byte is|bytes are} needed.': 'Il manque {1} {1:octet|octets}.',
  'The table of contents holds a number that is none.':
    'La table des matières contient un nombre qui n’en est pas un.',
  'The table of contents holds a text of {1} bytes, which cannot be.':
    'La table des matières contient un texte de {1} octets, ce qui est impossible.',
  'The table of contents holds a number that is too large.':
    'La table des matières contient un nombre trop grand.',
  'The table of contents holds bytes that its encoding does not have.':
    'La table des matières contient des octets que son encodage n’a pas.',
  'The dump does not say where these data are.': 'La sauvegarde ne dit pas où sont ces données.',
  'Make the dump in the custom format (pg_dump -Fc).':
    'Faites la sauvegarde au format custom (pg_dump -Fc).',
  'It ends within the rows of a table.': 'Elle se termine au milieu des lignes d’une table.',
  'It ends within a statement.': 'Elle se termine au milieu d’une instruction.',
  'It ends without the comment that pg_dump writes last.':
    'Elle se termine sans le commentaire que pg_dump écrit en dernier.',
  'This is what pg_dumpall writes: several databases.':
    'C’est ce qu’écrit pg_dumpall : plusieurs bases.',
  'It holds bytes that its encoding does not have.':
    'Elle contient des octets que son encodage n’a pas.',
  'The dump holds a command for psql, “\\{1}”, which is not obeyed here.':
    'La sauvegarde contient une commande pour psql, « \\{1} », à laquelle il n’est pas obéi ici.',
  'Make the dump without --create, or look at who made it: pg_dump writes no other commands.':
    'Faites la sauvegarde sans --create, ou voyez qui l’a faite : pg_dump n’écrit pas d’autres commandes.',
  'The rows hold a command for psql.': 'Les lignes contiennent une commande pour psql.',
  'Look at who made this dump: pg_dump writes no such commands.':
    'Voyez qui a fait cette sauvegarde : pg_dump n’écrit pas de telles commandes.',
  'The rows end within a statement.': 'Les lignes se terminent au milieu d’une instruction.',
  'A row has fewer values than the table has columns.':
    'Une ligne a moins de valeurs que la table n’a de colonnes.',
  'A row holds bytes that the encoding of the dump does not have.':
    'Une ligne contient des octets que l’encodage de la sauvegarde n’a pas.',
  'In the dump {1} has no values of a column {2}.':
    'Dans la sauvegarde, {1} n’a pas de valeurs d’une colonne {2}.',
  'It has {1}; what is computed is not in a dump.':
    'Elle a {1} ; ce qui est calculé n’est pas dans une sauvegarde.',
  'Its compressed data end too early.': 'Ses données compressées se terminent trop tôt.',
  'Its compressed data do not begin as LZ4 does, or are followed by other bytes.':
    'Ses données compressées ne commencent pas comme LZ4, ou sont suivies d’autres octets.',
  'Its compressed data have another length than they say.':
    'Ses données compressées ont une autre longueur qu’elles ne disent.',
  'Its compressed data begin with a header that LZ4 does not have.':
    'Ses données compressées commencent par un en-tête que LZ4 n’a pas.',
  'Its compressed data hold a block that is longer than LZ4 allows.':
    'Ses données compressées contiennent un bloc plus long que LZ4 ne le permet.',
  'Its data do not have the checksum that was written with them.':
    'Ses données n’ont pas la somme de contrôle écrite avec elles.',
  'Its data cannot be decompressed (a block of LZ4 is none).':
    'Ses données ne se décompressent pas (un bloc LZ4 n’en est pas un).',
  'Its compressed data are followed by other bytes.':
    'Ses données compressées sont suivies d’autres octets.',
  'Its data cannot be decompressed ({1}).': 'Ses données ne se décompressent pas ({1}).',
  'Its compressed data hold a block that Zstandard does not have.':
    'Ses données compressées contiennent un bloc que Zstandard n’a pas.',
  'Its data cannot be decompressed (a block of Zstandard is none).':
    'Ses données ne se décompressent pas (un bloc Zstandard n’en est pas un).',
  'Its compressed data do not begin as Zstandard does, or are followed by other bytes.':
    'Ses données compressées ne commencent pas comme Zstandard, ou sont suivies d’autres octets.',
  'Its compressed data begin with a header that pg_dump never writes.':
    'Ses données compressées commencent par un en-tête que pg_dump n’écrit jamais.',
  'Its Zstandard data need {1} MB of memory to be decompressed, which is more than is taken.':
    'Ses données Zstandard demandent {1} Mo de mémoire pour être décompressées, plus que ce qui est pris.',
  'Decompress the dump with zstd --long=31, or make it with a lower level.':
    'Décompressez la sauvegarde avec zstd --long=31, ou faites-la avec un niveau plus bas.',
  'The dump holds no table {1}.': 'La sauvegarde ne contient pas de table {1}.',
  'See which tables it holds.': 'Voyez quelles tables elle contient.',
  'Several tables of the dump are called {1}.':
    'Plusieurs tables de la sauvegarde s’appellent {1}.',
  'Name its schema: {1}.': 'Nommez son schéma : {1}.',
  'Not verified: nobody has read it whole.': 'Non vérifiée : personne ne l’a lue en entier.',
  'Whole: every byte was read and found undamaged.':
    'Entière : chaque octet a été lu et trouvé intact.',
  'Whole, with {1} to know before relying on it.': 'Entière, avec {1} à savoir avant de s’y fier.',
  'Every user of this machine may change the file.':
    'Chaque utilisateur de cette machine peut modifier le fichier.',
  'No: “Verify Dump” reads every byte of it.':
    'Non : « Vérifier la sauvegarde » en lit chaque octet.',
  'That was as {1}: this file has the same size and time.':
    'C’était sous le nom {1} : ce fichier a la même taille et la même heure.',
  'Some of its data carry none: a flipped byte in uncompressed data cannot be seen.':
    'Une partie de ses données n’en porte pas : un octet altéré dans des données non compressées ne se voit pas.',
  'Its bytes changed though its size and time did not: {1} had SHA-256 {2} on {3} UTC. A failing disk, or somebody changed it.':
    'Ses octets ont changé bien que taille et heure soient les mêmes : {1} avait le SHA-256 {2} le {3} UTC. Un disque défaillant, ou quelqu’un l’a modifiée.',
  'Held, but restoring one table leaves them out.':
    'Présents, mais la restauration d’une seule table les laisse de côté.',
  'It holds no table.': 'Elle ne contient aucune table.',
  'Of no table.': 'D’aucune table.',
  'Of every table: it holds definitions only.':
    'De toutes les tables : elle ne contient que des définitions.',
  'On no table.': 'Sur aucune table.',
  'On {1}. If an ordinary role made the dump, it may hold only the rows that this role saw; a dump does not say.':
    'Sur {1}. Si un rôle ordinaire a fait la sauvegarde, elle ne contient peut-être que les lignes que ce rôle voyait ; une sauvegarde ne le dit pas.',
  '{1} cannot be listed: {2}.': '{1} ne peut pas être listé : {2}.',
  'Is the disk there, and may you read the folder?':
    'Le disque est-il là, et pouvez-vous lire le dossier ?',
  'Damaged or cut short.': 'Abîmée ou coupée.',
  'There is no dump.': 'Il n’y a pas de sauvegarde.',
  'No dump can be recommended: {1}.': 'Aucune sauvegarde ne peut être recommandée : {1}.',
  '{1} from before the incident but not verified':
    '{1} d’avant l’incident mais non {1:vérifiée|vérifiées}',
  '{1} from before the incident with an unlikely number of rows':
    '{1} d’avant l’incident avec un nombre de lignes improbable',
  '{1} perhaps from before the incident, perhaps not':
    '{1} peut-être d’avant l’incident, peut-être pas',
  '{1} from after the incident': '{1} d’après l’incident',
  '{1} without rows of {2}': '{1} sans lignes de {2}',
  '{1} damaged': '{1} {1:abîmée|abîmées}',
  'Verified, and the newest verified one from before the incident; a newer one is not verified ({1}).':
    'Vérifiée, et la plus récente des vérifiées d’avant l’incident ; une plus récente n’est pas vérifiée ({1}).',
  'Verified, and the newest verified one from before the incident; a newer one is not verified ({1}); it holds {2}.':
    'Vérifiée, et la plus récente des vérifiées d’avant l’incident ; une plus récente n’est pas vérifiée ({1}) ; elle contient {2}.',
  'Verified, and the newest from before the incident ({1}).':
    'Vérifiée, et la plus récente d’avant l’incident ({1}).',
  'Verified, and the newest from before the incident ({1}); it holds {2}.':
    'Vérifiée, et la plus récente d’avant l’incident ({1}) ; elle contient {2}.',
  'Verified, but older than the recommended one ({1}).':
    'Vérifiée, mais plus ancienne que la recommandée ({1}).',
  'Verified, but older than the recommended one ({1}); it holds {2}.':
    'Vérifiée, mais plus ancienne que la recommandée ({1}) ; elle contient {2}.',
  'From before the incident, but not verified ({1}).':
    'D’avant l’incident, mais non vérifiée ({1}).',
  'From before the incident, but not verified ({1}); it holds {2}.':
    'D’avant l’incident, mais non vérifiée ({1}) ; elle contient {2}.',
  'Begun after the incident: it may hold the damage ({1}).':
    'Commencée après l’incident : elle peut contenir les dégâts ({1}).',
  'Begun after the incident: it may hold the damage ({1}); it holds {2}.':
    'Commencée après l’incident : elle peut contenir les dégâts ({1}) ; elle contient {2}.',
  'Written after the incident, and perhaps begun before it ({1}).':
    'Écrite après l’incident, et peut-être commencée avant ({1}).',
  'Written after the incident, and perhaps begun before it ({1}); it holds {2}.':
    'Écrite après l’incident, et peut-être commencée avant ({1}) ; elle contient {2}.',
  'Its time touches that of the incident: it may hold the damage ({1}).':
    'Son heure touche celle de l’incident : elle peut contenir les dégâts ({1}).',
  'Its time touches that of the incident: it may hold the damage ({1}); it holds {2}.':
    'Son heure touche celle de l’incident : elle peut contenir les dégâts ({1}) ; elle contient {2}.',
  'Made in the night of a clock change: it may be from before or from after the incident ({1}).':
    'Faite la nuit d’un changement d’heure : elle peut être d’avant ou d’après l’incident ({1}).',
  'Made in the night of a clock change: it may be from before or from after the incident ({1}); it holds {2}.':
    'Faite la nuit d’un changement d’heure : elle peut être d’avant ou d’après l’incident ({1}) ; elle contient {2}.',
  'Holds {1}, the dumps around it about {2} ({3}).':
    'Contient {1}, les sauvegardes voisines environ {2} ({3}).',
  'Holds {1}.': 'Contient {1}.',
  '{1} {row|rows} of {2}': '{1} {1:ligne|lignes} de {2}',
  'no rows of {1}': 'aucune ligne de {1}',
  'nothing of {1}': 'rien de {1}',
  'the damaged table': 'la table abîmée',
  'begun {1} UTC': 'commencée le {1} UTC',
  'begun {1}, assuming the time zone {2}': 'commencée le {1}, en supposant le fuseau {2}',
  'begun {1}, assuming this machine’s time zone, {2}':
    'commencée le {1}, en supposant le fuseau de cette machine, {2}',
  'by its name of {1} UTC': 'du {1} UTC d’après son nom',
  'by its name of {1}, assuming the time zone {2}':
    'du {1} d’après son nom, en supposant le fuseau {2}',
  'by its name of {1}, assuming this machine’s time zone, {2}':
    'du {1} d’après son nom, en supposant le fuseau de cette machine, {2}',
  '{1}, a time that the clocks showed twice':
    '{1}, une heure que les horloges ont montrée deux fois',
  '{1}, a time that the clocks skipped': '{1}, une heure que les horloges ont sautée',
  'its file was written {1}; when it was begun is not known':
    'son fichier a été écrit le {1} ; on ne sait pas quand elle a été commencée',
  'begun {1}, local time of the machine that made it':
    'commencée le {1}, heure locale de la machine qui l’a faite',
  'begun {1} by its file’s name; plain SQL does not say':
    'commencée le {1} d’après le nom du fichier ; le SQL ne le dit pas',
  'begun {1} to {2} by its file’s name; plain SQL does not say':
    'commencée entre le {1} et le {2} d’après le nom du fichier ; le SQL ne le dit pas',
  'its file was written {1}; plain SQL does not say when it was begun':
    'son fichier a été écrit le {1} ; le SQL ne dit pas quand elle a été commencée',
  '“{1}” is no time zone.': '« {1} » n’est pas un fuseau horaire.',
  '{1} min ago': 'il y a {1} min',
  '{1} h ago': 'il y a {1} h',
  '{1} days ago': 'il y a {1} jours',
} as const;
