import assert from 'node:assert/strict';
import { incidentReport } from '../../../../src/core/report/report';
import { inEnglish, inFrench, journalOf, proved, steps } from './facts';

const qualified = {
  step: 'qualified',
  page: 'qualification.md',
  found: {
    rows: 19_400,
    dump: { path: '/sauvegardes/mairie.dump', createdAt: '2026-03-10T02:00:00', rows: 20_000 },
    hole: { column: 'date_rdv', from: '2026-03-01', to: '2026-04-01', rows: 590 },
    transactions: [{ xid: '777', rows: 4312, committedAt: '2026-03-10T08:55:00Z' }],
    ...{ checksFailed: 2, writing: 1 },
  },
} as const;
const facts = {
  ...{ ...proved, journal: journalOf(steps.opened, qualified, steps.compared) },
  pages: ['qualification.md'],
};

describe('The report of an incident that was qualified', () => {
  it('tells what was found then, and where the page is', () => {
    const { text } = incidentReport(facts, inEnglish);
    assert.match(
      text,
      /Qualified on 10 March 2026, 10:01; .*\[qualification\.md\]\(qualification\.md\)/,
    );
    assert.match(text, /777, committed on 10 March 2026, 09:55, wrote 4,312 rows/);
    assert.match(text, /19,400 rows, 600 fewer than the dump `mairie\.dump`/);
    assert.match(text, /590 rows are missing from 1 March 2026 to 31 March 2026, by `date_rdv`/);
    assert.match(text, /2 checks failed in production/);
    assert.match(text, /\| The incident was qualified\. \|/);
  });

  it('names the page where it is not there, without a link to nowhere', () => {
    const { text } = incidentReport({ ...facts, pages: [] }, inEnglish);
    assert.match(text, /Qualified on 10 March 2026, 10:01; .*: `qualification\.md`\./);
    assert.doesNotMatch(text, /\]\(qualification\.md\)/);
    assert.match(text, /^\| `qualification\.md` \| how the table was qualified/m);
  });

  it('tells it in French', () => {
    const { text } = incidentReport(facts, inFrench);
    assert.match(text, /Il manque 590 lignes du 1er mars 2026 au 31 mars 2026, selon `date_rdv`/);
    assert.match(text, /2 contrôles en échec en production/);
  });
});
