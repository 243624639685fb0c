import assert from 'node:assert/strict';
import type { StrategyStep } from '../../../../src/core/incident/journal';
import { Moments } from '../../../../src/core/report/moments';
import { incidentReport } from '../../../../src/core/report/report';
import type { ReportManner } from '../../../../src/core/report/reportFacts';
import type { Saying } from '../../../../src/core/report/saying';
import { wordsIn } from '../../../../src/core/report/words/language';
import type { StrategyFigures, WeighedFrom } from '../../../../src/core/strategy/strategy';
import { strategyPage } from '../../../../src/core/strategy/strategyPage';
import {
  figuresBrief,
  type NamedStrategy,
  strategyLabel,
  strategyTitle,
} from '../../../../src/core/strategy/strategyWords';
import { inEnglish, inFrench, journalOf, proved, steps } from '../report/facts';

const none: StrategyFigures = {
  ...{ insert: 0, update: 0, delete: 0, overwritten: 0, lost: 0, children: 0, left: 0, apart: 0 },
};
const strategies: readonly NamedStrategy[] = [
  {
    ...{ name: 'replace', is: { kind: 'replace' } },
    figures: {
      ...none,
      ...{ insert: 10, update: 24, delete: 5, overwritten: 4, lost: 5, children: 3 },
    },
  },
  {
    ...{ name: 'keep-later', is: { kind: 'keep-later' } },
    figures: { ...none, insert: 10, update: 20 },
  },
  {
    name: 'range',
    is: { kind: 'range', column: 'date_rdv', from: '2026-02-02', to: '2026-02-05' },
    figures: { ...none, insert: 10, left: 20 },
  },
  {
    ...{ name: 'p-1', is: { kind: 'pattern', changes: [{ column: 'statut', how: 'replaced' }] } },
    ...{ value: 'A|B → C', figures: { ...none, update: 1200, left: 10 } },
  },
];
const from: WeighedFrom = {
  ...{ comparedAt: '2026-03-10T09:05:00Z', scope: undefined, damaged: 30, later: 9 },
  damagedBy: [{ xid: '777', rows: 20, committedAt: '2026-03-10T08:55:00Z' }],
};
const step: StrategyStep = {
  ...{ step: 'strategy', chosen: 'keep-later', reason: 'the *desk* worked on', by: 'Jean' },
  ...{ from, strategies: strategies.map(({ name, is, figures }) => ({ name, is, figures })) },
};

function saying({ language, clock }: ReportManner): Saying {
  const words = wordsIn(language);
  return { words, moments: new Moments(clock, words) };
}

const rdv = { schema: 'metier', name: 'rdv' };

function pageIn(manner: ReportManner): string {
  const now = '2026-03-10T10:20:00Z';
  return strategyPage({ table: rdv, from, strategies, now }, saying(manner));
}

function reportIn(manner: ReportManner): string {
  return incidentReport({ ...proved, journal: journalOf(...Object.values(steps), step) }, manner)
    .text;
}

