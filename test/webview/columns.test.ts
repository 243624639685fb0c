import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { misfits } from '../support/webview/misfits';
import {
  Browsing,
  type Look,
  type ReviewPage,
  spaced,
  until,
  wideDark,
} from '../support/webview/reviewPage';
import { themes } from '../support/webview/standIn';
import { violations } from '../support/webview/violations';

/** Positions of the table's columns. */
const [citoyen, statut, commentaire] = [1, 3, 4];

describe('Columns of the review', () => {
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

  it('are as wide as the edge of their head is dragged, never too narrow, and fit at a double click', async () => {
    await using(wideDark, async (review) => {
      const before = await widthOf(review, statut);
      await drag(review, statut, 60);
      await until(async () => near(await widthOf(review, statut), before + 60), {
        saying: async () => `${String(await widthOf(review, statut))}, not ${String(before + 60)}`,
      });
      await drag(review, statut, -900);
      await until(async () => near(await widthOf(review, statut), 96), { saying: () => 'narrow' });
      await edge(review, statut).dblclick({ force: true });
      await until(async () => (await widthOf(review, statut)) > 130, {
        saying: () => 'not fitted',
      });
      assert.deepEqual(Object.keys(review.host.look?.widths ?? {}), ['statut']);
    });
  });

  it('are resized, moved and hidden by keyboard, from any of their cells, and the focus stays', async () => {
    await using(wideDark, async (review) => {
      const before = await widthOf(review, citoyen);
      await review.cell(0, 2).click();
      await review.press('Alt+ArrowRight', 'Alt+ArrowRight', 'Alt+ArrowLeft');
      await until(async () => near(await widthOf(review, citoyen), before + 32), {
        saying: () => 'as wide as before',
      });
      await review.focuses('row 0, column 2');
      await review.press('Alt+Shift+ArrowRight');
      assert.deepEqual(await heads(review), ['rdv_id', 'statut', 'citoyen_id', 'commentaire']);
      await review.press('Shift+F10');
      await review.focuses('Fit Width');
      assert.deepEqual(await violations(review), []);
      await review.shot('dark-column-menu');
      await review.press('End', 'ArrowUp');
      await review.focuses('Hide Column');
      await review.press('Enter');
      assert.deepEqual(await heads(review), ['rdv_id', 'citoyen_id', 'commentaire']);
      await review.focuses('row 0, column 2');
      await review.page.getByText('1 hidden column differs').waitFor();
      const { keys } = await review.watched();
      assert.ok(!keys.includes('ArrowRight') && !keys.includes('F10'), 'nothing for VS Code');
    });
  });

  it('that are keys stay first, and are neither moved nor hidden', async () => {
    await using(wideDark, async (review) => {
      await review.cell(0, 1).click();
      await review.press('Alt+Shift+ArrowRight', 'Shift+F10');
      const items = await review.page.getByRole('menuitem').allInnerTexts();
      assert.deepEqual(items, ['Fit Width', 'Wider', 'Narrower', 'Reset Columns']);
      await review.press('Escape');
      await review.focuses('row 0, column 1');
      assert.equal((await heads(review))[0], 'rdv_id');
    });
  });

  it('are chosen from a list, come back after a reload as they were, and by a reset as they are made', async () => {
    await using(wideDark, async (review) => {
      const { page } = review;
      await page.getByRole('button', { name: 'Columns', exact: true }).click();
      await page.getByRole('checkbox', { name: 'statut', exact: true }).click();
      assert.deepEqual(await violations(review), []);
      await review.shot('dark-columns-menu');
      await page.getByRole('button', { name: 'Stacked' }).click();
      await page.locator('.grid.stacked').waitFor();
      await review.press('Escape');
      await review.load();
      await review.row(0).waitFor();
      await page.locator('.grid.stacked').waitFor();
      assert.deepEqual(await heads(review), ['rdv_id', 'citoyen_id', 'commentaire']);
      await page.getByRole('button', { name: 'Columns', exact: true }).click();
      await page.getByRole('button', { name: 'Reset Columns' }).click();
      assert.equal((await heads(review)).length, 4);
      assert.deepEqual(review.host.look?.hidden, []);
    });
  });

  it('show both sides of a row one above the other where asked, and which side is which', async () => {
    await using(wideDark, async (review) => {
      await stack(review);
      const box = await review.row(1).boundingBox();
      assert.equal(box?.height, 44);
      assert.equal(spaced(await review.cell(1, 2).innerText()), 'backup live');
      assert.equal(spaced(await review.cell(1, 4).innerText()), 'CONFIRME ANNULE');
      assert.match(spaced(await review.cell(0, 3).innerText()), /not in production/);
      await review.cell(1, 4).click();
      await review.press('F7', 'Control+End');
      await review.focuses('row 1362, column 5');
      await review.press('Control+Home', ' ');
      await review.selects('+ 1 insert ~ 0 update − 0 delete');
      assert.equal(await review.page.getByRole('grid').getAttribute('aria-rowcount'), '1364');
    });
  });

  it('that are masked say whether values differ, hold none, and are revealed from the menu', async () => {
    await using(wideDark, async (review) => {
      review.host.mask([0, citoyen, statut, commentaire]);
      await review.page.locator('.row .masked').first().waitFor();
      const row = async (ordinal: number): Promise<string> =>
        spaced(await review.row(ordinal).innerText());
      await until(
        async () => (await row(1)) === '~ masked same same differs differs differs differs',
        {
          saying: () => row(1),
        },
      );
      assert.equal(await review.row(1).getAttribute('aria-label'), 'Changed, rdv_id masked');
      const page = await review.page.content();
      assert.doesNotMatch(page, /CONFIRME|ANNULE|Dossier/);
      assert.deepEqual(await violations(review), []);
      await review.cell(1, 4).click();
      await review.press('Shift+F10', 'Enter');
      await until(async () => (await row(1)).includes('CONFIRME ANNULE'), { saying: () => row(1) });
      assert.deepEqual(
        review.host.acts.filter(({ method }) => method === 'reveal').map(({ params }) => params),
        [{ column: statut }],
      );
    });
  });

  it('that were revealed are masked again from either menu, and what was shown by their values goes', async () => {
    await using(wideDark, async (review) => {
      review.host.mask([statut]);
      await review.page.locator('.row .masked').first().waitFor();
      await review.cell(1, 4).click();
      await review.press('Shift+F10', 'Enter');
      const revealed = review.row(1).getByText('ANNULE');
      await revealed.waitFor();
      await review.page.getByRole('button', { name: 'Sort by statut, backup' }).click();
      await review.press('Shift+F10', 'Enter');
      await revealed.waitFor({ state: 'detached' });
      assert.doesNotMatch(await review.page.locator('.grid').innerHTML(), /CONFIRME|ANNULE/);
      await review.page.getByRole('button', { name: 'Columns', exact: true }).click();
      await review.page.getByRole('button', { name: 'Reveal Values: statut' }).click();
      await revealed.first().waitFor();
      await review.page.getByRole('button', { name: 'Mask Values: statut' }).click();
      await revealed.first().waitFor({ state: 'detached' });
    });
  });

  for (const theme of themes) {
    it(`are accessible in the ${theme} theme, stacked and masked`, async () => {
      await using({ ...wideDark, theme }, async (review) => {
        review.host.mask([commentaire]);
        await stack(review);
        await review.cell(1, 4).click();
        await review.cell(4, 4).click({ modifiers: ['Shift'] });
        await review.shot(`${theme}-stacked`);
        assert.deepEqual(await violations(review), []);
        await review.page.getByRole('button', { name: 'Paired' }).click();
        await review.shot(`${theme}-masked`);
      });
    });
  }

  it('have their boxes one under the other in the menu of a narrow page, each on the line of its name', async () => {
    await using({ theme: 'light', width: 560, height: 560 }, async (review) => {
      await review.page.getByRole('button', { name: 'Columns', exact: true }).click();
      const boxes = review.page.locator('.columns-menu vscode-checkbox');
      const places = await boxes.evaluateAll((all) =>
        all.map((box) => {
          const { left, top, right } = box.getBoundingClientRect();
          return { left, top, right };
        }),
      );
      assert.ok(places.length > 2);
      assert.equal(new Set(places.map(({ left }) => left)).size, 1);
      assert.equal(new Set(places.map(({ top }) => top)).size, places.length);
      assert.ok(places.every(({ left, right }) => left >= 0 && right <= 560));
    });
  });

  it('fit at 560 pixels and at a zoom of 200 %, in French', async () => {
    const french = { theme: 'light', width: 1280, height: 560, locale: 'fr' } as const;
    const review = await browsing.open(incident, french);
    try {
      await review.row(0).waitFor();
      for (const width of [560, 640, 1079, 1081, 1280]) {
        await review.page.setViewportSize({ width, height: 560 });
        assert.deepEqual(await misfits(review), [], `at ${String(width)} px`);
        assert.deepEqual(await cutNames(review), [], `at ${String(width)} px`);
      }
      await review.page.setViewportSize({ width: 560, height: 400 });
      await review.shot('french-columns-narrow');
      await review.page.getByRole('button', { name: 'Colonnes', exact: true }).click();
      await review.page.getByRole('button', { name: 'Superposé' }).click();
      await review.shot('french-columns-menu');
      await review.press('Escape');
      await review.shot('french-columns-stacked');
      assert.deepEqual(await misfits(review), []);
    } finally {
      await review.close();
    }
  });

  async function using(look: Look, use: (review: ReviewPage) => Promise<void>): Promise<void> {
    const review = await browsing.open(incident, look);
    try {
      await review.loadAnew();
      await use(review);
      assert.deepEqual(await review.wrongs(), []);
    } finally {
      await review.close();
    }
  }
});

