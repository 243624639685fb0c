import type { ReportWords } from '../words';
import { count, counted, plural, rows } from './counting';

/** Ce qui n’a pas été corrigé, et ce qui en a été décidé. */
export const leftFr: ReportWords['left'] = {
  heading: 'Ce qui n’a pas été corrigé',
  missing: (number) =>
    `${counted(number, 'manquante')} en production et non réinsérée${plural(number)}.`,
  changed: (number) =>
    `${rows(number)} qui ${number < 2 ? 'diffère' : 'diffèrent'} de la sauvegarde et ${number < 2 ? 'a été laissée telle' : 'ont été laissées telles'} qu’en production.`,
  extra: (number) =>
    `${rows(number)} en trop, ${number < 2 ? 'laissée' : 'laissées'} en production.`,
  reused: (number) =>
    `Parmi elles, ${rows(number)} dont la clé a été réutilisée pour un autre enregistrement\u00a0: c’est à des personnes d’en décider, une par une.`,
  nothing: 'Toutes les lignes qui différaient ont été corrigées.',
  unknown: 'Pas encore connu\u00a0: il faut d’abord comparer.',
  own: 'Pourquoi ces lignes ont été laissées (modifications légitimes depuis la sauvegarde, décision du métier, perte définitive), et ce qu’il en adviendra.',
  noDamage: (damaged) =>
    damaged < 2
      ? 'La seule ligne tenue pour endommagée est rétablie.'
      : `Les ${rows(damaged)} tenues pour endommagées sont toutes rétablies.`,
  damage: (damaged, number, isExact) =>
    `Sur ${damaged < 2 ? 'la ligne tenue pour endommagée' : `les ${rows(damaged)} tenues pour endommagées`}, ${isExact ? '' : 'au moins '}${count(number)} ${number < 2 ? 'reste telle quelle' : 'restent telles quelles'}.`,
  others: (number) =>
    number < 2
      ? `Le reste de ce qui diffère, ${rows(number)}, a été tenu pour du travail légitime fait depuis la sauvegarde.`
      : `Les ${count(number)} autres lignes qui diffèrent ont été tenues pour du travail légitime fait depuis la sauvegarde.`,
  atClosing: 'Ce qui a été dit à la clôture de l’incident\u00a0:',
  decided: 'Ce qui a été décidé pour ce qui reste\u00a0:',
};
