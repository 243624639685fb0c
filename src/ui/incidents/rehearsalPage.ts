import { lockWaitSentences } from '../../core/incident/lockWait';
import { fileLimits, type ScriptFile } from '../../core/scriptFile/scriptFile';
import { type FileRehearsal, statementsToTell } from '../../core/scriptFile/scriptRun';
import type { Say } from '../../french/say';
import { countsLine } from '../review/confirm';

/** A text: what a script did, statement by statement, before it was rolled back. */
export function rehearsalPage(rehearsal: FileRehearsal, script: ScriptFile, say: Say): string {
  const { at, seconds, digest, others, triggers, said, refusal } = rehearsal;
  const { lockWaits = [] } = rehearsal;
  const lines = [
    `${script.name}, SHA-256 ${digest}`,
    `${at}, ${seconds.toFixed(1)} s`,
    '',
    ...statementsToTell(rehearsal).map(
      ({ line, command, counts }) =>
        `${say(`Line ${line}`)}  ${command}  ${say(countsLine(counts))}`,
    ),
    ...others.map(
      ({ table, counts }) => `${say('Other table:')} ${table}  ${say(countsLine(counts))}`,
    ),
    ...lockWaitSentences(lockWaits).map(say),
    ...(triggers.length > 0 ? ['', say(`Triggers that will run: ${triggers.join(', ')}.`)] : []),
    ...(said.length > 0 ? ['', say('The script says:'), ...said] : []),
    '',
    ...(refusal
      ? [say(`Line ${refusal.line}: ${refusal.message}`), refusal.sqlstate, say(refusal.hint)]
      : fileLimits(script).map(say)),
    '',
  ];
  return lines.join('\n');
}
