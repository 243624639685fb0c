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
  'Why it is signed off though not everything is right':
    'Pourquoi valider, bien que tout ne soit pas en ordre',
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
};
