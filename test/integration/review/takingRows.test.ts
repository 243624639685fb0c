import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { openIncident } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import type { ShownRows } from '../../../src/recovery/review/shownRows';
import { copiedText, exportRows, type Taken } from '../../../src/recovery/review/takeRows';
import { quiet, temporaryHome } from '../../support/postgres';
import { reviewedIncident } from '../../support/reviewedIncident';

/** 1 is lost, 2 changed, 3 new; of 2500 others each is lost, too. */
const scene = {
  table: 'rdv',
  backup: `
    create table rdv (id int primary key, note text);
    insert into rdv values (1, null), (2, 'say "x",');
    insert into rdv select n, 'n' || n from generate_series(1001, 3500) n`,
  damage: `
    delete from rdv where id = 1 or id > 1000;
    update rdv set note = '' where id = 2;
    insert into rdv values (3, E'two\\nlines')`,
} as const;

describe('Rows taken out of the review', () => {
  let home: string;
  let session: ReviewSession;

  before(async () => {
    home = await temporaryHome('pra-taking-');
    session = await openReview(
      await openIncident((await reviewedIncident(home, scene)).dir),
      quiet,
    );
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  const copied = async (first: number, last: number, taken: Taken = {}): Promise<string> =>
    (await copiedText({ tab: 'all' }, { first, last }, taken, session)).text;
  const exported = async (shown: ShownRows): Promise<string> => {
    let text = '';
    const rows = await exportRows(
      shown,
      session,
      (part) => {
        text += part;
        return Promise.resolve();
      },
      quiet,
    );
    assert.equal(text.trimEnd().split('\r\n').length, rows + 1);
    return text;
  };

  it('are copied as a spreadsheet takes them, the backup before production', async () => {
    assert.equal(await copied(0, 2), '1\t\t\t\n2\t"say ""x"","\t2\t""\n\t\t3\t"two\nlines"');
    assert.equal(await copied(1, 2, { side: 'live' }), '2\t""\n3\t"two\nlines"');
    assert.equal(await copied(1, 1, { column: 1 }), '"say ""x"","\t""');
  });

  it('are one value as it is where one cell is copied', async () => {
    assert.equal(await copied(1, 1, { column: 1, side: 'backup' }), 'say "x",');
    assert.equal(await copied(2, 2, { column: 1, side: 'live' }), 'two\nlines');
  });

  it('are not copied by the ten thousands', async () => {
    await assert.rejects(copied(0, 10_000), { code: 'usage' });
  });

  it('are exported as CSV, just those that are shown, with what each of them is', async () => {
    const head = 'difference,id (backup),id (production),note (backup),note (production)\r\n';
    const filter = { range: { column: 0, to: '1000' } };
    assert.equal(
      await exported({ tab: 'all', filter }),
      `${head}missing,1,,,\r\nchanged,2,2,"say ""x"",",""\r\nonly in production,,3,,"two\nlines"\r\n`,
    );
    const all = await exported({
      tab: 'missing',
      order: { column: 0, side: 'backup', descending: true },
    });
    assert.match(all, /\r\nmissing,3500,,n3500,\r\nmissing,3499,/);
    assert.match(all, /missing,2501,,n2501,\r\nmissing,2500,,n2500,\r\n/, 'also from page to page');
  });

  it('are no longer written once that is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    const work = { ...quiet, signal: stop.signal };
    const write = (): Promise<void> => Promise.resolve();
    await assert.rejects(exportRows({ tab: 'all' }, session, write, work), { name: 'AbortError' });
  });
});
