import assert from 'node:assert/strict';
import { chronological, type JournalEntry } from '../../../../src/core/incident/journal';
import { reportText } from '../../../../src/core/incident/report';
import { identity } from '../../../support/planned';

const writer = '20260310T090000.000Z-poste-1';
const entries: readonly JournalEntry[] = [
  {
    ...{ n: 1, at: '2026-03-10T09:00:00.000Z', writer, step: 'restored' },
    ...{ dump: '/sauvegardes/mairie|1.dump', rows: 20_000, seconds: 2.5 },
  },
  {
    ...{ n: 2, at: '2026-03-10T09:01:00.000Z', writer, step: 'committed' },
    ...{ write: 'apply', xid: '812' },
  },
  {
    ...{ n: 3, at: '2026-03-10T09:02:00.000Z', writer, step: 'proved' },
    ...{ equal: 35, different: 0, writtenByUs: 0, changedByOthers: 4 },
  },
];

const facts = {
  identity,
  origin: {
    incident: '2026-03-10-metier.demandes_rdv',
    dump: { path: '/sauvegardes/mairie.dump', createdAt: '2026-03-10T02:00:00', sha256: undefined },
    createdAt: '2026-03-10T09:00:30Z',
    tool: 'pra 0.1.0',
  },
  plan: { insert: 10, update: 20, delete: 5 },
  digest: 'abcdef0123456789',
  journal: entries,
  applied: undefined,
  undone: undefined,
};

describe('the report of an incident', () => {
  it('says what, from where, how it ended, and when each step was', () => {
    const text = reportText(facts);
    assert.match(text, /^# metier\.demandes_rdv in mairie$/m);
    assert.match(text, /^- Plan: 10 insert, 20 update, 5 delete/m);
    assert.match(text, /^- Outcome: nothing has been written$/m);
    assert.match(text, /^- Proof: 35 selected rows as planned, 0 not;/m);
    assert.match(text, /^\| 2026-03-10T09:01:00\.000Z \| apply: committed \| xid 812 \|$/m);
  });

  it('keeps its table whole whatever a path is called', () => {
    assert.match(reportText(facts), /mairie\\\|1\.dump/);
  });

  it('counts no proof from before the last write', () => {
    const again = { ...entries[1], n: 4, at: '2026-03-10T09:03:00.000Z' } as JournalEntry;
    assert.match(reportText({ ...facts, journal: [...entries, again] }), /^- Proof: none yet$/m);
  });
});

describe('a journal of several writers', () => {
  it('is in the order of time', () => {
    const other = {
      ...entries[0],
      writer: 'other',
      at: '2026-03-10T09:00:30.000Z',
    } as JournalEntry;
    assert.deepEqual(
      chronological([...entries, other]).map(({ at }) => at.slice(14, 19)),
      ['00:00', '00:30', '01:00', '02:00'],
    );
  });

  it('keeps each writer’s own order, though its clock went back', () => {
    const step = (who: string, n: number, minute: string): JournalEntry => ({
      ...{ n, at: `2026-03-10T09:${minute}:00.000Z`, writer: who },
      ...{ step: 'note', text: `${who}${n}` },
    });
    const steps = [step('a', 1, '10'), step('a', 2, '05'), step('a', 3, '12'), step('b', 1, '07')];
    for (const mixed of [steps, steps.toReversed()]) {
      assert.deepEqual(
        chronological(mixed).map(({ writer: who, n }) => `${who}${n}`),
        ['b1', 'a1', 'a2', 'a3'],
      );
    }
  });
});
