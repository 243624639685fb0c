import { rowsText } from './counting';
import type { MessageFacts, MessageWords } from '../messageFacts';

function frozen({ frozenSince }: MessageFacts): string {
  return frozenSince === undefined
    ? 'Entries are still possible. Please change no record that looks wrong, and tell us of it.'
    : `Entries and changes have been refused since ${frozenSince}, to keep the damage from growing. Please note down what has to be entered.`;
}

function open({ frozenSince }: MessageFacts): string {
  return frozenSince === undefined
    ? 'Entries and changes are possible as usual.'
    : 'Entries and changes are still refused; we shall write again as soon as they are possible.';
}

function head({ table, database, production, incident, found }: MessageFacts): string {
  return [
    `- Table: ${table}${database === undefined ? '' : `, database ${database}`}`,
    `- Production: ${production ?? '[server]'}`,
    `- Found: ${found}`,
    `- Incident: ${incident}`,
  ].join('\n');
}

function suspend({ batchesToSuspend }: MessageFacts): string {
  return batchesToSuspend.length === 0
    ? 'Suspend whatever writes to this table by itself, and tell us what it is.'
    : `Still to be suspended: ${batchesToSuspend.join(', ')}.`;
}

function resume({ batchesToResume, frozenSince }: MessageFacts): string {
  return [
    frozenSince === undefined ? 'The table takes writes.' : 'The table is still frozen.',
    batchesToResume.length === 0
      ? 'No suspended batch is left on the list.'
      : `To be resumed once it takes writes: ${batchesToResume.join(', ')}.`,
  ].join(' ');
}

function backup({ dump }: MessageFacts): string {
  return dump === undefined ? 'The backup is being chosen.' : `Backup: ${dump}.`;
}

function corrected({ corrected: done }: MessageFacts): string {
  return done === undefined
    ? 'The correction was made.'
    : `The correction of ${rowsText(done.rows)} was made at ${done.at}.`;
}

export const messagesEn: MessageWords = {
  subjectLine: (subject) => `Subject: ${subject}`,
  subject: {
    found: () => '[application]: records are damaged, we are looking into it',
    compared: () => '[application]: the correction of damaged records is being prepared',
    partly: () => '[application]: damaged records are corrected in part',
    corrected: () => '[application]: damaged records were corrected, checks under way',
    proved: () => '[application]: damaged records were corrected',
    filed: () => '[application]: damaged records were corrected, checks under way',
    undone: () => '[application]: the correction was taken back',
    unknown: () => '[application]: the correction was interrupted, checks under way',
  },
  body: {
    business: {
      found: (facts) => [
        `On ${facts.found} we found that records of [application] are missing or wrong. We are finding out which, and since when.`,
        frozen(facts),
        'We shall write again by [time]. Questions and observations: [contact].',
      ],
      compared: (facts) => [
        `We know by now what differs from the last good backup: ${facts.missing} records are missing and ${facts.changed} were changed; rightful changes made since then are among the latter and will be kept.`,
        'The correction is being prepared. Nothing has been corrected yet.',
        frozen(facts),
        'Before it is made we need your agreement on: [what is corrected, what is left]. Please answer by [time].',
      ],
      partly: (facts) => [
        'Some of the damaged records are corrected, the others not yet. We are going on with them.',
        open(facts),
        'We shall write again by [time].',
      ],
      corrected: (facts) => [
        `${corrected(facts)} We are checking the result.`,
        'Please look at some records that you know well, and at your usual reports, and tell us by [time] whether they are right: [contact].',
        open(facts),
      ],
      proved: (facts) => [
        `${corrected(facts)} It was counted afterwards: every record is as it was meant to be, and no other was touched.`,
        open(facts),
        'If a record still looks wrong, please tell us: [contact]. A report will follow.',
      ],
      filed: (facts) => [
        'The correction was made.',
        'Please look at some records that you know well, and at your usual reports, and tell us by [time] whether they are right: [contact].',
        open(facts),
      ],
      undone: (facts) => [
        'The correction was taken back: the records are as they were before it. We are preparing another one.',
        open(facts),
        'We shall write again by [time].',
      ],
      unknown: (facts) => [
        'The connection was interrupted while the correction was made. We are finding out whether it took place; either all of it did, or none.',
        open(facts),
        'We shall write again by [time].',
      ],
    },
    team: {
      found: (facts) => [
        head(facts),
        suspend(facts),
        'Next: choose the backup, restore it beside production, compare.',
      ],
      compared: (facts) => [
        head(facts),
        `${backup(facts)} Missing: ${facts.missing}. Changed: ${facts.changed}. Nothing has been written to production.`,
        suspend(facts),
        'Next: choose the rows, rehearse, agree with the business, apply.',
      ],
      partly: (facts) => [
        head(facts),
        'The correction is applied in part: some batches are written, the others are left. Next: apply what is left, or undo what is written.',
        suspend(facts),
      ],
      corrected: (facts) => [
        head(facts),
        corrected(facts),
        'Next: Verify Recovery, the checks, the agreement of the business.',
        resume(facts),
      ],
      proved: (facts) => [
        head(facts),
        `${corrected(facts)} It is proved.`,
        resume(facts),
        'Next: watch volume and load, fill in the report’s causes, actions and lessons.',
      ],
      filed: (facts) => [
        head(facts),
        'A script of the incident was run in production. No rows were kept of that: it can only be undone by hand. Next: look at the rows, the checks, the agreement of the business.',
        resume(facts),
      ],
      undone: (facts) => [
        head(facts),
        'The correction was taken back; the damaged state is in force again.',
        suspend(facts),
      ],
      unknown: (facts) => [
        head(facts),
        'The connection was lost at COMMIT. Any step of the incident asks production what became of it: do that before anything else.',
      ],
    },
  },
};
