import { count } from './counting';

/** What was found again after a correction, and who answers for it. */
export const validationEn = {
  title: (table: string): string => `Validation of ${table}`,
  checked: (checks: number, moment: string): string =>
    `${checks === 1 ? 'One check was' : `${count(checks)} checks were`} run in production on ${moment}.`,
  allKept: 'All of them hold.',
  failed: (names: string): string => `Failed: ${names}.`,
  warned: (names: string): string => `Worth a look: ${names}.`,
  noChecks: 'No checks were run in production after the correction.',
  indicators: 'Load and volume, before the correction and after it:',
  head: ['indicator', 'before', 'after', 'a week before', 'usual', ''],
  usual: (least: string, most: string): string => `${least} to ${most}`,
  states: { inside: 'as usual', outside: 'OUTSIDE', unknown: 'nothing to compare with' },
  signedOff: (who: string, moment: string): string =>
    `Signed off by ${who} on ${moment}: proved, and no check failed.`,
  signedOffUnchecked: (who: string, moment: string): string =>
    `Signed off by ${who} on ${moment}: proved; no checks were run.`,
  signedOffDespite: (who: string, moment: string, why: string): string =>
    `Signed off by ${who} on ${moment}, though not everything was right: ${why}`,
  notSignedOff: 'Nobody has signed it off yet.',
  watched: (lasting: string, looks: number): string =>
    `Watched afterwards for ${lasting} (${count(looks)} ${looks === 1 ? 'look' : 'looks'}): every indicator kept within its usual values.`,
  watchedLeft: (lasting: string, looks: number, names: string): string =>
    `Watched afterwards for ${lasting} (${count(looks)} ${looks === 1 ? 'look' : 'looks'}): these left their usual values: ${names}.`,
};
