import { wordFor } from '../../../words';
import { count, rows, were } from './counting';

/** What was not corrected, and what was decided about it. */
export const leftEn = {
  heading: 'What was not corrected',
  missing: (number: number): string => `${rows(number)} missing in production and not put back.`,
  changed: (number: number): string =>
    `${rows(number)} that ${wordFor(number, 'differs', 'differ')} from the backup and ${were(number)} left as production has them.`,
  extra: (number: number): string =>
    `${rows(number)} only in production that ${were(number)} left there.`,
  reused: (number: number): string =>
    `Among them ${rows(number)} whose key was reused for another record: people decide on each of them.`,
  nothing: 'Every row that differed was corrected.',
  unknown: 'Not known before a comparison.',
  own: 'Why these rows were left (right changes made since the backup, a decision of the business, lost for good), and what becomes of them.',
  noDamage: (damaged: number): string =>
    damaged === 1
      ? 'The one row that was taken for damage is put right.'
      : `All ${rows(damaged)} that were taken for damage are put right.`,
  damage: (damaged: number, number: number, isExact: boolean): string =>
    `Of the ${rows(damaged)} that ${were(damaged)} taken for damage, ${isExact ? '' : 'at least '}${count(number)} ${number === 1 ? 'stays as it is' : 'stay as they are'}.`,
  others: (number: number): string =>
    `The other ${rows(number)} that ${wordFor(number, 'differs', 'differ')} ${were(number)} taken for rightful work since the backup.`,
  atClosing: 'What was said when the incident was closed:',
  decided: 'What was decided about what is left:',
};
