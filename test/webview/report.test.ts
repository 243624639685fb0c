import assert from 'node:assert/strict';
import { reportTextsOf } from '../../src/protocol/french/report';
import type { Report, TrustReport, VolumeReport } from '../../src/protocol/report';
import { ReportBrowsing, type ReportPage } from '../support/webview/reportPage';
import { type Look, spaced } from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

const hostile = `<img src=x onerror="document.title = 'owned'">`;

const trust: TrustReport = {
  ...{ kind: 'trust', locale: 'en', texts: {}, name: 'mairie_full_20261118_020000.dump' },
  path: '/srv/sauvegardes/mairie/mairie_full_20261118_020000.dump',
  isVerified: true,
  verdict: { text: 'Whole, with 2 things to know before relying on it.', kind: 'warn' },
  facts: [
    [
      'Age',
      '33 h ago · begun 2026-11-18 02:00:00, local time of the machine that made it',
      'plain',
    ],
    ['Database', 'mairie · PostgreSQL 15.18 · dumped by pg_dump 15.18', 'plain'],
    ['Verified', 'Read whole and undamaged, 2026-11-19 09:41 UTC.', 'good'],
    ['SHA-256', '9f3c61d0b7e29f3c61d0b7e29f3c61d0b7e29f3c61d0b7e29f3c61d0b7e29f3c', 'plain'],
    ['Rows left out', 'Of 2 tables: monitoring.table_sizes, monitoring.wal_activity', 'warn'],
    ['Extensions', `A server must have them for a restore: ${hostile}`, 'plain'],
    [
      'Row security',
      'On metier.citoyens. If an ordinary role made the dump, it may hold less.',
      'warn',
    ],
    ['Changed', 'Its bytes changed though its size and time did not.', 'bad'],
  ].map(([name = '', value = '', kind]) => ({
    ...{ name, value, kind: kind as TrustReport['facts'][number]['kind'] },
  })),
};

const counts = [19_463, 19_567, undefined, 19_766, 19_861, 18_053];
const volumes: VolumeReport = {
  ...{ kind: 'volumes', locale: 'en', texts: {}, table: 'metier.demandes_rdv' },
  fall: { rows: 1808, before: 4, after: 5 },
  lines: [
    ...counts.map((rows, at) => {
      const before = counts.slice(0, at).findLast((known) => known !== undefined);
      return {
        time: `2026-11-${14 + at}T02:00:00`,
        name: `mairie_full_202611${14 + at}_020000.dump`,
        standing: rows === undefined ? 'damaged' : at % 2 === 0 ? 'verified' : 'not verified',
        rows,
        change: before === undefined || rows === undefined ? undefined : rows - before,
        problem:
          rows === undefined ? 'The file ends within the data of metier.citoyens.' : undefined,
      } as const;
    }),
    {
      ...{ time: '2026-11-19T10:12:00.000Z', name: 'mairie (sample)', standing: 'production' },
      ...{ rows: 18_098, change: 45, problem: undefined },
    },
  ],
};

