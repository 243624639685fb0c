/** The steps of an incident: what each is for, and marks by hand. */
export const procedureSentences: Readonly<Record<string, string>> = {
  next: 'à faire maintenant',
  done: 'fait',
  'done by hand': 'fait à la main',
  'not needed': 'sans objet',
  'Find out what is damaged, since when and by what, and note it.':
    'Établissez ce qui est endommagé, depuis quand et par quoi, et notez-le.',
  'Tell the business what does not work and when it hears more: a draft is there.':
    'Dites au métier ce qui ne marche pas et quand il aura des nouvelles\u00a0: un modèle est prêt.',
  'Have production refuse writes to the table while it is put right.':
    'Faites refuser par la production les écritures dans la table tant qu’on la rétablit.',
  'List the batches that write to the table, and tick those that are suspended.':
    'Listez les traitements qui écrivent dans la table, et cochez ceux qui sont suspendus.',
  'Write the table as it is now into a file, before anything is put right; production is only read.':
    'Écrivez la table telle qu’elle est dans un fichier, avant toute correction\u00a0; la production est seulement lue.',
  'Restore the newest healthy backup of before the damage beside production.':
    'Restaurez à côté de la production la dernière sauvegarde saine d’avant le dommage.',
  'See row by row what production has otherwise; it follows the restore.':
    'Voyez ligne par ligne ce qui diffère en production\u00a0; cela suit la restauration.',
  'Decide what is put right, all or a part, and note why.':
    'Décidez ce qui est rétabli, tout ou partie, et notez pourquoi.',
  'Select in the review what is put right, and save the script.':
    'Choisissez dans la revue ce qui est rétabli, et enregistrez le script.',
  'Make the whole correction in production and roll it back.':
    'Faites toute la correction en production, puis annulez-la.',
  'Write the correction; the table’s name is asked for before.':
    'Écrivez la correction\u00a0; le nom de la table est demandé avant.',
  'Count in production that what was planned is so, and nothing else was written.':
    'Comptez en production que le plan est réalisé, et que rien d’autre n’a été écrit.',
  'Have the business look at its rows, screens and reports, and note who agrees.':
    'Faites regarder au métier ses lignes, écrans et rapports, et notez qui est d’accord.',
  'Let everybody write to the table again.': 'Laissez de nouveau chacun écrire dans la table.',
  'Take the suspended batches up again, one after the other, and tick them.':
    'Reprenez les traitements suspendus, l’un après l’autre, et cochez-les.',
  'Note what made it happen, what is to be done about it, and what was learnt.':
    'Notez ce qui l’a provoqué, ce qui est à faire, et ce qu’on en retient.',
  'Write the report with its figures and charts from the journal.':
    'Écrivez le rapport, avec ses chiffres et ses graphiques, d’après la main courante.',
  'Close it once the rest is done; what is still open is named before.':
    'Fermez-le une fois le reste fait\u00a0; ce qui reste à faire est rappelé avant.',
  'Mark as Done by Hand…': 'Marquer comme fait à la main…',
  'Mark as Not Needed…': 'Marquer comme sans objet…',
  'Open Again…': 'Rouvrir…',
  'The journal needs a few words.': 'La main courante demande quelques mots.',
  'What was done?': 'Qu’est-ce qui a été fait\u00a0?',
  'What was done by hand': 'Ce qui a été fait à la main',
  'Why it is not needed': 'Pourquoi c’est sans objet',
  'Why it is to be done after all': 'Pourquoi c’est à faire malgré tout',
  'Say what was done, or why.': 'Dites ce qui a été fait, ou pourquoi.',
  'Close the incident {1}?': 'Clore l’incident {1}\u00a0?',
  'Close Incident': 'Clore l’incident',
  'Damaged rows are left as they are, {1} of them, and nobody noted what becomes of them.':
    'Des lignes endommagées restent telles quelles ({1}), et personne n’a noté ce qu’elles deviennent.',
  'Note it (pra note --step left), or say it by --reason.':
    'Notez-le (pra note --step left), ou dites-le par --reason.',
  'Why is it closed although something is open or left? The report has it.':
    'Pourquoi le clore alors que tout n’est pas fait\u00a0? Le rapport le dit.',
  'Still open:': 'Reste à faire\u00a0:',
  'Nothing of the procedure is open.': 'Rien de la procédure ne reste à faire.',
};
