/** Restoring into scratch databases, what is done with what stands there, and dropping them. */
export const scratchSentences: Readonly<Record<string, string>> = {
  'the whole database': 'toute la base',
  'Where is {1} to be restored?': 'Où restaurer {1}\u00a0?',
  'Restoring {1} from {2}': 'Restauration\u00a0: {1} depuis {2}',
  'Restoring {1} with the external runner': 'Restauration de {1} par le script externe',
  'All is there as the dump holds it.': 'Tout y est comme dans la sauvegarde.',
  '{1} could not be compared: see the log.':
    '{1}\u00a0: impossible à comparer, voir le journal technique.',
  'No external runner is set: name your site’s own restore script, with the dump and the scratch database as its arguments.':
    'Aucun script externe n’est réglé\u00a0: nommez le script de restauration propre à votre site, avec la sauvegarde et la base de travail pour arguments.',
  'Open Settings': 'Ouvrir les paramètres',
  'On which server?': 'Sur quel serveur\u00a0?',
  'Listing scratch databases': 'Liste des bases de travail',
  'There are no scratch databases.': 'Il n’y a pas de base de travail.',
  'Which scratch databases are no longer needed?':
    'Quelles bases de travail ne sont plus utiles\u00a0?',
  'Drop {1}?': 'Supprimer {1}\u00a0?',
  'What was restored there is restored again from its dump when needed.':
    'Ce qui y était restauré se restaure à nouveau depuis sa sauvegarde, s’il le faut.',
  Drop: 'Supprimer',
  'Dropping scratch databases': 'Suppression des bases de travail',
  'Dropped {1} older than {2} (pra.dropScratchAfterDays).':
    'Supprimé\u00a0: {1} de plus de {2} (pra.dropScratchAfterDays).',
  'Export {1}': 'Exporter {1}',
  'Export {1}: which rows?': 'Exporter {1}\u00a0: quelles lignes\u00a0?',
  'A condition as after WHERE; all rows where it is empty.':
    'Une condition comme après WHERE\u00a0; toutes les lignes si elle est vide.',
  'INSERTs in one transaction, without computed columns':
    'Des INSERT en une transaction, sans les colonnes calculées',
  'Exporting {1}': 'Exportation de {1}',
  'Exporting to {1}': 'Exportation vers {1}',
  '{1} of {2} exported to {3}, SHA-256 {4}.':
    '{1} de {2}\u00a0: exportation vers {3}, SHA-256 {4}.',
  'Which restored table or database?': 'Quelle table ou base restaurée\u00a0?',
  'Listing the restored tables': 'Liste des tables restaurées',
  '{1} is not restored in scratch.': '{1} n’est pas restaurée en base de travail.',
  'No table is restored in scratch.': 'Aucune table n’est restaurée en base de travail.',
  'Restore one first, or let PRA: Recover Table do both.':
    'Restaurez-en une d’abord, ou laissez PRA: Récupérer une table faire les deux.',
  'Production alone': 'La production seule',
  'Checks are files of a folder of the workspace.':
    'Les contrôles sont des fichiers d’un dossier de l’espace de travail.',
  'Open a folder first.': 'Ouvrez d’abord un dossier.',
  'Which folder are the checks in?': 'Dans quel dossier sont les contrôles\u00a0?',
  '{1} written into pra/checks: read them, and change them to what is right.':
    '{1} dans pra/checks\u00a0: lisez-les, et ajustez-les à ce qui est juste.',
};

/** The page of a run of checks. */
export const checkSentences: Readonly<Record<string, string>> = {
  Checks: 'Contrôles',
  'No check of severity error failed.': 'Aucun contrôle de gravité error en échec.',
  '{1} of {2} failed.': '{1} sur {2} en échec.',
  FAILED: 'EN ÉCHEC',
  warning: 'avertissement',
  broken: 'non respecté',
};