describe('The reports on dumps', () => {
  let browsing: ReportBrowsing;

  before(async () => {
    browsing = await ReportBrowsing.start();
  });

  after(() => browsing.close());

  for (const theme of themes) {
    for (const report of [trust, volumes]) {
      it(`are accessible and within their page in the ${theme} theme: ${report.kind}`, async () => {
        await using(report, { theme, width: 1000, height: 400 }, async (open) => {
          await open.shot(`${theme}-${report.kind}`);
          assert.deepEqual(await violations(open), []);
          for (const width of [400, 560, 720, 1600]) {
            await open.page.setViewportSize({ width, height: 400 });
            assert.equal(await isWithinPage(open), true, `at ${width} px`);
            await open.shot(`${theme}-${report.kind}-${width}`);
          }
        });
      });
    }
  }

  it('say of every fact in words what their colours say', async () => {
    await using(trust, wide, async ({ page }) => {
      const rows = (await page.locator('tbody tr').allTextContents()).map(spaced);
      const starts = ['Age', 'Database', 'GoodVerified', 'SHA-256', 'WarningRows left out'];
      starts.push('Extensions', 'WarningRow security', 'BadChanged');
      assert.deepEqual(
        rows.map((row, at) => row.startsWith(starts[at] ?? '?')),
        rows.map(() => true),
        rows.join('\n'),
      );
    });
  });

  it('say all of their own in French, within the page, where VS Code is French', async () => {
    const french = { locale: 'fr-FR', texts: reportTextsOf('fr-FR') };
    const lost = /^1 808 lignes perdues entre le .*18.* et .*19/;
    const own = { trust: /^Attention/, volumes: lost } as const;
    for (const report of [trust, volumes]) {
      await using({ ...report, ...french }, wide, async (open) => {
        assert.match(spaced(await open.page.getByRole('status').innerText()), own[report.kind]);
        // Whole texts: the facts themselves are the host's, which says them in its language.
        const shown = new Set((await open.page.locator('body').innerText()).split(/[\n\t]+/));
        const left = Object.entries(french.texts).filter(
          ([english, text]) => english !== text && shown.has(english),
        );
        assert.deepEqual(left, []);
        assert.equal(await open.page.locator('html').getAttribute('lang'), 'fr-FR');
        for (const width of [400, 720, 1600]) {
          await open.page.setViewportSize({ width, height: 400 });
          assert.equal(await isWithinPage(open), true, `at ${width} px`);
          await open.shot(`french-${report.kind}-${width}`);
        }
      });
    }
  });

  it('show names as text, whatever they hold', async () => {
    await using(trust, wide, async ({ page }) => {
      await page.getByText(hostile).waitFor();
      assert.equal(await page.title(), 'Report');
      assert.equal(await page.locator('img').count(), 0);
    });
  });

  it('read the volumes out as a table: time, rows, change, state and where', async () => {
    await using(volumes, wide, async ({ page }) => {
      const sentence = /^1 808 rows were lost between .*18.* and .*19/;
      assert.match(spaced(await page.getByRole('status').innerText()), sentence);
      const table = page.getByRole('table', { name: 'Rows in each dump' });
      const heads = await table.getByRole('columnheader').allTextContents();
      assert.deepEqual(heads, ['Time', 'Rows', 'Change', 'Drawn', 'State', 'Where']);
      const cells = await table.getByRole('row').nth(6).getByRole('cell').allTextContents();
      assert.deepEqual(cells.map(spaced), [
        ...['18 053', '−1 808', '', 'not verified', 'mairie_full_20261119_020000.dump'],
      ]);
      const live = table.getByRole('row').last();
      assert.match(spaced(await live.innerText()), /^Now, .* 18 098 \+45 PRODUCTION mairie/);
    });
  });

  it('give a dump that cannot be counted a line with its reason, and no bar', async () => {
    await using(volumes, wide, async ({ page }) => {
      const line = page.locator('tr.damaged');
      assert.match(
        spaced(await line.innerText()),
        /02:00 The file ends within the data .* damaged/,
      );
      assert.equal(await line.locator('.bar').count(), 0);
      assert.equal(await page.locator('.bar').count(), 6);
    });
  });

  it('are worked by keyboard: a dump’s trust card, recovering, verifying', async () => {
    await using(volumes, wide, async (open) => {
      await open.page.keyboard.press('Tab');
      await open.page.keyboard.press('Enter');
      assert.deepEqual(await open.asks(), { kind: 'recoverTable' });
      await open.page.keyboard.press('Tab');
      await open.page.keyboard.press('Tab');
      await open.page.keyboard.press('Enter');
      await open.page.waitForTimeout(100);
      assert.deepEqual(await open.asks(), { kind: 'showTrust', line: 1 });
    });
    await using(trust, wide, async (open) => {
      await open.page.keyboard.press('Tab');
      await open.page.keyboard.press('Space');
      assert.deepEqual(await open.asks(), { kind: 'verifyDump' });
    });
  });

  const wide: Look = { theme: 'dark', width: 1000, height: 560 };

  async function using(
    report: Report,
    look: Look,
    use: (open: ReportPage) => Promise<void>,
  ): Promise<void> {
    const open = await browsing.open(report, look);
    try {
      await use(open);
      assert.deepEqual(await open.wrongs(), []);
    } finally {
      await open.page.close();
    }
  }
});

function isWithinPage({ page }: ReportPage): Promise<boolean> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth;
  });
}
