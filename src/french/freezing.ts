/** What freezing a table, and suspending its batches, asks and says. */
export const freezingSentences = {
  'Batches to suspend': 'Traitements à suspendre',
  'Batches to resume': 'Traitements à reprendre',
  'Tick what has been suspended': 'Cochez ce qui a été suspendu',
  'Tick what has been resumed': 'Cochez ce qui a été repris',
  'Add a batch to the list': 'Ajouter un traitement à la liste',
  'Take off the list': 'Retirer de la liste',
  'Batch checklist': 'Liste des traitements',
  'A batch that writes to the table, as its operators call it':
    'Un traitement qui écrit dans la table, du nom que lui donnent ses exploitants',
  'listed by {1}, {2}': 'inscrit par {1}, {2}',
  'suspended by {1}, {2}': 'suspendu par {1}, {2}',
  'resumed by {1}, {2}': 'repris par {1}, {2}',
  'Freeze {1}': 'Geler {1}',
  Freeze: 'Geler',
  Unfreeze: 'Dégeler',
  'Unfreeze…': 'Dégeler…',
  Later: 'Plus tard',
  'Try Again': 'Réessayer',
  'Who Is Writing Now': 'Qui écrit en ce moment',
  'Batch Checklist': 'Liste des traitements',
  'Whoever is refused reads it: say why.': 'Qui est refusé le lit : dites pourquoi.',
  'The reason, which production tells everybody whose write it refuses':
    'La raison, que la production donne à quiconque elle refuse une écriture',
  'Incident: {1}': 'Incident\u00a0: {1}',
  'For which incident is the table frozen?': 'Pour quel incident la table est-elle gelée\u00a0?',
  'For none of them': 'Pour aucun d’eux',
  'Reason: {1}': 'Raison : {1}',
  'Freeze in production, {1}?': 'Geler en production, {1} ?',
  'From then on every write to it is refused, also those of its owner and of superusers; reads go on.':
    'Dès lors toute écriture y est refusée, aussi celles de son propriétaire et des superutilisateurs ; les lectures continuent.',
  'Only corrections of this installation are let through.':
    'Seules passent les corrections de cette installation.',
  'It stays frozen until somebody unfreezes it, also when this window is closed.':
    'Elle reste gelée jusqu’à ce que quelqu’un la dégèle, même si cette fenêtre est fermée.',
  '{1} is frozen.': '{1} est gelée.',
  '{1} is frozen whole again.': '{1} est de nouveau gelée tout entière.',
  'Others are using {1}.': 'D’autres utilisent {1}.',
  'By now none of them does.': 'À présent, plus personne.',
  'process {1}': 'processus {1}',
  'user {1}': 'utilisateur {1}',
  'prepared transaction {1}': 'transaction préparée {1}',
  'process {1}, user {2}': 'processus {1}, utilisateur {2}',
  'prepared transaction {1}, user {2}': 'transaction préparée {1}, utilisateur {2}',
  'since {1}': 'depuis {1}',
  'idle in transaction': 'inactif dans une transaction',
  'Unfreeze in production, {1}?': 'Dégeler en production, {1} ?',
  'This installation did not freeze it: ask its owner first.':
    'Ce n’est pas cette installation qui l’a gelée : demandez d’abord à son auteur.',
  'From then on everybody can write to it again.':
    'Dès lors tout le monde peut de nouveau y écrire.',
  '{1} takes writes again.': '{1} accepte de nouveau les écritures.',
  'These batches are to be resumed: {1}.': 'Ces traitements sont à reprendre : {1}.',
  'Frozen by {1} since {2}: {3}': 'Gelée par {1} depuis {2} : {3}',
  'Frozen by {1} since {2} for the incident {3}: {4}':
    'Gelée par {1} depuis {2} pour l’incident {3} : {4}',
  'by {1} since {2}: {3}': 'par {1} depuis {2} : {3}',
  'by {1} since {2} for the incident {3}: {4}': 'par {1} depuis {2} pour l’incident {3} : {4}',
  '{1} (role {2})': '{1} (rôle {2})',
  '{1} is frozen {2}.': '{1} est gelée {2}.',
  '{1} is frozen by {2} since {3}: {4}.': '{1} est gelée par {2} depuis {3} : {4}.',
  '{1} is frozen by {2} since {3} for the incident {4}: {5}.':
    '{1} est gelée par {2} depuis {3} pour l’incident {4} : {5}.',
  'taken while {1} was frozen': 'faite pendant que {1} était gelée',
  'Still frozen in {1}.': 'Encore gelée dans {1}.',
  'by another installation': 'par une autre installation',
  'Frozen tables of {1}, PRODUCTION': 'Tables gelées de {1}, PRODUCTION',
  'Choose one to unfreeze it': 'Choisissez-en une pour la dégeler',
  'No table of {1} is frozen.': 'Aucune table de {1} n’est gelée.',
  'Of which production are the frozen tables to be shown?':
    'De quelle production montrer les tables gelées ?',
  'Snapshot of {1}': 'Copie de {1}',
} as const;

