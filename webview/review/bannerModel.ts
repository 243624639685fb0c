import type { OutcomeState, RehearsalState } from '../../src/protocol/state';
import { isNewer } from './footerModel';
import type { Texts } from './texts';
import type { View } from './state/view';

export type BannerAction = 'showLog' | 'tryAgain' | 'dismiss' | 'compareStale';

/** The one thing to read before going on, above the rows. */
export interface Banner {
  readonly tone: 'pass' | 'warning' | 'error';
  readonly heading: string;
  readonly lines: readonly string[];
  readonly actions: readonly BannerAction[];
}

/** The most urgent: what failed just now, then what was written, then what the rehearsal found. */
export function bannerOf({ review, failure }: View, texts: Texts): Banner | undefined {
  if (failure) {
    const { message, hint } = failure.error;
    const again: BannerAction = failure.during === 'rows' ? 'tryAgain' : 'dismiss';
    return { tone: 'error', heading: message, lines: listed(hint), actions: ['showLog', again] };
  }
  const { problem, outcome, rehearsal } = review.status;
  if (problem) {
    const { severity, message, hint } = problem;
    return { tone: severity, heading: message, lines: listed(hint), actions: ['showLog'] };
  }
  const isRehearsedAnew = isNewer(rehearsal, endedAt(outcome));
  return (
    (isRehearsedAnew ? undefined : outcomeBanner(outcome, texts)) ??
    rehearsalBanner(rehearsal, texts) ??
    staleBanner(review.stale, texts)
  );
}

/** When what was written was taken back, or a file was run, so that the plan can be applied; else later than anything. */
function endedAt(outcome: OutcomeState): string {
  switch (outcome.state) {
    case 'undone':
      return outcome.written.at;
    case 'filed':
      return outcome.at;
    case 'none':
    case 'partly':
    case 'applied':
    case 'unknown':
      return '9999';
  }
}

/** What cannot be selected, because production's row is no longer what was compared. */
function staleBanner(rows: number, texts: Texts): Banner | undefined {
  if (rows === 0) {
    return undefined;
  }
  return {
    tone: 'warning',
    heading: texts.say('Stale rows: {n} moved on in production since they were compared', {
      n: rows,
    }),
    lines: [texts.say('They cannot be selected before they are compared again.')],
    actions: ['compareStale'],
  };
}

function outcomeBanner(outcome: OutcomeState, texts: Texts): Banner | undefined {
  switch (outcome.state) {
    case 'none':
      return undefined;
    case 'unknown':
      return {
        tone: 'error',
        heading: texts.say('Outcome unknown: the connection was lost at COMMIT'),
        lines: [outcome.message],
        actions: ['showLog'],
      };
    case 'undone':
      return provedBanner(
        texts.say('Undone at {time}: the rows are as they were before', {
          time: texts.clock(outcome.written.at),
        }),
        outcome,
      );
    case 'filed':
      return filedBanner(outcome, texts);
    case 'partly':
      return partlyBanner(outcome, texts);
    case 'applied':
      return appliedBanner(outcome, texts);
  }
}

function filedBanner(
  { file, at, remarks }: Extract<OutcomeState, { readonly state: 'filed' }>,
  texts: Texts,
): Banner {
  return {
    tone: 'warning',
    heading: texts.say('Applied by file at {time}: {file}', {
      time: texts.clock(at),
      file: file ?? '?',
    }),
    lines: [
      texts.say('No rows were kept of what the file did: it is undone by hand, by undo.sql.'),
      ...remarks,
    ],
    actions: [],
  };
}

function partlyBanner(
  { written, left, remarks }: Extract<OutcomeState, { readonly state: 'partly' }>,
  texts: Texts,
): Banner {
  const rows = ({ insert, update, delete: deleted }: typeof left): number =>
    insert + update + deleted;
  return {
    tone: 'warning',
    heading: texts.say(
      'Partly applied at {time}: {n} {n:row is|rows are} written, {m} {m:is|are} left',
      {
        time: texts.clock(written.at),
        n: rows(written),
        m: rows(left),
      },
    ),
    lines: [
      texts.say('Apply goes on with what is left; an undo takes back what is written.'),
      ...remarks,
    ],
    actions: [],
  };
}

function appliedBanner(
  outcome: Extract<OutcomeState, { readonly state: 'applied' }>,
  texts: Texts,
): Banner {
  const { written } = outcome;
  const heading = texts.say('Applied at {time}: {i} inserted, {u} updated, {d} deleted', {
    time: texts.clock(written.at),
    i: written.insert,
    u: written.update,
    d: written.delete,
  });
  return provedBanner(heading, outcome);
}

function provedBanner(
  heading: string,
  { proof, remarks }: Extract<OutcomeState, { readonly proof: unknown }>,
): Banner {
  switch (proof.state) {
    case 'none':
      return { ...plainBanner('pass', heading), lines: remarks };
    case 'proved':
      return { ...plainBanner('pass', heading), lines: [proof.sentence, ...remarks] };
    case 'failed':
      return {
        ...{ tone: 'error', heading, actions: ['showLog'] },
        lines: [...proof.reasons, ...remarks],
      };
  }
}

function rehearsalBanner(rehearsal: RehearsalState, texts: Texts): Banner | undefined {
  switch (rehearsal.state) {
    case 'none':
    case 'stale':
      return undefined;
    case 'passed':
      return {
        ...plainBanner('pass', texts.say('Rehearsed: nothing was written')),
        lines: rehearsal.remarks,
      };
    case 'failed':
      return {
        tone: 'error',
        heading: texts.say('The rehearsal failed; nothing was written'),
        lines: rehearsal.reasons,
        actions: ['showLog'],
      };
  }
}

function plainBanner(tone: Banner['tone'], heading: string): Banner {
  return { tone, heading, lines: [], actions: [] };
}

function listed(hint: string | undefined): readonly string[] {
  return hint === undefined ? [] : [hint];
}
