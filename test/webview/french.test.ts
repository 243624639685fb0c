import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { sampleSentence } from '../../src/core/incident/rehearsal';
import { temporaryHome } from '../support/postgres';
import {
  classesIncident,
  comparedIncident,
  differentlyBuiltIncident,
} from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import { Browsing, type ReviewPage, spaced } from '../support/webview/reviewPage';
import { violations } from '../support/webview/violations';

const french = { theme: 'light', width: 1280, height: 720, locale: 'fr-CA' } as const;
const widths = [560, 640, 721, 821, 920, 1079, 1081, 1280, 2000];

describe('The review in French', () => {
  let home: string;
  let incident: string;
  let browsing: Browsing;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    [incident, browsing] = await Promise.all([comparedIncident(home), Browsing.start()]);
  });

  after(async () => {
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  it('says in French what happened, what is selected and what can be done, and says that it is French', async () => {
    await using(incident, async (review) => {
      const { page } = review;
      const said = async (part: string): Promise<string> =>
        spaced(await page.locator(part).innerText());
      assert.match(
        await said('h1'),
        /^metier.demandes_rdv: 1 200 lignes perdues et 153 modifiées depuis le 18 nov\. /,
      );
      assert.equal(await said('.assurance'), 'Rien n’a été écrit');
      assert.equal(await said('.footer .total'), '0 choisie');
      const legend = /\+ 1 200 manquantes ~ modifiées − 10 en production seulement/;
      assert.match(await said('.chart-head .legend'), legend);
      assert.equal(await cut(review, '.chart-head, .chart-head .legend'), 0);
      await review.cell(0, 0).click();
      await review.selects('+ 1 à insérer ~ 0 à corriger − 0 à supprimer');
      await page.getByRole('button', { name: 'Répéter' }).waitFor();
      await page.getByRole('row', { name: 'Manquante, rdv_id 1, choisie', exact: true }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'fr-CA');
      assert.deepEqual(await violations(review), []);
      await review.shot('french');
    });
  });

  it('fits, its words being longer, from 560 to 2000 pixels', async () => {
    const classes = await classesIncident(await mkdtemp(path.join(home, 'classes-')));
    for (const dir of [incident, classes]) {
      await using(dir, async (review) => {
        await review.cell(1, 0).click();
        for (const width of widths) {
          await review.page.setViewportSize({ width, height: 560 });
          assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        }
        await review.page.setViewportSize({ width: 560, height: 560 });
        assert.match(
          spaced(await review.page.locator('.category.all').innerText()),
          /Tout [\d ]+$/,
        );
        assert.equal(await cut(review, '.category .short'), 0);
        await review.shot(`french-560-${path.basename(dir).split('-')[0] ?? ''}`);
        await review.page.setViewportSize({ width: 700, height: 560 });
        await review.page.getByRole('button', { name: 'Plus' }).click();
        await review.shot(`french-narrow-${path.basename(dir).split('-')[0] ?? ''}`);
      });
    }
  });

  it('says all of what a group is beside the rows, over as many lines as that takes', async () => {
    await using(incident, async (review) => {
      await review.page.locator('.group').first().waitFor();
      assert.equal(await cut(review, '.group :is(.name, .why)'), 0);
    });
  });

  it('says in French what the engine has to say of the tables and of a step', async () => {
    const built = await differentlyBuiltIncident(await mkdtemp(path.join(home, 'built-')));
    await using(built, async (review) => {
      const said = review.page.locator('.structure:not(.lacking)');
      await said.getByText('5 différences de structure').click();
      assert.match(
        await said.innerText(),
        /Les lignes manquantes ne peuvent pas être insérées\s: la production a la colonne "agence".*type text → character varying\(10\).*Le type de la production est plus étroit/s,
      );
      assert.doesNotMatch(await said.innerText(), /\b(?:the|of|production’s|not) /);
      const remarks = [
        sampleSentence({ rows: 1000, of: 5000 }),
        'Triggers that will run: archiver.',
      ];
      review.host.tell({ rehearsal: { state: 'passed', at: '2026-11-22T10:00:00Z', remarks } });
      await review.page.getByText(/Seul un échantillon a été répété\s: 1000 lignes sur/).waitFor();
      await review.page.getByText(/Déclencheurs qui s’exécuteront\s: archiver\./).waitFor();
      await review.shot('french-structure');
    });
  });

  it('leaves the words, and the language of the page, English for whoever speaks neither', async () => {
    const review = await browsing.open(incident, { ...french, locale: 'de' });
    try {
      await review.page.getByText('Nothing has been written').waitFor();
      assert.equal(await review.page.locator('html').getAttribute('lang'), 'en');
    } finally {
      await review.close();
    }
  });

  async function using(dir: string, use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(dir, french);
    try {
      await review.row(0).waitFor();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }
});

/** How many of these are not seen whole. */
function cut({ page }: ReviewPage, parts: string): Promise<number> {
  return page
    .locator(parts)
    .evaluateAll(
      (found) =>
        found.filter(
          (part) =>
            part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1,
        ).length,
    );
}
