/** The view of the dumps: folders, tooltips, verification, trust, volumes, drills. */
export const dumpFolderSentences: Readonly<Record<string, string>> = {
  'Add Dump Folder': 'Ajouter un dossier de sauvegardes',
  'Add Folder': 'Ajouter le dossier',
  'Which folder is no longer to be shown? No file is touched.':
    'Quel dossier ne plus afficher\u00a0? Aucun fichier n’est touché.',
  'No folder of dumps has been added.': 'Aucun dossier de sauvegardes n’a été ajouté.',
  'Add one by PRA: Add Dump Folder.': 'Ajoutez-en un par PRA: Ajouter un dossier de sauvegardes.',
  'Of which folder’s dumps?': 'Des sauvegardes de quel dossier\u00a0?',
  'In which time zone is the machine that makes the dumps in {1}?':
    'Dans quel fuseau horaire est la machine qui fait les sauvegardes de {1}\u00a0?',
  'As this machine': 'Comme cette machine',
  'set now': 'réglé actuellement',
  'Times of its dumps: in {1}.': 'Heures de ses sauvegardes\u00a0: {1}.',
  'the time zone of this machine, as none was set': 'fuseau de cette machine, aucun n’étant réglé',
  'Of a database that it does not name': 'D’une base qu’elle ne nomme pas',
  'Of database {1}': 'De la base {1}',
  '{1} format, {2}, {3}': 'format {1}, {2}, {3}',
  'Compressed once more, as a whole: {1}': 'Compressée une fois de plus, en entier\u00a0: {1}',
  'Damaged: {1} (found {2} UTC)': 'Abîmée\u00a0: {1} (constaté le {2} UTC)',
  'That was as {1}: same size, same time.':
    'C’était sous le nom {1}\u00a0: même taille, même heure.',
  'Its bytes changed though its size and time did not.':
    'Ses octets ont changé, mais ni sa taille ni son heure.',
  'Its bytes changed under an unchanged time.': 'Ses octets ont changé sans que son heure change.',
  'Some of its data carry no checksum.': 'Une partie de ses données n’a pas de somme de contrôle.',
  'Reading… {1} of {2}': 'Lecture… {1} sur {2}',
  'recomputed by a restore: no rows in a dump':
    'recalculée par une restauration\u00a0: aucune ligne dans une sauvegarde',
  'foreign: rows are on another server': 'distante\u00a0: ses lignes sont sur un autre serveur',
  'partition: no rows in the dump': 'partition\u00a0: aucune ligne dans la sauvegarde',
  'in {1}': 'dans {1}',
  'Row security is on: if an ordinary role made the dump, it may hold only the rows that this role saw.':
    'La sécurité des lignes (RLS) est active\u00a0: si un rôle ordinaire a fait la sauvegarde, elle ne contient peut-être que les lignes que ce rôle voyait.',
  'Made with --schema-only, or with its data left out.':
    'Faite avec --schema-only, ou sans ses données.',
  '{1} is whole: {2} in {3}, {4} read in {5} s.':
    '{1} est entière : {2} dans {3}, {4} lus en {5} s.',
  'Some of its data carry no checksum: changed bytes within a row may go unseen.':
    'Une partie de ses données n’a pas de somme de contrôle\u00a0: des octets modifiés dans une ligne peuvent passer inaperçus.',
  '{1} has other bytes than {2}, though its size and time are the same: a failing disk, or somebody changed it.':
    '{1} n’a pas les mêmes octets que {2}, avec pourtant la même taille et la même heure\u00a0: un disque défaillant, ou quelqu’un l’a modifiée.',
  'on {1} UTC': 'le {1} UTC',
  '{1} had on {2} UTC': '{1} le {2} UTC',
  'Do not rely on it.': 'Ne vous y fiez pas.',
  'Trust: {1}': 'Confiance\u00a0: {1}',
  '{1} is no dump, or is no longer there.': '{1} n’est pas une sauvegarde, ou n’est plus là.',
  'Refresh the view of the dumps.': 'Actualisez la vue des sauvegardes.',
  Contents: 'Contenu',
  'History: {1}': 'Historique\u00a0: {1}',
  'Counting {1}': 'Comptage de {1}',
  'The dumps alone': 'Les sauvegardes seules',
  'Beside which production are the rows of {1} to be shown? It is only read.':
    'À côté de quelle production montrer les lignes de {1}\u00a0? Elle est seulement lue.',
  'Where is the dump to be restored for a moment?': 'Où restaurer la sauvegarde un moment\u00a0?',
  'Recovery drill on {1}': 'Exercice de reprise sur {1}',
  'Recovery drill: {1}': 'Exercice de reprise\u00a0: {1}',
  'Recovery drill: the backup is usable.':
    'Exercice de reprise\u00a0: la sauvegarde est utilisable.',
  'The newest dump of which folder is to be proved usable?':
    'De quel dossier prouver que la sauvegarde la plus récente est utilisable\u00a0?',
};

/** The facts of a trust card. */
export const trustSentences: Readonly<Record<string, string>> = {
  Age: 'Âge',
  Verified: 'Vérifiée',
  Checksums: 'Sommes de contrôle',
  Changed: 'Modifiée',
  Rows: 'Lignes',
  'PostgreSQL of unknown version': 'PostgreSQL de version inconnue',
  'dumped by pg_dump {1}': 'faite par pg_dump {1}',
  'dumped by a pg_dump of unknown version': 'faite par un pg_dump de version inconnue',
  'archive version {1}': 'version d’archive {1}',
  'then {1} as a whole': 'puis {1} sur le tout',
  'the file': 'le fichier',
  '{1} and {2} more': '{1} et {2} de plus',
};