describe('The page of strategies', () => {
  it('has the figures beside each other, and says how old they are and what is taken for damage', () => {
    const text = pageIn(inEnglish);
    assert.match(text, /^# Strategy for `metier\.rdv`$/m);
    assert.match(text, /comparison of 10 March 2026, 10:05, 1 h 15 min ago: production may have/);
    assert.match(text, /30 rows: those that are missing, and what transaction 777 \(20 rows, /);
    assert.match(text, /^\| Replace the whole table \| 10 \| 24 \| 5 \| 4 \| 5 \| 0 \| 0 \|$/m);
    assert.match(text, /^\| `date_rdv` from 2 February 2026 to 4 February 2026 \| 10 \| 0 /m);
    assert.match(text, /`statut` replaced by another value \(A\\\|B → C\) \| 0 \| 1,200 \|/);
    assert.match(text, /^- Replace the whole table: 3 rows of other tables refer to/m);
  });

  it('tells apart a pattern of one pair of values, also where these may not be shown', () => {
    const titles = strategies.slice(-1).map(({ is }) => strategyTitle({ is }, saying(inEnglish)));
    assert.deepEqual(titles, [
      'Pattern: `statut` replaced by another value (always the same two values)',
    ]);
  });

  it('says in either language that the table is frozen, by whom and why', () => {
    const freeze = {
      ...{ tokenHash: 'h', at: '2026-03-10T08:00:00Z', role: 'dba', owner: 'marie' },
      ...{ incident: '2026-03-10-metier.rdv', reason: 'wrong *statuses*' },
    };
    const page = { table: rdv, freeze, from, strategies: [], now: '2026-03-10T10:20:00Z' };
    assert.match(
      strategyPage(page, saying(inEnglish)),
      /^\*\*`metier\.rdv` is frozen by marie \(role dba\) since 10 March 2026, 09:00 for the incident `2026-03-10-metier\.rdv`:\*\* wrong \\\*statuses\\\*$/m,
    );
    assert.match(
      strategyPage({ ...page, freeze: { ...freeze, incident: undefined } }, saying(inFrench)),
      /^\*\*`metier\.rdv` est gelée par marie \(rôle dba\) depuis le 10 mars 2026 à 09:00\u00a0:\*\* wrong/m,
    );
    assert.doesNotMatch(pageIn(inEnglish), /frozen/);
  });

  it('says when nobody knows what did the damage', () => {
    const untold = { ...from, damagedBy: [], comparedAt: undefined, scope: 'rows where a' };
    const page = { table: rdv, from: untold, strategies: [], now: '2026-03-10T10:20:00Z' };
    const text = strategyPage(page, saying(inEnglish));
    assert.match(text, /^- No transaction stands out\./m);
    assert.match(text, /when it was made is not kept\..* Only a part was compared: rows where a\./);
  });

  it('is in French, too', () => {
    const text = pageIn(inFrench);
    assert.match(text, /^# Stratégie pour `metier\.rdv`$/m);
    assert.match(text, /il y a 1 h 15 min\u00a0: la production a pu changer depuis/);
    assert.match(text, /^\| Remplacer toute la table \| 10 \| 24 \| 5 \| 4 \| 5 \| 0 \| 0 \|$/m);
  });

  it('tells one in a line, without Markdown', () => {
    const [first, , , last] = strategies;
    assert.ok(first && last);
    const said = saying(inEnglish);
    assert.equal(
      figuresBrief(first, said),
      '10 inserted, 24 updated, 5 deleted; 4 overwritten, 5 lost; damage left: 0',
    );
    assert.match(strategyLabel(last, said), /^Pattern: statut replaced .* \(A\|B → C\)$/);
  });
});

describe('The strategy in the report', () => {
  it('is told with who chose it, when, why, and the figures that were known then', () => {
    const text = reportIn(inEnglish);
    const [, section = ''] = /^## Strategy\n([^]*?)^## /m.exec(text) ?? [];
    assert.match(
      section,
      /^Chosen: \*\*All damage, nothing written after the backup by others\*\*$/m,
    );
    assert.match(section, /^the \\\*desk\\\* worked on \(Jean, 10 March 2026, 10:06\)$/m);
    assert.match(section, /^\| \*\*All damage.*\*\* \| \*\*10\*\* \| \*\*20\*\* \| /m);
    assert.match(section, /^\| Replace the whole table \| 10 \| 24 \| 5 \| 4 \| 5 \| 0 \| 0 \|$/m);
    assert.doesNotMatch(section, /ago|A\|B/);
    const decision =
      /^\| 2026-03-10 10:06:00 \| Strategy: All damage.*the \\\*desk\\\*.* \| Jean \|$/m;
    const [, decisions = ''] = /^## Decisions([^]*)/m.exec(text) ?? [];
    assert.match(decisions, decision);
  });

  it('is in French, too, and absent where none was chosen', () => {
    assert.match(reportIn(inFrench), /^## Stratégie\n\nChoisie\u00a0: \*\*Tout le dommage/m);
    assert.doesNotMatch(incidentReport(proved, inEnglish).text, /^## Strategy/m);
  });
});
