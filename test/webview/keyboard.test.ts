import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { ReviewStatus } from '../../src/protocol/state';
import { temporaryHome } from '../support/postgres';
import { comparedIncident } from '../support/webview/incidents';
import { Browsing, type ReviewPage, until } from '../support/webview/reviewPage';

const passed = { state: 'passed', at: '2026-11-19T11:50:00Z', remarks: [] } as const;
const running: ReviewStatus['running'] = {
  ...{
    step: 'rehearse',
    phase: 'rehearsing',
    done: 3,
    total: 10,
    pace: '4 s left',
    cancellable: true,
  },
};
const applied: ReviewStatus['outcome'] = {
  state: 'applied',
  written: { insert: 1, update: 0, delete: 0, at: '2026-11-19T12:00:00Z' },
  proof: { state: 'none' },
  remarks: [],
};

/** The groups are one stop. */
const firstGroup = /^CONFIRME → ANNULE, /;

describe('The review by keyboard', () => {
  let home: string;
  let browsing: Browsing;
  let review: ReviewPage;

  before(async () => {
    home = await temporaryHome('pra-webview-');
    const [incident, started] = await Promise.all([comparedIncident(home), Browsing.start()]);
    browsing = started;
    review = await browsing.open(incident);
  });

  beforeEach(async () => {
    await review.loadAnew();
    await review.cell(0, 1).click();
  });

  afterEach(async () => {
    assert.deepEqual(await review.wrongs(), []);
  });

  after(async () => {
    await review.close();
    await browsing.close();
    await rm(home, { recursive: true, force: true });
  });

  const leads = async (keys: readonly string[], where: string): Promise<void> => {
    await review.press(...keys);
    await review.focuses(where);
  };

  /** What VS Code got to see. */
  const passedOn = async (): Promise<readonly string[]> => {
    const { keys } = await review.watched();
    return keys.filter((key) => !['Control', 'Alt', 'Shift'].includes(key));
  };

  it('moves from cell to cell, to the ends of the row and of the rows', async () => {
    await leads(['ArrowDown', 'ArrowDown', 'ArrowRight'], 'row 2, column 2');
    await leads(['ArrowUp', 'ArrowLeft'], 'row 1, column 1');
    await leads(['End'], 'row 1, column 7');
    await leads(['Home'], 'row 1, column 0');
    await leads(['Control+End'], 'row 1362, column 7');
    await leads(['Control+Home'], 'row 0, column 0');
    await leads(['ArrowUp', 'ArrowLeft'], 'row 0, column 0');
  });

  it('moves by the page, and to the next and previous difference', async () => {
    await review.press('PageDown');
    const page = Number(/row (\d+)/.exec(await review.focus())?.[1]);
    assert.ok(page > 10 && page < 30, `a page is ${String(page)} rows`);
    await leads(['PageDown'], `row ${String(page * 2)}, column 1`);
    await leads(['PageUp', 'F7', 'F7'], `row ${String(page + 2)}, column 1`);
    await leads(['Shift+F7'], `row ${String(page + 1)}, column 1`);
  });

  it('always shows the cell that has the focus, clear of the frozen columns', async () => {
    await review.page.setViewportSize({ width: 560, height: 600 });
    try {
      for (const keys of [['End'], ['PageDown'], ['Control+End'], ['ArrowUp'], ['Control+Home']]) {
        await review.press(...keys);
        const hidden = await review.page.evaluate(partsHidden);
        assert.deepEqual(hidden, [], `after ${keys.join()}`);
      }
    } finally {
      await review.page.setViewportSize({ width: 1280, height: 720 });
    }
  });

  it('extends a range, puts it in with Space, out again, and leaves it with Escape', async () => {
    await leads(['ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown'], 'row 3, column 1');
    assert.equal(await review.page.locator('.row.range').count(), 3);
    await review.press(' ');
    // The row of the reused key is not among them: it goes in by itself only.
    await review.selects('+ 1 insert ~ 1 update − 0 delete');
    await review.focuses('row 3, column 1');
    await review.press('Escape');
    assert.equal(await review.page.locator('.row.range').count(), 0);
    await review.press(' ');
    await review.selects('+ 0 insert ~ 1 update − 0 delete');
    await review.press('Shift+PageDown');
    assert.ok((await review.page.locator('.row.range').count()) > 10);
  });

  it('keeps the focus when the rows are brought again after a selection', async () => {
    // Of the last the key was reused: asked whether it is to be overwritten, Enter says yes.
    for (const key of [' ', 'ArrowDown', ' ', 'ArrowDown', ' ', 'Enter']) {
      await review.press(key);
    }
    await review.selects('+ 1 insert ~ 2 update − 0 delete');
    await review.page.locator('.row.selected').nth(2).waitFor();
    await review.focuses('row 2, column 1');
    await leads(['ArrowDown'], 'row 3, column 1');
  });

  it('opens the row in the diff editor with Enter, and asks VS Code for nothing else', async () => {
    await review.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    await until(() => review.host.acts.length > 0, { saying: () => 'Nothing was asked.' });
    const [act] = review.host.acts;
    assert.deepEqual(
      [act?.method, act?.params],
      ['showCell', { generation: 1, tab: 'all', ordinal: 0, column: 3 }],
    );
  });

  it('keeps from VS Code the keys that the grid answers, and no others', async () => {
    await review.press('ArrowDown', ' ', 'F7', 'Home', 'Control+Home', 'Escape');
    await review.press('Alt+ArrowLeft', 'Control+PageDown', 'Control+p', 'F1');
    assert.deepEqual(await passedOn(), ['PageDown', 'p', 'F1']);
  });

  it('never marks the text of the page by Ctrl+A, wherever the focus is', async () => {
    const marked = (): Promise<string> => review.page.evaluate(() => String(getSelection()));
    for (const place of ['.cell.cursor', '.category[tabindex="0"]', '.icon-button', '.tab-box']) {
      await review.page.locator(place).first().focus();
      await review.press('Control+a');
      assert.equal(await marked(), '', place);
      await review.press('Escape');
    }
    assert.ok(!(await passedOn()).includes('a'), 'VS Code has its own Select All');
    // And should VS Code come to select all by itself:
    await review.page.evaluate(() => {
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      document.execCommand('selectAll');
    });
    assert.equal(await marked(), '');
    await review.page.mouse.move(200, 60);
    await review.page.mouse.down();
    await review.page.mouse.move(600, 400);
    await review.page.mouse.up();
    assert.equal(await marked(), '');
  });

  it('moves between the parts of the page by F6, and leaves at either end to VS Code', async () => {
    await leads(['F6'], 'Allow deletes');
    await leads(['Shift+F6'], 'row 0, column 1');
    await review.press('Shift+F6');
    await review.focuses(/^Range of values/);
    await review.press('Shift+F6');
    await review.focuses(firstGroup);
    await review.press('Shift+F6');
    await review.focuses(/^All differences/);
    assert.deepEqual(await passedOn(), []);
    await review.press('Shift+F6');
    await review.focuses(/^All differences/);
    assert.deepEqual(await passedOn(), ['F6']);
    review.host.fail('start', { code: 'x', message: 'It failed' });
    await leads(['F6', 'F6', 'F6', ' '], 'row 0, column 1');
    await review.selects('+ 1 insert ~ 0 update − 0 delete');
    await review.page.locator('.footer vscode-button', { hasText: 'Rehearse' }).focus();
    await review.press('Enter');
    await review.page.locator('.banner', { hasText: 'It failed' }).waitFor();
    await review.focuses('Rehearse');
    await review.press('Shift+F6', 'Shift+F6', 'Shift+F6', 'Shift+F6', 'Shift+F6');
    await review.focuses('Show Log');
  });

  it('goes through every control by Tab, in the order of the page', async () => {
    await review.page.locator('.group').first().waitFor();
    await review.page.locator('.category.all').focus();
    const stops: string[] = [];
    for (let stop = 0; stop < 19; stop++) {
      stops.push(await review.focus());
      await review.press('Tab');
    }
    assert.match(stops[0] ?? '', /^All differences/);
    assert.match(stops[6] ?? '', firstGroup);
    assert.deepEqual(stops.toSpliced(6, 1).slice(1), [
      ...['Filter', 'Columns', 'Changed columns only', 'Paired', 'Stacked'],
      ...['Hide Histogram', 'Column', 'Show as Table'],
      'Range of values: arrows move, Shift extends, Enter filters, Escape leaves',
      ...['All rows of this tab', 'row 0, column 1', 'More'],
      ...['Allow deletes', 'Save Script', 'Rehearse', 'Apply…', 'nothing'],
    ]);
  });

  it('changes the tab by arrows, with the focus staying on the tabs', async () => {
    await review.page.locator('.category.all').focus();
    await review.press('ArrowRight');
    await review.focuses(/^\+Missing/);
    assert.equal(await review.page.getByRole('grid').getAttribute('aria-rowcount'), '1201');
    const panel = review.page.getByRole('tabpanel', { name: /Missing/ });
    assert.equal(await panel.getByRole('grid').count(), 1);
    await review.press('End');
    await review.focuses(/^=Identical/);
    await review.press('ArrowRight');
    await review.focuses(/^All differences/);
  });

  it('opens the menu, and closes it with Escape', async () => {
    await review.page.getByRole('button', { name: 'More' }).focus();
    await review.press('Enter');
    await review.page.getByRole('dialog', { name: 'More' }).waitFor();
    await review.focuses('More');
    await review.press('Escape');
    await review.page.getByRole('dialog', { name: 'More' }).waitFor({ state: 'hidden' });
    assert.equal(await review.page.evaluate(() => document.activeElement?.tagName), 'BUTTON');
  });

  it('keeps the focus while a step runs and when it ends', async () => {
    const { page, host } = review;
    await review.press(' ');
    await review.selects('+ 1 insert ~ 0 update − 0 delete');
    await page.locator('.footer vscode-button', { hasText: 'Rehearse' }).focus();
    host.tell({ running });
    await page.getByRole('progressbar', { name: 'rehearsing' }).waitFor();
    await page.getByText('rehearsing · 3 / 10 · 4 s left').waitFor();
    await review.focuses('Rehearse');
    await review.press('Enter');
    host.tell({ rehearsal: passed });
    await page.locator('.banner', { hasText: 'Rehearsed' }).waitFor();
    await review.focuses('Rehearse');
    assert.deepEqual(
      host.acts.filter(({ method }) => method === 'start'),
      [],
    );
    await page.locator('.footer vscode-button', { hasText: 'Apply…' }).focus();
    host.tell({ running: { ...running, step: 'apply' } });
    host.tell({ outcome: applied });
    await page.locator('.banner', { hasText: 'Applied' }).waitFor();
    await review.focuses('Verify Recovery');
  });

  it('gives the focus back to the rows when what had it is gone', async () => {
    const { page, host } = review;
    host.tell({ running });
    await page.locator('.progress vscode-button', { hasText: 'Cancel' }).focus();
    await review.press('Enter');
    await until(() => host.acts.length > 0, { saying: () => 'Nothing was cancelled.' });
    host.tell({});
    await page.locator('.progress').waitFor({ state: 'hidden' });
    await review.focuses('row 0, column 1');
  });

  it('says to a screen reader what the grid holds, and where one is in it', async () => {
    const grid = review.page.getByRole('grid');
    assert.equal(await grid.getAttribute('aria-rowcount'), '1364');
    assert.equal(await grid.getAttribute('aria-colcount'), '8');
    await review.press('Control+End');
    const row = review.row(1362);
    assert.equal(await row.getAttribute('aria-rowindex'), '1364');
    assert.equal(await row.getAttribute('aria-selected'), 'false');
    assert.equal(await row.getAttribute('aria-label'), 'Only in production, rdv_id 3010');
    assert.equal(await review.cell(1362, 2).getAttribute('aria-label'), 'not in the backup');
    const indices = await review.page
      .locator('.row')
      .evaluateAll((rows) => rows.map((element) => Number(element.getAttribute('aria-rowindex'))));
    assert.deepEqual(
      indices,
      indices.toSorted((a, b) => a - b),
      'rows in the order of the document',
    );
    const heads = await review.page
      .getByRole('columnheader')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
    assert.ok(heads.includes('statut, backup') && heads.includes('statut, live'));
  });
});

/** The sides at which the focused cell lies under something else, or outside of the grid. */
function partsHidden(): readonly string[] {
  const boxOf = (selector: string): DOMRect | undefined =>
    document.querySelector(selector)?.getBoundingClientRect();
  const [cell, grid] = [boxOf('.cell:focus'), boxOf('.grid')];
  const [head, key] = [boxOf('.head'), boxOf('.head .key')];
  if (!cell || !grid || !head || !key) {
    return ['no cell has the focus'];
  }
  const left = document.querySelector('.cell.frozen:focus') ? grid.left : key.right;
  const sides = {
    top: cell.top >= head.bottom - 1,
    bottom: cell.bottom <= grid.bottom + 1,
    left: cell.left >= left - 1,
  };
  return Object.entries(sides).flatMap(([side, isClear]) => (isClear ? [] : [side]));
}
