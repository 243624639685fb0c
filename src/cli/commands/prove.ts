import { createHash } from 'node:crypto';
import { RecoveryError } from '../../core/errors';
import { storedComparison } from '../../recovery/compare/comparisonFiles';
import { type Proof, proveCorrection } from '../../recovery/correct/proveCorrection';
import { liveOption } from '../correcting';
import { undoFields, undoProofFailure, undoProofText } from '../undoProof';
import { command, operand } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { withConnections } from '../../engine/connections';
import { correcting, reportNotices } from '../../engine/correcting';
import { openIncident, plannedIn } from '../../engine/incidents';
import { count, counted, wordFor } from '../text';

const spec = {
  name: 'prove',
  summary: 'Counts in production: planned rows as planned, no other row written by us.',
  operand: { name: 'DIR', help: 'The incident’s folder', count: 'one' },
  options: liveOption,
} as const satisfies CommandSpec;

export const prove: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const incident = await openIncident(operand(call));
    const { plan, digest, continues } = await plannedIn(incident);
    const { mark } = await storedComparison({ incident, newHash: () => createHash('sha256') });
    const live = await connections.connection(call.options.live);
    const correction = { plan, digest, continues, since: mark };
    const proof = await proveCorrection(
      correction,
      correcting(incident, live, { moved: call.options.moved }),
      call.work,
    );
    const notices = await reportNotices(incident);
    const failure = proof.undone ? undoProofFailure(proof.undone) : proofFailure(proof);
    const { selected, unselected, left, different } = proof;
    const undone = undoFields(proof);
    return {
      fields: { selected, unselected, left, different, undone, notices },
      text: failure ? '' : proof.undone ? undoProofText(proof.undone) : proofText(proof),
      ...(failure ? { failure } : {}),
    };
  }),
);

export function proofFailure({
  proved,
  selected,
  unselected,
  left,
}: Proof): RecoveryError | undefined {
  if (proved) {
    return undefined;
  }
  const { equal, different } = selected;
  if (left > 0 && different + unselected.writtenByUs === 0) {
    return new RecoveryError(
      'not-equal',
      `Partly applied: ${wordFor(equal, '', 'all ')}${counted(equal, 'written row')} as planned, no other row written; ${counted(left, 'planned row')} left to be written.`,
      {
        hint: 'Apply again to write what is left, or undo what is written.',
        ways: ['apply', 'undo'],
      },
    );
  }
  return new RecoveryError(
    'not-equal',
    `Of ${counted(equal + different, 'planned row')}, ${count(different)} ${wordFor(different, 'is', 'are')} not as planned; ${counted(unselected.writtenByUs, 'row')} outside the plan ${wordFor(unselected.writtenByUs, 'was', 'were')} written by the correction.`,
    { hint: 'Has the plan been applied? Rows that others changed since are different too.' },
  );
}

export function proofText({ selected, unselected }: Proof): string {
  return `Proved: ${wordFor(selected.equal, '', 'all ')}${counted(selected.equal, 'planned row')} as planned; no other row was written by the correction; ${counted(unselected.changedByOthers, 'other row')} changed by others since the comparison.`;
}
