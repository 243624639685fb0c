import { rewrittenTexts } from '../../core/incident/rewritten';
import { foundChildrenTexts } from '../../core/correction/provedChildren';
import type { RecoveryError } from '../../core/errors';
import { rowsIn, sumOf } from '../../core/correction/plan';
import { hintIn } from '../../core/hint';
import { lockWaitSentences } from '../../core/incident/lockWait';
import { isOpen, type Outcome } from '../../core/incident/outcome';
import {
  type Rehearsal,
  sampleSentence,
  succeeded,
  violationSentences,
} from '../../core/incident/rehearsal';
import {
  appliedFile,
  type IncidentFacts,
  lastPlanned,
  leftToApply,
  proofOf,
} from '../../core/incident/standing';
import type {
  OutcomeState,
  Problem,
  ProofState,
  RehearsalState,
  ReviewStatus,
  ScriptState,
  SelectionCounts,
} from '../../protocol/state';
import type { ReviewSession } from '../../recovery/review/reviewSession';
import { wayNames } from '../ways';
import { wireChildren } from './marks';
import { count, counted, wordFor } from '../words';

/** What the incident's folder says, beside its rows. */
export interface StatusFacts extends IncidentFacts {
  readonly rehearsal: Rehearsal | undefined;
  /** What the last step left to be known. */
  readonly remarks: readonly string[];
}

type Chosen = Pick<
  ReviewSession,
  'selection' | 'selected' | 'choosing' | 'exceptions' | 'childrenSelected' | 'plannedDigest'
>;
type Reviewed = Chosen & Pick<ReviewSession, 'damage'>;

export function selectionCounts(session: Chosen): SelectionCounts {
  const { selection, selected, choosing, exceptions } = session;
  const cells = [...selection.cells.values()].reduce((sum, columns) => sum + columns.length, 0);
  return {
    ...{ ...selected, allowDeletes: selection.deletesAllowed },
    ...{ rules: choosing.rules.length, exceptions: exceptions.size, cells },
    ...wireChildren(session.childrenSelected),
  };
}

/** Where the incident stands, but for what is running now. */
export function reviewStatus(session: Reviewed, facts: StatusFacts): ReviewStatus {
  const { damage } = session;
  return {
    ...(damage ? { problem: problemOf(damage) } : {}),
    selection: selectionCounts(session),
    script: scriptState(session, facts),
    rehearsal: rehearsalState(session, facts),
    outcome: outcomeState(facts),
  };
}

function problemOf(damage: RecoveryError): Problem {
  const { message } = damage;
  const hint = hintIn(wayNames, damage);
  return { severity: 'error', message, ...(hint === undefined ? {} : { hint }) };
}

function scriptState({ plannedDigest }: Chosen, { entries }: StatusFacts): ScriptState {
  const plan = lastPlanned(entries);
  if (!plan) {
    return { state: 'none' };
  }
  const isCurrent = plan.digest === plannedDigest;
  return { state: isCurrent ? 'saved' : 'stale', name: 'correction.sql' };
}

function rehearsalState({ plannedDigest }: Chosen, { rehearsal }: StatusFacts): RehearsalState {
  if (!rehearsal) {
    return { state: 'none' };
  }
  if (rehearsal.planDigest !== plannedDigest) {
    return { state: 'stale' };
  }
  const { at } = rehearsal;
  return succeeded(rehearsal)
    ? { state: 'passed', at, remarks: remarksOn(rehearsal) }
    : { state: 'failed', at, reasons: reasonsOf(rehearsal) };
}

function remarksOn({
  triggers,
  altered,
  nothingToDo,
  sample,
  lockWaits = [],
}: Rehearsal): readonly string[] {
  return [
    ...(sample ? [sampleSentence(sample)] : []),
    ...(nothingToDo ? ['Every planned row is as planned already: there is nothing to do.'] : []),
    ...(triggers.length > 0 ? [`Triggers that will run: ${triggers.join(', ')}.`] : []),
    ...(altered.length > 0
      ? [`Triggers or types will alter ${altered.length} of the written values.`]
      : []),
    ...lockWaitSentences(lockWaits),
  ];
}

