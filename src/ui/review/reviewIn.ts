import type { WireError } from '../../protocol/requests';
import type {
  OutcomeState,
  Problem,
  ProofState,
  RehearsalState,
  ReviewState,
  ReviewStatus,
} from '../../protocol/state';
import type { Say } from '../../french/say';

/** What the host says in a review, in the words of `say`. */
export function stateIn(say: Say, state: ReviewState): ReviewState {
  const { obstacles, differences } = state.structure;
  return {
    ...state,
    notices: state.notices.map(say),
    structure: {
      obstacles: obstacles.map(say),
      differences: differences.map(({ column, difference, consequence }) => ({
        ...{ column, difference: say(difference), consequence: say(consequence) },
      })),
    },
    status: statusIn(say, state.status),
  };
}

export function statusIn(say: Say, status: ReviewStatus): ReviewStatus {
  const { running, problem, rehearsal, outcome } = status;
  return {
    ...status,
    rehearsal: rehearsalIn(say, rehearsal),
    outcome: outcomeIn(say, outcome),
    ...(running && { running: { ...running, phase: say(running.phase) } }),
    ...(problem && { problem: problemIn(say, problem) }),
  };
}

export function failureIn<T extends WireError>(say: Say, failure: T): T {
  return { ...failure, ...wordsIn(say, failure) };
}

function problemIn(say: Say, problem: Problem): Problem {
  return { ...problem, ...wordsIn(say, problem) };
}

function wordsIn(
  say: Say,
  { message, hint }: { readonly message: string; readonly hint?: string | undefined },
): { readonly message: string; readonly hint?: string } {
  return { message: say(message), ...(hint === undefined ? {} : { hint: say(hint) }) };
}

function rehearsalIn(say: Say, rehearsal: RehearsalState): RehearsalState {
  switch (rehearsal.state) {
    case 'passed':
      return { ...rehearsal, remarks: rehearsal.remarks.map(say) };
    case 'failed':
      return { ...rehearsal, reasons: rehearsal.reasons.map(say) };
    case 'none':
    case 'stale':
      return rehearsal;
  }
}

function outcomeIn(say: Say, outcome: OutcomeState): OutcomeState {
  switch (outcome.state) {
    case 'applied':
    case 'undone': {
      const { remarks, proof } = outcome;
      return { ...outcome, remarks: remarks.map(say), proof: proofIn(say, proof) };
    }
    case 'partly':
    case 'filed':
      return { ...outcome, remarks: outcome.remarks.map(say) };
    case 'unknown':
      return { ...outcome, message: say(outcome.message) };
    case 'none':
      return outcome;
  }
}

function proofIn(say: Say, proof: ProofState): ProofState {
  switch (proof.state) {
    case 'proved':
      return { ...proof, sentence: say(proof.sentence) };
    case 'failed':
      return { ...proof, reasons: proof.reasons.map(say) };
    case 'none':
      return proof;
  }
}
