import type { ReportWords } from '../words';
import { count, plural } from './counting';

/** What was found again after a correction, and who answers for it. */
export const validationFr: ReportWords['validation'] = {
  title: (table) => `Validation de ${table}`,
  checked: (checks, moment) =>
    `${count(checks)} contrôle${plural(checks)} lancé${plural(checks)} en production le ${moment}.`,
  allKept: 'Tous sont respectés.',
  failed: (names) => `En échec\u00a0: ${names}.`,
  warned: (names) => `À regarder\u00a0: ${names}.`,
  noChecks: 'Aucun contrôle n’a été lancé en production après la correction.',
  indicators: 'Charge et volumétrie, avant et après la correction\u00a0:',
  head: ['indicateur', 'avant', 'après', 'une semaine avant', 'habituel', ''],
  usual: (least, most) => `${least} à ${most}`,
  states: {
    inside: 'comme d’habitude',
    outside: 'HORS NORME',
    unknown: 'sans point de comparaison',
  },
  signedOff: (who, moment) =>
    `Validé par ${who} le ${moment}\u00a0: preuve faite, aucun contrôle en échec.`,
  signedOffUnchecked: (who, moment) =>
    `Validé par ${who} le ${moment}\u00a0: preuve faite\u00a0; aucun contrôle lancé.`,
  signedOffDespite: (who, moment, why) =>
    `Validé par ${who} le ${moment}, bien que tout ne soit pas en ordre\u00a0: ${why}`,
  notSignedOff: 'Personne ne l’a encore validé.',
  watched: (lasting, looks) =>
    `Surveillance ensuite pendant ${lasting} (${count(looks)} relevé${plural(looks)})\u00a0: tous les indicateurs sont restés dans leurs valeurs habituelles.`,
  watchedLeft: (lasting, looks, names) =>
    `Surveillance ensuite pendant ${lasting} (${count(looks)} relevé${plural(looks)})\u00a0: sortis de leurs valeurs habituelles\u00a0: ${names}.`,
};
