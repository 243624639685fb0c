import assert from 'node:assert/strict';
import type { JournalStep } from '../../../../src/core/incident/journal';
import { incidentReport } from '../../../../src/core/report/report';
import { inEnglish, inFrench, journalOf, proved, steps } from './facts';

const dump = steps.opened.dump;
const whole = { step: 'dump-verified', dump, ok: true, sha256: 'f00d' } as const;
const early = '2026-03-10T08:45:00.000Z';

function textOf(journal: readonly JournalStep[], manner = inEnglish): string {
  return incidentReport({ ...proved, journal: journalOf(...journal) }, manner).text;
}

describe('The backup in a report', () => {
  it('was verified before the incident was opened: when, and with what hash', () => {
    const journal = [steps.opened, { ...whole, when: early }, steps.restored, steps.compared];
    const text = textOf(journal);
    assert.match(
      text,
      /The backup was verified before it was used, on 10 March 2026, 09:45: whole\. Its SHA-256 was the same/,
    );
    assert.match(text, /^\| Backup \| .*; verified 10 March 2026, 09:45: whole \|$/m);
    assert.match(
      text,
      /^\| 2026-03-10 09:45:00 \| 15 min before \| The backup was verified, .*: whole\. \| marie \|$/m,
    );
    assert.match(textOf(journal, inFrench), /vérifiée avant usage, le 10 mars 2026 à 09:45/);
  });

  it('is said to be another file where its hash was another one', () => {
    const text = textOf([
      steps.opened,
      { ...whole, sha256: 'beef', when: early },
      steps.restored,
      steps.compared,
    ]);
    assert.match(text, /its SHA-256 was ANOTHER one: `beef`/);
  });

  it('was used without being verified', () => {
    const text = textOf(Object.values(steps));
    assert.match(text, /The backup was not verified before it was used\./);
    assert.match(text, /^\| Backup \| .*; not verified before use \|$/m);
  });

  it('was verified only after it was used', () => {
    const text = textOf([...Object.values(steps), { ...whole, ok: false, seconds: 2 }]);
    assert.match(text, /not verified before it was used\. It was verified afterwards, .* DAMAGED/);
  });

  it('is not yet said to be unverified while it was not used', () => {
    assert.doesNotMatch(textOf([steps.opened]), /verified before/);
  });
});
