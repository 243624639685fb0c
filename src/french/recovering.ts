/** From the damage to the comparison: what the guided recovery asks, and what is said of dumps. */
export const recoverySentences: Readonly<Record<string, string>> = {
  'mairie (sample)': 'mairie (exemple)',
  'Verify Dumps': 'Vérifier les sauvegardes',
  '{1} of {2} are whole: {3} is recovered from one of them.':
    '{1} sur {2} sont entières\u00a0: {3} se récupère à partir de l’une d’elles.',
  'A town hall’s production runs on this machine, and {1} was damaged after {2}. Verify its dumps, then recover the table.':
    'La production d’une mairie tourne sur cette machine, et {1} a été endommagée après {2}. Vérifiez ses sauvegardes, puis récupérez la table.',
  'Recover Table': 'Récupérer une table',
  'Making the sample incident': 'Préparation de l’incident d’exemple',
  'Which production was damaged?': 'Quelle production a été endommagée\u00a0?',
  'Which production?': 'Quelle production\u00a0?',
  'Which production is checked?': 'Quelle production est contrôlée\u00a0?',
  'The incident is of {1}': 'L’incident concerne {1}',
  'Which table?': 'Quelle table\u00a0?',
  '{1} holds no table {2}.': '{1} ne contient pas de table {2}.',
  'Listing the tables': 'Liste des tables',
  'A table that production has lost…': 'Une table que la production a perdue…',
  'Which table has production lost?': 'Quelle table la production a-t-elle perdue\u00a0?',
  'Looking for tables in the dumps': 'Recherche des tables dans les sauvegardes',
  'Production has every table that the dumps hold.':
    'La production a toutes les tables que contiennent les sauvegardes.',
  'When did the damage happen?': 'Quand le dommage s’est-il produit\u00a0?',
  'Local time of this machine ({1}). Empty if unknown: dumps are then listed by age.':
    'Heure locale de cette machine ({1}). Vide si elle est inconnue\u00a0: les sauvegardes sont alors listées par âge.',
  'Which dump?': 'Quelle sauvegarde\u00a0?',
  'Which dump? The first is recommended.': 'Quelle sauvegarde\u00a0? La première est recommandée.',
  'Another file…': 'Un autre fichier…',
  'A dump that pg_dump wrote': 'Une sauvegarde écrite par pg_dump',
  Choose: 'Choisir',
  'Which table of {1}?': 'Quelle table de {1}\u00a0?',
  'Reading {1}': 'Lecture de {1}',
  'Looking at {1}': 'Examen de {1}',
  'Recovering {1} from {2}': 'Récupération de {1} depuis {2}',
  'Where is the table to be restored?': 'Où la table doit-elle être restaurée\u00a0?',
  'Restore beside production, on the same machine?':
    'Restaurer à côté de la production, sur la même machine\u00a0?',
  'Restore Here': 'Restaurer ici',
  'Restore on a server of production?': 'Restaurer sur un serveur de production\u00a0?',
  'Restore There': 'Restaurer là',
  'Local scratch server': 'Serveur de travail local',
  'private, on this machine': 'privé, sur cette machine',
  'Compare {1}: which rows?': 'Comparer {1}\u00a0: quelles lignes\u00a0?',
  'A row counts where either side has it so: none is missed that was changed.':
    'Une ligne compte dès que l’un des côtés l’a ainsi\u00a0: aucune ligne modifiée n’est oubliée.',
  'The whole table': 'Toute la table',
  'Rows of a period': 'Les lignes d’une période',
  'From one day or moment to another, of a column of dates or timestamps':
    'D’un jour ou moment à un autre, selon une colonne de dates ou d’horodatages',
  'Rows that satisfy a condition': 'Les lignes qui remplissent une condition',
  'In SQL, as after WHERE': 'En SQL, comme après WHERE',
  'Rows of given keys…': 'Les lignes de clés données…',
  'A file with one key a line, or with the lines of pra compare --changes':
    'Un fichier avec une clé par ligne, ou avec les lignes de pra compare --changes',
  columns: 'colonnes',
  'Compare by other columns…': 'Comparer selon d’autres colonnes…',
  'Match columns otherwise…': 'Associer autrement les colonnes…',
  'now by name': 'actuellement par nom',
  'now by {1}': 'actuellement selon {1}',
  'now without a key': 'actuellement sans clé',
  'now {1}': 'actuellement {1}',
  'Compare {1}: identity (optional)': 'Comparer {1}\u00a0: identité (facultatif)',
  'Columns that never change while a row is the same thing; where they differ, its key was reused. None: just continue.':
    'Les colonnes qui ne changent jamais tant qu’une ligne désigne la même chose\u00a0; si elles diffèrent, sa clé a été réutilisée. Aucune\u00a0: continuez.',
  '{1} has no key in production: what tells its rows apart?':
    '{1} n’a pas de clé en production\u00a0: qu’est-ce qui distingue ses lignes\u00a0?',
  '{1} has no key: what tells its rows apart?':
    '{1} n’a pas de clé\u00a0: qu’est-ce qui distingue ses lignes\u00a0?',
  'It Is the Same Server': 'C’est le même serveur',
  'Which folder is the incident to be kept in?': 'Dans quel dossier garder l’incident\u00a0?',
  'An incident keeps its scripts, its report and its journal in a folder of the workspace. Open a folder first.':
    'Un incident garde ses scripts, son rapport et sa main courante dans un dossier de l’espace de travail. Ouvrez d’abord un dossier.',
  '{1} could not be saved.': '{1} n’a pas pu être enregistré.',
  'Save it, then run it again.': 'Enregistrez-le, puis exécutez-le de nouveau.',
  'Open Folder': 'Ouvrir un dossier',
  'Show Log': 'Afficher le journal technique',
  'Saved: {1}. It ends in ROLLBACK until you write COMMIT.':
    'Enregistré\u00a0: {1}. Il finit par ROLLBACK tant que vous n’écrivez pas COMMIT.',
  '{1} insert · {2} update · {3} delete': '{1} à insérer · {2} à corriger · {3} à supprimer',
  'Verifying {1}': 'Vérification de {1}',
  '{1} cannot be trusted: {2}': '{1} n’est pas fiable\u00a0: {2}',
  'Ask Production': 'Interroger la production',
  'Running the checks': 'Exécution des contrôles',
  'Where was the table restored?': 'Où la table a-t-elle été restaurée\u00a0?',
  'Looking at the scratch databases': 'Examen des bases de travail',
  'Beside which restored table or database?': 'À côté de quelle table ou base restaurée\u00a0?',
  'Checks: {1}': 'Contrôles\u00a0: {1}',
  '{1}: no check failed.': '{1}\u00a0: aucun contrôle en échec.',
  'Looking at the rows of {1}': 'Examen des lignes de {1}',
  Show: 'Afficher',
  'Keeping {1} as it is': 'Conservation de {1} en l’état',
};

/** How dumps are ranked for an incident, and why. */
export const rankingSentences: Readonly<Record<string, string>> = {
  Recommended: 'Recommandée',
  Usable: 'Utilisable',
  'Not verified': 'Non vérifiée',
  'An unlikely number of rows': 'Un nombre de lignes invraisemblable',
  Uncertain: 'Incertaine',
  'After the incident': 'Après l’incident',
  'Without rows of the table': 'Sans lignes de la table',
  Damaged: 'Endommagée',
  '“PRA: Verify Dump” reads one whole.':
    '«\u00a0PRA: Vérifier la sauvegarde\u00a0» en lit une en entier.',
  'Verified, and the newest from before the incident ({1}); it holds {2} {row|rows} of {3}.':
    'Vérifiée, et la plus récente d’avant l’incident ({1})\u00a0; elle contient {2} {2:ligne|lignes} de {3}.',
};
