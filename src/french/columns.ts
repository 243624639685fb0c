/** What is asked before a table is compared: which columns and which rows; and its cells side by side. */
export const columnSentences: Readonly<Record<string, string>> = {
  'Which production is it compared with?': 'À quelle production la comparer\u00a0?',
  'Looking at the restored table': 'Examen de la table restaurée',
  'Comparing {1} with {2}': 'Comparaison de {1} à {2}',
  'Reading how {1} is defined': 'Lecture de la définition de {1}',
  '{1} (backup ↔ production)': '{1} (sauvegarde ↔ production)',
  'Ignored columns of {1}': 'Colonnes ignorées de {1}',
  'Columns whose differences do not count, as the time of a load; they stay visible.':
    'Les colonnes dont les différences ne comptent pas, comme l’heure d’un chargement\u00a0; elles restent visibles.',
  'Other columns of {1} are ignored from now on. This comparison stays as it is.':
    'Désormais, d’autres colonnes de {1} sont ignorées. Cette comparaison reste telle quelle.',
  'Compared again, it becomes another incident, beside this one.':
    'Une nouvelle comparaison devient un autre incident, à côté de celui-ci.',
  'Compare Again': 'Comparer à nouveau',
  'As the last time': 'Comme la dernière fois',
  'They are other columns': 'Ce sont d’autres colonnes',
  'Some were renamed…': 'Certaines ont été renommées…',
  'match them': 'les associer',
  'Compare {1}: columns of one side only': 'Comparer {1}\u00a0: colonnes d’un seul côté',
  'Only in the backup: {1}. Only in production: {2}.':
    'Dans la sauvegarde seulement\u00a0: {1}. En production seulement\u00a0: {2}.',
  'None of them': 'Aucune d’elles',
  'Compare {1}: renamed columns': 'Comparer {1}\u00a0: colonnes renommées',
  'What did the backup call {1}?': 'Comment la sauvegarde appelle-t-elle {1}\u00a0?',
  'by name': 'par nom',
  'Compare them so': 'Les comparer ainsi',
  'Compare {1}: columns': 'Comparer {1}\u00a0: colonnes',
  'Which column of production did the backup call otherwise?':
    'Quelle colonne de la production la sauvegarde appelle-t-elle autrement\u00a0?',
  '{1} in the backup': '{1} dans la sauvegarde',
  'The column that had this name is matched with the other one in exchange.':
    'La colonne qui avait ce nom est associée à l’autre en échange.',
  'Columns that together do; it is checked on both sides. None: {1}':
    'Les colonnes qui, ensemble, le font\u00a0; c’est vérifié des deux côtés. Aucune\u00a0: {1}',
  'rows are only counted, none can be corrected.':
    'les lignes sont seulement comptées, aucune ne peut être corrigée.',
  'the backup’s key; where it has none either, rows are only counted.':
    'la clé de la sauvegarde\u00a0; si elle n’en a pas non plus, les lignes sont seulement comptées.',
  'the backup’s key ({1}).': 'la clé de la sauvegarde ({1}).',
  'Compare {1} by other columns: what tells its rows apart?':
    'Comparer {1} selon d’autres colonnes\u00a0: qu’est-ce qui distingue ses lignes\u00a0?',
  'Columns that together do; rows that have the same in all of them are conflicts.':
    'Les colonnes qui, ensemble, le font\u00a0; des lignes égales dans toutes sont des conflits.',
  'What the dump calls the columns of {1} is known once it is restored.':
    'Les noms que la sauvegarde donne aux colonnes de {1} sont connus une fois qu’elle est restaurée.',
  'PRA: Restore Table to Scratch, then PRA: Compare with Production, can match them.':
    'PRA: Restaurer la table dans une base de travail, puis PRA: Comparer à la production, peuvent les associer.',
  'Checking which rows are meant': 'Vérification des lignes visées',
  '{1} has no column of dates or timestamps.': '{1} n’a pas de colonne de dates ou d’horodatages.',
  'A period of which column?': 'Une période de quelle colonne\u00a0?',
  'From: {1}': 'À partir de\u00a0: {1}',
  'To before: {1}': 'Jusqu’avant\u00a0: {1}',
  'The first day or moment, UTC without a zone; empty: from the first on.':
    'Le premier jour ou moment, UTC sans fuseau\u00a0; vide\u00a0: depuis le premier.',
  'The day or moment after the last; empty: to the last.':
    'Le jour ou moment qui suit le dernier\u00a0; vide\u00a0: jusqu’au dernier.',
  'One SQL condition over columns that both sides have, as after WHERE. Times without a zone are UTC.':
    'Une condition SQL sur des colonnes des deux côtés, comme après WHERE. Les heures sans fuseau sont UTC.',
  'The file of keys': 'Le fichier des clés',
  'Compare These Keys': 'Comparer ces clés',
  '(not in the backup)': '(absente de la sauvegarde)',
  '(not in production)': '(absente de la production)',
  '(changed since compared)': '(modifiée depuis la comparaison)',
};