/** The engine's own of it. */
export const freezeSentences = {
  'Taken while {1} was frozen: its rows are those of then, with the damage unless it had been put right.':
    'Faite pendant que {1} était gelée\u00a0: ses lignes sont celles de ce moment, avec le dommage à moins qu’il n’ait été réparé avant.',
  'Other sessions held {1} for too long; by now none does.':
    'D’autres sessions ont tenu {1} trop longtemps ; à présent, plus aucune.',
  'Other sessions hold {1}: {2}.': 'D’autres sessions tiennent {1} : {2}.',
  'Nothing was changed. Wait for them to end, or end them (pg_terminate_backend), then try again.':
    'Rien n’a été changé. Attendez leur fin, ou terminez-les (pg_terminate_backend), puis réessayez.',
  'Somebody has disabled the triggers of the freeze on {1}: writes to it are not refused.':
    'Quelqu’un a désactivé les déclencheurs du gel sur {1} : les écritures n’y sont pas refusées.',
  '{1} carries no trigger of the freeze: what writes to it directly is not refused.':
    '{1} ne porte aucun déclencheur du gel : ce qui y écrit directement n’est pas refusé.',
  'Nothing was changed. Ask its owner, or end that freeze first.':
    'Rien n’a été changé. Demandez à son auteur, ou mettez d’abord fin à ce gel.',
  '{1} is not frozen.': '{1} n’est pas gelée.',
  '{1} is frozen with it: unfreeze {2}.': '{1} est gelée avec elle : dégelez {2}.',
  'The triggers are there, and cannot be read.':
    'Les déclencheurs sont là, et ne peuvent être lus.',
  '{1} is not frozen any more.': '{1} n’est plus gelée.',
  'Freeze it again.': 'Gelez-la de nouveau.',
  'The function {1} stays behind: another role made it, and can drop it. It does nothing any more.':
    'La fonction {1} reste là : un autre rôle l’a créée, et peut la supprimer. Elle ne fait plus rien.',
  'The empty schema {1} stays behind: another role made it, and can drop it.':
    'Le schéma vide {1} reste là : un autre rôle l’a créé, et peut le supprimer.',
  'To freeze a table takes a function, and this role may make none: neither a schema {1} in this database, nor a function in the schema {2}.':
    'Geler une table demande une fonction, et ce rôle ne peut en créer aucune : ni un schéma {1} dans cette base, ni une fonction dans le schéma {2}.',
  'Have an administrator run: grant create on schema {1} to the role. Nothing was changed.':
    'Faites exécuter par un administrateur : grant create on schema {1} pour ce rôle. Rien n’a été changé.',
  'Only its owner can freeze a table, and this role does not own {1}.':
    'Seul son propriétaire peut geler une table, et ce rôle ne possède pas {1}.',
  'Connect as its owner, or a member of that role. Without it everybody goes on writing: an apply locks the rows that it writes, refuses those that others have changed, and can only for as long as it takes lock the whole table.':
    'Connectez-vous comme son propriétaire, ou comme membre de ce rôle. Sans cela tout le monde continue d’écrire : une application verrouille les lignes qu’elle écrit, refuse celles que d’autres ont changées, et ne peut verrouiller toute la table que le temps qu’elle dure.',
  'What is written to {1} on its own server is not refused.':
    'Ce qui est écrit dans {1} sur son propre serveur n’est pas refusé.',
  'A partition that is attached later, or a table that inherits later, does not carry the freeze: freeze again to cover it.':
    'Une partition attachée plus tard, ou une table qui hérite plus tard, ne porte pas le gel : gelez de nouveau pour la couvrir.',
  'Deletes in {1}, and changes of its keys, are refused as well where they would be passed on to the frozen table.':
    'Les suppressions dans {1}, et les changements de ses clés, sont refusés aussi là où ils se propageraient à la table gelée.',
  'A dump taken while the table is frozen holds the freeze: restored by other means than this tool, the table is frozen there, too.':
    'Une sauvegarde prise pendant le gel le contient : restaurée par d’autres moyens que cet outil, la table y est gelée aussi.',
  '{1} takes rows from a subscription: its replication stops with an error until it is unfrozen.':
    '{1} reçoit les lignes d’un abonnement : sa réplication s’arrête en erreur jusqu’au dégel.',
  '{1} takes rows from a subscription: its replication goes on, but for a TRUNCATE and for copying the table anew, which stop it.':
    '{1} reçoit les lignes d’un abonnement : sa réplication continue, sauf un TRUNCATE et une nouvelle copie de la table, qui l’arrêtent.',
  'This incident froze it, but its token is lost. Nothing was written: connect as {1}, who can give it another one.':
    'Cet incident l’a gelée, mais son jeton est perdu. Rien n’a été écrit : connectez-vous comme {1}, qui peut en donner un autre.',
} as const;