export function reasonsOf({ drifted, driftedBecause, violations }: Rehearsal): readonly string[] {
  return [
    ...(drifted.length > 0
      ? [`${drifted.length} of the selected rows changed in production since they were compared.`]
      : []),
    ...(driftedBecause === undefined ? [] : [driftedBecause]),
    ...violationSentences(violations),
  ];
}

function outcomeState(facts: StatusFacts): OutcomeState {
  const { entries, applied, undone, inForce, remarks } = facts;
  const open = [applied, undone].find(isOpen);
  if (open) {
    return {
      state: 'unknown',
      message: `The connection was lost at COMMIT: whether transaction ${open.xid} took place is not known yet.`,
    };
  }
  const last = inForce.at(-1);
  if (last) {
    const written = { ...sumOf(inForce.map(({ plan }) => plan)), at: last.at };
    const left = leftToApply({ entries, inForce });
    if (rowsIn(left) > 0) {
      return { state: 'partly', written, left, remarks };
    }
    return { state: 'applied', written, proof: proofState(entries), remarks };
  }
  const script = appliedFile(facts);
  if (script) {
    return { state: 'filed', file: script.file, at: script.at, remarks };
  }
  const isUndone = applied?.state === 'applied' && undone?.state === 'applied';
  return isUndone
    ? { state: 'undone', written: writtenBy(undone), proof: undoProofState(entries), remarks }
    : { state: 'none' };
}

function writtenBy({ plan, at }: Extract<Outcome, { state: 'applied' }>): {
  readonly insert: number;
  readonly update: number;
  readonly delete: number;
  readonly at: string;
} {
  return { ...plan, at };
}

function proofState(entries: IncidentFacts['entries']): ProofState {
  const proof = proofOf(entries);
  if (!proof) {
    return { state: 'none' };
  }
  const { equal, different, writtenByUs, changedByOthers, isProved } = proof;
  return isProved
    ? {
        state: 'proved',
        sentence: `${counted(equal, 'selected row')} ${wordFor(equal, 'is', 'are all')} as planned; no other row was written by the correction; ${counted(changedByOthers, 'other row')} changed by others since.`,
      }
    : {
        state: 'failed',
        reasons: [
          ...(different > 0
            ? [
                `${count(different)} of the selected rows ${wordFor(different, 'is', 'are')} not as planned.`,
              ]
            : []),
          ...(writtenByUs > 0
            ? [
                `${counted(writtenByUs, 'row')} outside the plan ${wordFor(writtenByUs, 'was', 'were')} written.`,
              ]
            : []),
        ],
      };
}

function undoProofState(entries: IncidentFacts['entries']): ProofState {
  const proof = proofOf(entries)?.undone;
  if (!proof) {
    return { state: 'none' };
  }
  const { equal, different, writtenByUs, isProved, rewritten = 0, children = [] } = proof;
  return isProved
    ? {
        state: 'proved',
        sentence: [
          rewritten === 0
            ? `${counted(equal, 'planned row')} ${wordFor(equal, 'is', 'are all')} as before the correction; no other row was written.`
            : `${counted(equal + rewritten, 'planned row')} ${wordFor(equal + rewritten, 'is', 'are all')} as before the correction, but for columns that production wrote itself; no other row was written.`,
          ...rewrittenTexts(rewritten),
          ...foundChildrenTexts(children),
        ].join(' '),
      }
    : {
        state: 'failed',
        reasons: [
          ...(different > 0
            ? [
                `${count(different)} of the planned rows ${wordFor(different, 'is', 'are')} not as before the correction.`,
              ]
            : []),
          ...(writtenByUs > 0
            ? [
                `${counted(writtenByUs, 'row')} outside the plan ${wordFor(writtenByUs, 'was', 'were')} written.`,
              ]
            : []),
          ...foundChildrenTexts(children),
        ],
      };
}
