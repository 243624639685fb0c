/** The validation of a recovery, and the watch after it. */
export const validatingSentences: Readonly<Record<string, string>> = {
  Validation: 'Validation',
  'Validating the recovery': 'Validation de la reprise',
  'Sign off the recovery': 'Valider la reprise',
  'The name of whoever answers for the result': 'Le nom de qui répond du résultat',
  'A sign-off needs a name.': 'Une validation demande un nom.',
  'A sign-off needs the name of who gives it.':
    'Une validation demande le nom de la personne qui la donne.',
  'Sign Off Nevertheless…': 'Valider malgré tout…',
  'Not everything is right. Sign it off nevertheless?':
    'Tout n’est pas en ordre. Valider malgré tout\u00a0?',
  'The correction is not proved.': 'La correction n’est pas prouvée.',
  '{1} failed: {2}.': 'En échec, {1}\u00a0: {2}.',
  'Not everything is right: it is not signed off.':
    'Tout n’est pas en ordre\u00a0: la reprise n’est pas validée.',
  'Put it right and validate again, or say why it is signed off nevertheless.':
    'Rétablissez et validez de nouveau, ou dites pourquoi valider malgré tout.',
  'The table still refuses writes.': 'La table refuse encore les écritures.',
  'Signed off. Unfreeze the table?': 'Reprise validée. Dégeler la table\u00a0?',
  'No check asks production for a number to be watched.':
    'Aucun contrôle ne demande à la production un nombre à surveiller.',
  'Create starter checks, or write one that expects any number.':
    'Créez des contrôles de départ, ou écrivez-en un qui attend un nombre quelconque.',
  'Nothing is watched in this window.': 'Rien n’est surveillé dans cette fenêtre.',
  'Indicators are watched: {1}.': 'Des indicateurs sont surveillés\u00a0: {1}.',
  'Stop Watching': 'Arrêter la surveillance',
  'Run Checks': 'Lancer les contrôles',
  '{1} is unusual: {2}, usually {3} to {4}.':
    '{1} est inhabituel\u00a0: {2}, d’habitude de {3} à {4}.',
  '{1} is unusual: {2}.': '{1} est inhabituel\u00a0: {2}.',
  'Proves a correction again, runs the checks beside those of before, and is signed off.':
    'Prouve de nouveau une correction, lance les contrôles à côté des précédents, et se valide.',
  'Looks at the checks that give numbers again and again, and warns of what is unusual.':
    'Relève sans cesse les contrôles qui donnent un nombre, et avertit de ce qui est inhabituel.',
  'Who answers for the result': 'Qui répond du résultat',
  'Why it is signed off though not everything is right':
    'Pourquoi valider, bien que tout ne soit pas en ordre',
  'The folder of the incident after which production is watched':
    'Le dossier de l’incident après lequel la production est surveillée',
  'How long: 30m, 2h (until it is interrupted)':
    'Combien de temps\u00a0: 30m, 2h (jusqu’à l’interruption)',
  'From one look to the next: 30s, 5m (1m)': 'D’un relevé au suivant\u00a0: 30s, 5m (1m)',
  '--despite goes with --sign-off.': '--despite va avec --sign-off.',
  'Production could not be asked: {1}': 'La production n’a pas pu être interrogée\u00a0: {1}',
  '{1} UNUSUAL {2}: {3} (usual: {4} to {5})':
    '{1} INHABITUEL {2}\u00a0: {3} (d’habitude\u00a0: {4} à {5})',
  '{1} as usual again {2}: {3} (usual: {4} to {5})':
    '{1} redevenu habituel {2}\u00a0: {3} (d’habitude\u00a0: {4} à {5})',
  '{1} (usual: {2} to {3})': '{1} (d’habitude\u00a0: {2} à {3})',
  'as usual': 'comme d’habitude',
  UNUSUAL: 'INHABITUEL',
  'not known': 'inconnu',
  '{1} in {2} s.': '{1} en {2} s.',
  'Left their usual values: {1}.': 'Sortis de leurs valeurs habituelles\u00a0: {1}.',
  'Run the checks to see more, and compare the table again where rows may be damaged.':
    'Lancez les contrôles pour en voir plus, et comparez de nouveau la table si des lignes peuvent être endommagées.',
  'None of these dumps is the one that the incident restored.':
    'Aucune de ces sauvegardes n’est celle que l’incident a restaurée.',
  'Leave out --dir, or name the dump as the incident’s journal does.':
    'Retirez --dir, ou nommez la sauvegarde comme la main courante de l’incident.',
  'The incident whose dump is among them, or which has none yet: its journal and report have the verdict':
    'L’incident dont la sauvegarde est parmi elles, ou qui n’en a pas encore : sa main courante et son rapport ont le verdict',
};
