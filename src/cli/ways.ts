import type { RecoveryError } from '../core/errors';
import { hintIn, type WayNames } from '../core/hint';
import type { Say } from '../french/say';

const options: WayNames = {
  'allow-production-server': '--allow-production-server',
  'allow-same-machine': '--allow-same-machine',
  'allow-superuser': '--allow-superuser',
  apply: 'pra apply',
  'choose-engine': '--engine',
  'choose-key': '--key a,b',
  'choose-scratch': '--scratch CONN',
  'end-sample': 'pra sample stop',
  'fetch-postgres': 'pra postgres fetch',
  freeze: 'pra freeze',
  'ignore-column': '--ignore',
  'list-tables': 'pra toc DUMP',
  'lock-table': 'pra apply --lock-table',
  'longer-snapshot': '--snapshot-hours',
  'longer-statement': '--statement-timeout',
  moved: '--moved',
  'plan-again': 'pra replan',
  recover: 'pra recover … --out DIR',
  rehearse: 'pra rehearse',
  'rehearse-file': 'pra rehearse DIR --file FILE',
  'sample-folder': '--dir',
  'set-runner': undefined,
  'show-ledger': 'pra ledger',
  undo: 'pra undo',
  unfreeze: 'pra unfreeze',
  'use-private-server': '--scratch local',
  'verify-dumps': '--verify',
  'write-report': 'pra report',
};

/** @param say Gives the advice in another language; options are called the same in each. */
export function hintOf(
  { hint, ways }: RecoveryError,
  say: Say = (english) => english,
): string | undefined {
  return hintIn(options, { hint: hint === undefined ? undefined : say(hint), ways });
}
