/** What the views say beside their nodes, and the progress of a piece of work. */
export const viewSentences: Readonly<Record<string, string>> = {
  Review: 'Revue',
  'Snapshot Table…': 'Conserver l’état de la table…',
  Journal: 'Main courante',
  Batches: 'Traitements',
  'not compared': 'non comparé',
  compared: 'comparé',
  planned: 'planifié',
  rehearsed: 'répété',
  'PARTLY APPLIED': 'APPLIQUÉ EN PARTIE',
  'applied, not verified': 'appliqué, non vérifié',
  verified: 'vérifié',
  'applied by file': 'appliqué par fichier',
  undone: 'annulé',
  'OUTCOME UNKNOWN': 'ISSUE INCONNUE',
  'No rows were kept of what the file did: it is undone by hand.':
    'Aucune ligne n’a été gardée de ce que le fichier a fait\u00a0: il s’annule à la main.',
  'planning …': 'planification …',
  'rehearsing …': 'répétition …',
  'APPLYING …': 'APPLICATION …',
  'UNDOING …': 'ANNULATION …',
  'verifying …': 'vérification …',
  'recovering …': 'reprise …',
  closed: 'clos',
  'Its recovery was broken off before the comparison: Recover Table goes on with it.':
    'Sa reprise s’est arrêtée avant la comparaison\u00a0: Récupérer une table la poursuit.',
  'Nothing has been written.': 'Rien n’a été écrit.',
  'Some batches are written: Apply writes what is left, Undo takes them back.':
    'Certains lots sont écrits\u00a0: Appliquer écrit le reste, Annuler les reprend.',
  'Verify Recovery counts what was written.': 'Vérifier la reprise compte ce qui a été écrit.',
  'Applied, and proved to be as planned.': 'Appliqué, et prouvé conforme au plan.',
  'The rows are as they were before.': 'Les lignes sont comme avant.',
  'The connection was lost at COMMIT: any step asks production what became of it.':
    'La connexion s’est perdue au COMMIT\u00a0: toute étape demande à la production ce qu’il en est advenu.',
  'Closed: its steps and its report stay here.':
    'Clos\u00a0: ses étapes et son rapport restent ici.',
  'Not compared yet': 'Pas encore comparé',
  'Planned: {1}': 'Plan\u00a0: {1}',
  '{1} applied, not verified': '{1} {1:appliqué, non vérifié|appliqués, non vérifiés}',
  '{1} partly applied': '{1} {1:appliqué|appliqués} en partie',
  '{1} applied by file': '{1} {1:appliqué|appliqués} par fichier',
  '{1} to be resumed': '{1} à reprendre',
  '{1} of {2} suspended': '{1} sur {2} suspendus',
  '≈ {1} {row|rows}': '≈ {1} {1:ligne|lignes}',
  'never analysed': 'jamais analysée',
  'FROZEN · ≈ {1} {row|rows}': 'GELÉE · ≈ {1} {1:ligne|lignes}',
  FROZEN: 'GELÉE',
  '{1} {table|tables} frozen': '{1} {1:table gelée|tables gelées}',
  '{1} FROZEN': '{1} GELÉES',
  '{1} tables': '{1} tables',
  running: 'en marche',
  'verified · {1}': 'vérifiée · {1}',
  DAMAGED: 'ENDOMMAGÉE',
  CHANGED: 'MODIFIÉE',
  'No tables.': 'Aucune table.',
  'No tables that this role can see.': 'Aucune table que ce rôle puisse voir.',
  'No dumps here: a dump is a file, or a directory, that pg_dump wrote.':
    'Aucune sauvegarde ici\u00a0: une sauvegarde est un fichier, ou un dossier, écrit par pg_dump.',
  'PRODUCTION: only read, but for an apply that you confirm.':
    'PRODUCTION\u00a0: seulement lue, sauf pour une application que vous confirmez.',
  'Not verified: “Verify Dump” reads every byte of it.':
    'Non vérifiée\u00a0: «\u00a0Vérifier la sauvegarde\u00a0» en lit chaque octet.',
  'Read whole and found undamaged {1} UTC.': 'Lue en entier et trouvée intacte {1} UTC.',
  'A private PostgreSQL on this machine, started when it is needed.':
    'Un PostgreSQL privé sur cette machine, démarré quand il le faut.',
};

/** What a notification says of a piece of work that goes on: `counting, 12,000 rows · 4,000 rows/s · 2 s left`. */
export const progressSentences: Readonly<Record<string, string>> = {
  '{1}, {2} {row|rows}': '{1}, {2} {2:ligne|lignes}',
  '{1}, {2} of {3} {row|rows}': '{1}, {2} {2:ligne|lignes} sur {3}',
  '{1}, {2} of about {3} {row|rows}': '{1}, {2} {2:ligne|lignes} sur environ {3}',
  '{1}, {2} MB': '{1}, {2} Mo',
  '{1}, {2} of {3} MB': '{1}, {2} Mo sur {3}',
  '{1}, {2} %': '{1}, {2}\u00a0%',
  '{1} left': 'encore {1}',
  Reading: 'lecture',
};
