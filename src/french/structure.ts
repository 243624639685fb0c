/** How a table is not built alike on both sides, and what that means for a correction. */
export const structureSentences = {
  'Its values are neither compared nor written: production has no place for them.':
    'Ses valeurs ne sont ni comparées ni écrites : la production n’a pas de place pour elles.',
  'Missing rows cannot be inserted: it must not be NULL, has no default, and the backup holds no value for it.':
    'Les lignes manquantes ne peuvent pas être insérées : elle ne doit pas être NULL, n’a pas de valeur par défaut, et la sauvegarde n’en contient aucune.',
  'Not compared; production computes it, also for inserted rows.':
    'Non comparée ; la production la calcule, aussi pour les lignes insérées.',
  'Not compared; inserted rows get a new number, other rows keep theirs.':
    'Non comparée ; les lignes insérées reçoivent un nouveau numéro, les autres gardent le leur.',
  'Not compared; inserted rows get its default, other rows keep their value.':
    'Non comparée ; les lignes insérées reçoivent la valeur par défaut, les autres gardent la leur.',
  'Not compared; inserted rows get NULL, other rows keep their value.':
    'Non comparée ; les lignes insérées reçoivent NULL, les autres gardent leur valeur.',
  'Matched because you said so: what the backup holds in {1} is written into {2}.':
    'Rapprochées sur votre indication : ce que la sauvegarde contient dans {1} est écrit dans {2}.',
  'Texts are ordered in another way; their values are compared and written as they are.':
    'Les textes sont triés autrement ; leurs valeurs sont comparées et écrites telles quelles.',
  'Nothing hinders a correction: production also takes NULL.':
    'Rien n’empêche une correction : la production accepte aussi NULL.',
  'Nothing hinders a correction: the backup holds no NULL.':
    'Rien n’empêche une correction : la sauvegarde ne contient pas de NULL.',
  'A row whose backup value is NULL is refused by production.':
    'Une ligne dont la valeur sauvegardée est NULL est refusée par la production.',
  'Nothing hinders a correction: it writes the backup’s values; production’s default is for rows that others insert.':
    'Rien n’empêche une correction : elle écrit les valeurs de la sauvegarde ; la valeur par défaut de la production sert aux lignes insérées par d’autres.',
  'Each side computes it in its own way: compared, but never written, and what differs by that stays.':
    'Chaque côté la calcule à sa façon : comparée, mais jamais écrite ; ce qui en diffère reste.',
  'Production computes it: compared, but never written.':
    'La production la calcule : comparée, mais jamais écrite.',
  'The restore computed it anew; production stores what is given: compared and written.':
    'La restauration l’a recalculée ; la production garde ce qu’on lui donne : comparée et écrite.',
  'Inserted rows keep the backup’s number (OVERRIDING SYSTEM VALUE); PostgreSQL refuses to change it in rows that are there.':
    'Les lignes insérées gardent le numéro de la sauvegarde (OVERRIDING SYSTEM VALUE) ; PostgreSQL refuse de le changer dans les lignes présentes.',
  'The backup’s numbers are written as they are; the sequence is moved past those inserted.':
    'Les numéros de la sauvegarde sont écrits tels quels ; la séquence est avancée au-delà de ceux insérés.',
  'The backup’s numbers are written as they are; production gives none by itself.':
    'Les numéros de la sauvegarde sont écrits tels quels ; la production n’en donne pas d’elle-même.',
  'Every value of the backup fits.': 'Toute valeur de la sauvegarde convient.',
  'A row with {1} is refused when it is inserted or updated: production has no such label.':
    'Une ligne avec {1} est refusée à l’insertion ou à la mise à jour : la production n’a pas ce libellé.',
  'A row with a value that production’s domain does not take is refused when it is inserted or updated.':
    'Une ligne dont le domaine de la production refuse une valeur est refusée à l’insertion ou à la mise à jour.',
  'Every value is written otherwise, so that every row with one differs, and production does not take the backup’s: a row with one is refused when it is inserted, or updated there.':
    'Chaque valeur s’écrit autrement : toute ligne qui en a une diffère, et la production n’accepte pas celles de la sauvegarde : une telle ligne est refusée à l’insertion, ou à la mise à jour à cet endroit.',
  'Values are compared and written by the places of their attributes, whatever these are called: correct them only where the places still mean the same.':
    'Les valeurs sont comparées et écrites selon la place de leurs attributs, quel que soit leur nom : ne les corrigez que si les places ont gardé leur sens.',
  'Not checked on rows that were there before: one that breaks it is refused when it is inserted, or updated in any column.':
    'Non vérifiée sur les lignes déjà présentes : une ligne qui l’enfreint est refusée à l’insertion, ou à la mise à jour de n’importe quelle colonne.',
  'A row that breaks it is refused when it is inserted, or updated in any column.':
    'Une ligne qui l’enfreint est refusée à l’insertion, ou à la mise à jour de n’importe quelle colonne.',
  'A row that has there what another row has is refused when it is inserted, or updated there.':
    'Une ligne qui y a la valeur d’une autre est refusée à l’insertion, ou à la mise à jour à cet endroit.',
  'A row whose parent is not in production is refused when it is inserted, or updated there.':
    'Une ligne dont le parent manque en production est refusée à l’insertion, ou à la mise à jour à cet endroit.',
  'A row that clashes with another one is refused when it is inserted, or updated there.':
    'Une ligne qui se heurte à une autre est refusée à l’insertion, ou à la mise à jour à cet endroit.',
  'Only their order is another; values are compared and written as they are.':
    'Seul leur ordre diffère ; les valeurs sont comparées et écrites telles quelles.',
  'Compared by their text; a value whose text production’s type does not take is refused.':
    'Comparées par leur texte ; une valeur dont le type de la production n’accepte pas le texte est refusée.',
  'Production’s type is narrower: values are rounded to it, which is told; a row whose value does not fit is refused.':
    'Le type de la production est plus étroit : les valeurs y sont arrondies, ce qui est dit ; une ligne dont la valeur ne tient pas est refusée.',
  'Production’s type is narrower: a row whose value does not fit is refused.':
    'Le type de la production est plus étroit : une ligne dont la valeur ne tient pas est refusée.',
  'Missing rows cannot be inserted: production has {1}, which must not be NULL, has no default, and is not in the backup.':
    'Les lignes manquantes ne peuvent pas être insérées : la production a {1}, qui ne doit pas être NULL, n’a pas de valeur par défaut et n’est pas dans la sauvegarde.',
  'Compare and correct each of these tables by itself.':
    'Comparez et corrigez chacune de ces tables à part.',
  'Rows of {1} also lie in the tables that inherit from it: they are compared together, but corrected one table at a time ({2}).':
    'Des lignes de {1} sont aussi dans les tables qui en héritent : elles sont comparées ensemble, mais corrigées table par table ({2}).',
  'Compared without a key: each row is counted with all its copies, and no single row can be corrected. Choose columns that tell the rows apart, and compare again.':
    'Comparée sans clé : chaque ligne est comptée avec tous ses exemplaires, et aucune ne peut être corrigée seule. Choisissez des colonnes qui distinguent les lignes, et comparez à nouveau.',
  '{1} was compared without a key: no single row of it can be corrected.':
    '{1} a été comparée sans clé : aucune de ses lignes ne peut être corrigée seule.',
  'Recover it again, and name columns that tell its rows apart.':
    'Reprenez-la, et nommez des colonnes qui distinguent ses lignes.',
  'column {1}': 'la colonne {1}',
  'each of the columns {1}': 'chacune des colonnes {1}',
} as const;

