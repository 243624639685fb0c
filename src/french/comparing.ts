/** How the rows were compared, and why they could not be. */
export const comparingSentences = {
  'Of {1} in conflict, {2} are listed; the others are only counted.':
    'Sur {1} en conflit, {2} {2:est listée|sont listées} ; les autres sont seulement comptées.',
  'Beyond the first {1} keys in conflict, {2} more {is|are} counted by the rows that satisfy the condition only: others may share their keys.':
    'Au-delà des {1} premières clés en conflit, {2} de plus {2:est comptée|sont comptées} d’après les seules lignes qui satisfont la condition : d’autres peuvent partager leurs clés.',
  '{1} read {2} over one connection, not {3}: it cannot share out a scan of it.':
    '{1} a lu {2} par une seule connexion, et non {3} : il ne peut pas en partager la lecture.',
  '{1} was read over one connection on either server, not {2}: {3}.':
    '{1} a été lue par une seule connexion sur chaque serveur, et non {2} : {3}.',
  'it is small, or most of its rows differ':
    'elle est petite, ou la plupart de ses lignes diffèrent',
  'Production kept its snapshot for {1} minutes; vacuum cleaned up no row there, of any table, that was deleted or updated meanwhile.':
    'La production a gardé son instantané {1} minutes ; VACUUM n’y a nettoyé, dans aucune table, de ligne supprimée ou modifiée entre-temps.',
  'The snapshots were kept for {1} hours: longer would keep vacuum from cleaning up production’s tables.':
    'Les instantanés ont été gardés {1} heures : plus longtemps empêcherait VACUUM de nettoyer les tables de la production.',
  'Compare the table in parts, by a condition or a period, or let the snapshots be kept for longer.':
    'Comparez la table par parties, selon une condition ou une période, ou laissez garder les instantanés plus longtemps.',
  'Partitions of {1} lie on other servers ({2}), each of which is seen as of a moment of its own: a row that was moved from one to another meanwhile may look missing, or share its key with itself.':
    'Des partitions de {1} sont sur d’autres serveurs ({2}), vus chacun à un moment qui lui est propre : une ligne passée de l’un à l’autre entre-temps peut sembler manquer, ou partager sa clé avec elle-même.',
  "Row security of those servers cannot be seen from here: rows that a policy there hides from the role that reads them look as if they were not there. Say ALTER SERVER … OPTIONS (ADD options '-c row_security=off') of each foreign server, and such a policy is an error instead.":
    "La sécurité par ligne de ces serveurs ne se voit pas d’ici : les lignes qu’une politique y cache au rôle qui les lit semblent absentes. Avec ALTER SERVER … OPTIONS (ADD options '-c row_security=off') sur chaque serveur distant, une telle politique devient une erreur.",
  'The role needs the right to read each partition (GRANT SELECT).':
    'Le rôle doit avoir le droit de lire chaque partition (GRANT SELECT).',
  '{1} was made anew in production while its backup was restored.':
    '{1} a été recréée en production pendant la restauration de sa sauvegarde.',
  'Whether production lacks rows of {1} that are referred to':
    'S’il manque en production des lignes de {1} auxquelles on se réfère',
  'Whether rows of {1} refer to rows only in production':
    'Si des lignes de {1} se réfèrent à des lignes en production seulement',
  'Whether {1} has times after the dump': 'Si {1} a des dates après la sauvegarde',
  '{1} is known of {2} of {3}: {4}.': '{1} n’est connu que pour {2} sur {3} : {4}.',
  'there are too many to ask for all': 'il y en a trop pour les demander toutes',
  'this role may not read that table': 'ce rôle ne peut pas lire cette table',
  'production did not answer in time, or refused':
    'la production n’a pas répondu à temps, ou a refusé',
  'Start again.': 'Recommencez.',
  '{1} has no key common to both sides, by which a list of keys or identity columns could be used.':
    '{1} n’a pas de clé commune aux deux côtés, dont une liste de clés ou des colonnes d’identité auraient besoin.',
  'Name the columns that tell its rows apart.': 'Nommez les colonnes qui distinguent ses lignes.',
  'Name another set of columns that tells the rows apart.':
    'Nommez d’autres colonnes qui distinguent les lignes.',
  '{1} is a key column and cannot be ignored.':
    '{1} est une colonne de la clé et ne peut pas être ignorée.',
  'The key must name one or more columns, each once.':
    'La clé nomme une ou plusieurs colonnes, chacune une fois.',
  '{1} has no primary key and no unique index without NULLs.':
    '{1} n’a ni clé primaire ni index unique sans NULL.',
  'Without a key its rows can only be counted, as a whole or by a condition; for all else name the columns that tell them apart.':
    'Sans clé, ses lignes ne peuvent qu’être comptées, toutes ou selon une condition ; pour tout le reste, nommez les colonnes qui les distinguent.',
  'The column {1} ({2}) is not in the backup.':
    'La colonne {1} ({2}) n’est pas dans la sauvegarde.',
  '{1} has no column {2} ({3}).': '{1} n’a pas de colonne {2} ({3}).',
  '{1} has no column {2}.': '{1} n’a pas de colonne {2}.',
  'Its columns are: {1}.': 'Ses colonnes sont : {1}.',
  'It has {1}.': 'Elle a {1}.',
  'In {1}, {2} has no column {3} to be matched.':
    'Dans {1}, {2} n’a pas de colonne {3} à rapprocher.',
  'The column {1} of {2} is matched twice.': 'La colonne {1} de {2} est rapprochée deux fois.',
  'The key column {1} of {2} is of type {3}, by which rows cannot be matched.':
    'La colonne {1} de la clé de {2} est du type {3}, qui ne permet pas de rapprocher les lignes.',
  'The key column {1} of {2} is of a type that is not the same on both sides: {3} in production, {4} in the backup.':
    'La colonne {1} de la clé de {2} n’a pas le même type des deux côtés : {3} en production, {4} dans la sauvegarde.',
  'The key column {1} of {2} is of type {3}, which holds an enum whose labels are not the same on both sides: {4}.':
    'La colonne {1} de la clé de {2} est du type {3}, qui contient une énumération dont les libellés ne sont pas les mêmes des deux côtés : {4}.',
  'Or add these labels to the restored table’s enum (ALTER TYPE … ADD VALUE), and compare again.':
    'Ou ajoutez ces libellés à l’énumération de la table restaurée (ALTER TYPE … ADD VALUE), et comparez à nouveau.',
  'The rows of a side do not come in key order.':
    'Les lignes d’un côté ne viennent pas dans l’ordre de la clé.',
  'The two sides read their keys in different forms.':
    'Les deux côtés lisent leurs clés sous des formes différentes.',
  'Line {1} of the keys {2}.': 'Ligne {1} des clés : {2}.',
  'One JSON object a line, such as {"key": ["42"]}; the lines of --changes will do.':
    'Un objet JSON par ligne, comme {"key": ["42"]} ; les lignes de --changes conviennent.',
  'The scope holds characters that no text of PostgreSQL can hold.':
    'La sélection contient des caractères qu’aucun texte de PostgreSQL ne peut contenir.',
  'The period has neither a beginning nor an end.': 'La période n’a ni début ni fin.',
  'The list of keys names no key.': 'La liste de clés n’en nomme aucune.',
  'Key {1} of the list has {2} where the table’s key has {3}.':
    'La clé {1} de la liste a {2}, celle de la table en a {3}.',
  'The values of a composite key are parted by tabs, in the order of the key.':
    'Les valeurs d’une clé composée sont séparées par des tabulations, dans l’ordre de la clé.',
  'The condition is over a column that the backup does not have.':
    'La condition porte sur une colonne que la sauvegarde n’a pas.',
  'Only production has: {1}.': 'La production seule a : {1}.',
  'Write its ends as 2026-03-31 or 2026-03-31 14:00; times without a zone are UTC.':
    'Écrivez ses bornes comme 2026-03-31 ou 2026-03-31 14:00 ; les heures sans fuseau sont en UTC.',
  '{1} holds {2}: the period’s ends must be such, too.':
    '{1} contient {2} : les bornes de la période aussi.',
  'The period ends before it begins; its end is not part of it.':
    'La période finit avant de commencer ; sa fin n’en fait pas partie.',
  'The period’s column {1} is only in production.':
    'La colonne {1} de la période n’est qu’en production.',
  'There is no column {1} in production.': 'Il n’y a pas de colonne {1} en production.',
  'The column {1} is of type {2} in {3}; periods are of dates and timestamps.':
    'La colonne {1} est du type {2} dans {3} ; une période porte sur des dates et des horodatages.',
  'One key a line, each as the server writes its key columns.':
    'Une clé par ligne, comme le serveur écrit les colonnes de la clé.',
  'Give one SQL condition over columns that both sides have, as after WHERE.':
    'Donnez une condition SQL sur des colonnes présentes des deux côtés, comme après WHERE.',
  'Whatever is not PostgreSQL’s own, name it with its schema: this table holds names of objects (regclass …), which are read without a search path.':
    'Nommez avec son schéma ce qui n’est pas de PostgreSQL même : cette table contient des noms d’objets (regclass …), lus sans chemin de recherche.',
  'The period of {1} was not settled.': 'La période de {1} n’a pas été arrêtée.',
  'A row that this snapshot has counted is not in it.':
    'Une ligne comptée par cet instantané n’y est pas.',
  'A column has no form that can be shipped.': 'Une colonne n’a pas de forme transmissible.',
  'Row security may hide rows of {1} from {2} on {3}.':
    'La sécurité par ligne peut cacher des lignes de {1} à {2} sur {3}.',
  'Connect as the table’s owner, or as a role that has BYPASSRLS.':
    'Connectez-vous comme propriétaire de la table, ou avec un rôle qui a BYPASSRLS.',
  '{1} is locked for more than {2}: another session alters, rewrites or empties it.':
    '{1} est verrouillée depuis plus de {2} : une autre session la modifie, la réécrit ou la vide.',
  'Compare when that has ended.': 'Comparez quand ce sera fini.',
  '{1} was dropped or renamed just now.': '{1} vient d’être supprimée ou renommée.',
  'Compare again.': 'Comparez à nouveau.',
  '{1} may not read all parts of {2}: before version 13, PostgreSQL locks a table with its parts, and asks for the right to each.':
    '{1} n’a pas le droit de lire toutes les parties de {2} : avant la version 13, PostgreSQL verrouille une table avec ses parties, et demande le droit sur chacune.',
  '{1} may read each column of {2}, but not the table as a whole, which is locked while it is compared.':
    '{1} peut lire chaque colonne de {2}, mais pas la table entière, qui est verrouillée pendant la comparaison.',
  '{1} may not read {2} of {3}: whole rows are compared, whatever columns are ignored.':
    '{1} n’a pas le droit de lire {2} de {3} : les lignes sont comparées entières, quelles que soient les colonnes ignorées.',
  'Did you mean {1}?': 'Vouliez-vous dire {1} ?',
  '“{1}” is not a table name.': '« {1} » n’est pas un nom de table.',
  'Write schema.table, with double quotes where SQL needs them: \'"Other Shop".orders\'.':
    'Écrivez schéma.table, avec des guillemets doubles où SQL en demande : \'"Other Shop".orders\'.',
  'There is no table {1} in {2}.': 'Il n’y a pas de table {1} dans {2}.',
  '{1} is the name of several tables.': '{1} est le nom de plusieurs tables.',
  'Name one with its schema: {1}.': 'Nommez-en une avec son schéma : {1}.',
  '{1} is {2}, not a table.': '{1} est {2}, et non une table.',
} as const;
