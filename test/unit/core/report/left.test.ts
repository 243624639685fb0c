import assert from 'node:assert/strict';
import type { JournalStep, StrategyStep } from '../../../../src/core/incident/journal';
import { incidentReport } from '../../../../src/core/report/report';
import { inEnglish, inFrench, journalOf, proved, steps } from './facts';

const figures = {
  ...{ insert: 10, update: 20, delete: 0, overwritten: 0, lost: 0, children: 0 },
  ...{ left: 2, apart: 2 },
};
const chosen: StrategyStep = {
  ...{ step: 'strategy', chosen: 'keep-later', reason: 'All damage', by: 'Jean' },
  from: {
    ...{ comparedAt: '2026-03-10T09:02:00.000Z', scope: undefined, damagedBy: [] },
    ...{ damaged: 32, later: 7 },
  },
  strategies: [{ name: 'keep-later', is: { kind: 'keep-later' }, figures }],
};
const { opened, restored, compared, planned, committed } = steps;
const before = [opened, restored, compared];

function textOf(journal: readonly JournalStep[], manner = inEnglish): string {
  return incidentReport({ ...proved, journal: journalOf(...journal) }, manner).text;
}

function withLeft(left: number, insert = 10): StrategyStep {
  const is = { kind: 'keep-later' } as const;
  const strategies = [{ name: 'keep-later', is, figures: { ...figures, left, insert } }];
  return { ...chosen, strategies };
}

describe('What a report says of damage that is left', () => {
  it('counts it, and tells what was decided about it', () => {
    const text = 'Entered anew by the desk';
    const note: JournalStep = { step: 'note', about: 'left', text, by: 'Awa' };
    const journal = [...before, chosen, planned, committed, note];
    const told = textOf(journal);
    assert.match(told, /Of the 32 rows that were taken for damage, 2 stay as they are\./);
    assert.match(told, /about what is left:\n\n- Entered anew by the desk \(Awa, /);
    assert.match(told, /<!-- pra:own left -->\n\n<!-- pra:end -->/);
    assert.match(told, /^\| 2026-03-10 10:06:00 \| Left as it is: Entered anew .* \| Awa \|$/m);
    assert.match(
      textOf(journal, inFrench),
      /Sur les 32\slignes tenues pour endommagées, 2 restent telles quelles\./,
    );
  });

  it('says that nobody said a word about it once the incident is closed', () => {
    const text = textOf([...before, chosen, planned, committed, { step: 'closed', open: [] }]);
    assert.match(
      text,
      /2 stay as they are\. The other 7 rows that differ were taken for rightful work since the backup\.\n\n<!-- pra:own left -->\n\n> – Not noted: why these/,
    );
  });

  it('gives the reason for which it was closed where nothing else was said', () => {
    const closed = { step: 'closed', open: [], reason: 'The desk calls them' } as const;
    const text = textOf([...before, chosen, planned, committed, closed]);
    assert.match(text, /said when the incident was closed:\n\n- The desk calls them \(marie, /);
  });

  it('says that all of it is put right where nothing of it is left', () => {
    const text = textOf([...before, withLeft(0), planned, committed]);
    assert.match(text, /^.*All 32 rows that were taken for damage are put right\.$/m);
  });

  it('gives a lower bound where other rows were corrected than the strategy means', () => {
    const text = textOf([...before, withLeft(0, 12), planned, committed]);
    assert.match(text, /taken for damage, at least 2 stay as they are\./);
  });

  it('says nothing of it where a script was run, and nobody noted what it wrote', () => {
    const script = { step: 'committed', write: 'file', xid: '830' } as const;
    const none = { ...proved, inForce: [], applied: undefined };
    const journal = journalOf(...before, chosen, script);
    assert.doesNotMatch(
      incidentReport({ ...none, journal }, inEnglish).text,
      /were taken for damage/,
    );
  });

  it('counts all of it while nothing is corrected', () => {
    const none = { ...proved, inForce: [], applied: undefined };
    const { text } = incidentReport({ ...none, journal: journalOf(...before, chosen) }, inEnglish);
    assert.match(text, /Of the 32 rows that were taken for damage, 32 stay as they are\./);
  });
});