function headOf(review: ReviewPage, column: number): ReturnType<ReviewPage['row']> {
  return review.page.locator(`.names [data-column="${String(column)}"]`);
}

function edge(review: ReviewPage, column: number): ReturnType<ReviewPage['row']> {
  return headOf(review, column).locator('.edge');
}

async function widthOf(review: ReviewPage, column: number): Promise<number> {
  return (await headOf(review, column).boundingBox())?.width ?? 0;
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 2;
}

async function drag(review: ReviewPage, column: number, by: number): Promise<void> {
  const { x, y, width, height } = (await edge(review, column).boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  const at = { x: x + width / 2, y: y + height / 4 };
  await review.page.mouse.move(at.x, at.y);
  await review.page.mouse.down();
  await review.page.mouse.move(at.x + by / 2, at.y);
  await review.page.mouse.move(at.x + by, at.y);
  await review.page.mouse.up();
}

/** The names of the columns, from left to right. */
function heads({ page }: ReviewPage): Promise<readonly string[]> {
  return page.locator('.names .cell .name').allInnerTexts();
}

async function stack({ page }: ReviewPage): Promise<void> {
  await page.getByRole('button', { name: 'Stacked' }).click();
  await page.locator('.grid.stacked').waitFor();
}

/** Heads in which the number of differences is cut: it is whole, or not there. */
function cutNames({ page }: ReviewPage): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.names .differences')]
      .filter((part) => {
        const [box, frame] = [part, part.parentElement ?? part].map((one) =>
          one.getBoundingClientRect(),
        );
        return box && frame && box.top < frame.bottom && box.right > frame.right + 0.5;
      })
      .map((part) => part.innerText),
  );
}
