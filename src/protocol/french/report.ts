/** A text of the reports on dumps, as their page says it: each has its French, or does not compile. */
export type ReportEnglish = keyof typeof reportFrench;

/** The trust card and the history of volumes. */
const reportFrench = {
  'Trust card: ': 'Fiche de confiance\u00a0: ',
  'Verify Dump': 'Vérifier la sauvegarde',
  'What is known of the dump': 'Ce qui est connu de la sauvegarde',
  Good: 'Bon',
  Warning: 'Attention',
  Bad: 'Mauvais',
  'Volume history: ': 'Historique des volumes\u00a0: ',
  'Recover Table': 'Récupérer une table',
  'There are no two counts to compare.': 'Il n’y a pas deux comptages à comparer.',
  'The rows never became fewer from one line to the next.':
    'D’une ligne à la suivante, le nombre de lignes n’a jamais baissé.',
  now: 'maintenant',
  'Now, {time}': 'Maintenant, {time}',
  '{n} {n:row was|rows were} lost between {before} and {after}':
    '{n} {n:ligne perdue|lignes perdues} entre le {before} et {after}',
  'Rows in each dump, the oldest first, and in production':
    'Lignes dans chaque sauvegarde, la plus ancienne d’abord, et en production',
  Drawn: 'Dessiné',
  Time: 'Heure',
  Rows: 'Lignes',
  Change: 'Écart',
  State: 'État',
  Where: 'Où',
  PRODUCTION: 'PRODUCTION',
  verified: 'vérifiée',
  'not verified': 'non vérifiée',
  damaged: 'endommagée',
} as const;

/** The texts in the language, by their English; none where there are only these. */
export function reportTextsOf(locale: string): Readonly<Record<string, string>> {
  return /^fr\b/i.test(locale) ? reportFrench : {};
}