/** How the two sides of a column are said to differ: `type integer → bigint`. */
export const differenceWords = {
  'only in backup': 'dans la sauvegarde seulement',
  'only in production': 'en production seulement',
  '{1} only in production': '{1} en production seulement',
  '{1} on both sides': '{1} des deux côtés',
  'name {1} → {2}': 'nom {1} → {2}',
  'type {1} → {2}': 'type {1} → {2}',
  'collation {1} → {2}': 'collation {1} → {2}',
  'nullability {1} → {2}': 'NULL {1} → {2}',
  'default {1} → {2}': 'valeur par défaut {1} → {2}',
  'generated {1} → {2}': 'calcul {1} → {2}',
  'expression {1} → {2}': 'expression {1} → {2}',
  'identity {1} → {2}': 'identité {1} → {2}',
  'labels {1} only in backup, {2} only in production':
    'libellés {1} dans la sauvegarde seulement, {2} en production seulement',
  'labels {1} only in backup': 'libellés {1} dans la sauvegarde seulement',
  'labels {1} only in production': 'libellés {1} en production seulement',
  'label order {1} → {2}': 'ordre des libellés {1} → {2}',
  'attributes {1} → {2}': 'attributs {1} → {2}',
  'domain {1} → {2}': 'domaine {1} → {2}',
  'not null': 'jamais NULL',
  'not null, not checked on all rows': 'jamais NULL, non vérifié sur toutes les lignes',
  nullable: 'NULL permis',
  'no default': 'aucune',
  generated: 'calculée',
  'stored as given': 'gardée telle quelle',
  'no identity': 'sans identité',
  'generated always': 'toujours générée',
  'generated by default': 'générée par défaut',
} as const;
