import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { factsOf, noteMaskedAgain, noteRevealed, openReview } from '../../../src/engine/reviewing';
import { connect, type HostConnection } from '../../../src/protocol/connect';
import type { Channel, ToHost, ToWebview } from '../../../src/protocol/messages';
import type { Tab } from '../../../src/protocol/rows';
import type { RowFilter, RowOrder } from '../../../src/protocol/shown';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { quiet, temporaryHome } from '../../support/postgres';
import { program, reviewedIncident } from '../../support/reviewedIncident';
import { ReviewHost } from '../../support/webview/reviewHost';

/** Persons by their number. 1 is lost, 2 renamed, 3 reborn and noted, 4 new; what is secret says so. */
const scene = {
  table: 'personnes',
  backup: `
    create table personnes (id int primary key, nom text, ne date, note text);
    insert into personnes values
      (1, 'secret-Anne', '1931-05-06', 'perdue'), (2, 'secret-Benoit', '1932-05-06', 'x'),
      (3, null, '1933-05-06', 'y'), (5, 'secret-Egal', '1935-05-06', 'z')`,
  damage: `
    delete from personnes where id = 1;
    update personnes set nom = 'secret-Bernard' where id = 2;
    update personnes set ne = '1934-05-06', note = 'notee' where id = 3;
    insert into personnes values (4, '', '1936-05-06', 'nouvelle')`,
} as const;
const [nom, ne] = [1, 2];
const secrets = /secret-|193\d-/;
const generation = 1;

describe('Masked columns', () => {
  let home: string;
  let dir: string;
  let session: ReviewSession;
  let host: ReviewHost;
  let ask: HostConnection['request'];
  /** Everything that left the host. */
  let sent: string[];

  before(async () => {
    home = await temporaryHome('pra-masking-');
    ({ dir } = await reviewedIncident(home, scene));
    session = await openReview(await openIncident(dir), quiet);
    const [ofPage, ofHost] = channels((message) => {
      sent.push(JSON.stringify(message));
    });
    host = new ReviewHost(session, ofHost);
    const page = connect(ofPage, () => undefined);
    ask = (method, params) => page.request(method, params);
  });

  beforeEach(() => {
    sent = [];
    session.mask(new Set([nom, ne]));
  });

  after(async () => {
    host.dispose();
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  it('leave the host in no row, group, chart, copy, export, document or search', async () => {
    const tabs: readonly Tab[] = ['all', 'missing', 'changed', 'extra', 'conflict'];
    await ask('ready', { version: 4 });
    for (const tab of tabs) {
      await ask('rows', { generation, tab, first: 0, count: 100 });
    }
    await ask('count', { generation, tab: 'all', filter: { columns: [nom] } });
    await ask('groups', { generation });
    await ask('chart', { generation });
    await ask('copy', { generation, tab: 'all', first: 0, last: 3 });
    await ask('exportShown', { generation, tab: 'all' });
    await ask('find', { generation, tab: 'all', text: 'notee', from: 0 });
    await ask('select', { generation, intent: { kind: 'tab', tab: 'all', selected: true } });
    await ask('select', { generation, intent: { kind: 'nothing' } });
    const documents = [];
    for (const line of [0, 1, 2, 3]) {
      documents.push(await session.row(line));
    }
    const told = [...sent, host.copied, host.exported, JSON.stringify(documents)].join('\n');
    assert.match(told, /nouvelle/, 'what is not masked is told');
    assert.doesNotMatch(told, secrets);
  });

  it('say whether values differ, and not whether they are NULL', async () => {
    await ask('copy', { generation, tab: 'all', first: 0, last: 3 });
    assert.deepEqual(
      host.copied.split('\n').map((line) => line.split('\t').slice(1, 3)),
      [
        ['(masked)', '(masked)'],
        ['(masked: differs)', '(masked: same)'],
        ['(masked: same)', '(masked: differs)'],
        ['', ''],
      ],
    );
    assert.ok(host.copied.endsWith('\t(masked)\t(masked)\tnouvelle'));
  });

  it('are in no search, and cannot be found, filtered, counted or sorted by: that would tell them by trial', async () => {
    const find = (text: string): Promise<unknown> =>
      ask('find', { generation, tab: 'all', text, from: 0 });
    for (const text of ['secret', '1934', 'masked', '(']) {
      assert.deepEqual(await find(text), { none: true }, text);
      const filter = { text: { words: text } };
      assert.equal((await ask('count', { generation, tab: 'all', filter })).rows, 0, text);
    }
    assert.deepEqual(await find('notee'), { ordinal: 2, column: 3 });
    const shown: readonly { readonly filter?: RowFilter; readonly order?: RowOrder }[] = [
      { filter: { text: { words: 'secret', column: nom } } },
      { filter: { range: { column: ne, from: '1932-01-01' } } },
      { order: { column: ne, side: 'backup' } },
    ];
    for (const by of shown) {
      const rows = { generation, tab: 'all', ...by } as const;
      await refused(ask('rows', { ...rows, first: 0, count: 9 }));
      await refused(ask('copy', { ...rows, first: 0, last: 0 }));
      await refused(ask('exportShown', rows));
      await refused(ask('find', { ...rows, text: 'x', from: 0 }));
      await refused(
        ask('select', { generation, intent: { kind: 'row', ...rows, ordinal: 0, selected: true } }),
      );
    }
    await refused(ask('find', { generation, tab: 'all', text: 's', column: nom, from: 0 }));
  });

  it('are masked, too, where they are the key, which then is not gone to', async () => {
    session.mask(new Set([0]));
    await refused(ask('goToKey', { generation, tab: 'all', key: ['2'] }));
    const [row] = await session.page({ tab: 'all' }, 1, 1);
    assert.deepEqual(row?.change.key, ['(masked)']);
    await ask('copy', { generation, tab: 'all', first: 0, last: 3 });
    assert.doesNotMatch(host.copied, /[1234]\t/);
  });

  it('are told again, and searched, once they are revealed; what was found before is found anew', async () => {
    const filter = { text: { words: 'secret' } };
    assert.equal(await session.count({ tab: 'all', filter }), 0);
    session.mask(new Set([ne]));
    assert.equal(await session.count({ tab: 'all', filter }), 2);
    assert.equal(await session.count({ tab: 'all', order: { column: nom, side: 'live' } }), 4);
    session.mask(new Set([nom]));
    assert.equal(await session.count({ tab: 'all', filter }), 0);
  });

  it('stay in the correction, which puts their values right all the same', async () => {
    await session.select({ act: 'row', tab: 'all', ordinal: 0, selected: true });
    await session.plan(planningIn(await openIncident(dir), program), quiet);
    const rows = await readdir(path.join(dir, 'rows'));
    const written = await Promise.all(
      rows.map((name) => readFile(path.join(dir, 'rows', name), 'utf8')),
    );
    assert.match(written.join(''), /secret-Anne/);
    await session.select({ act: 'nothing' });
  });

  it('are noted in the journal when they are revealed and masked again: which, when and by whom, and no value', async () => {
    const incident = await openIncident(dir);
    await noteRevealed(incident, 'nom');
    await noteMaskedAgain(incident, 'nom');
    const { entries } = await factsOf(incident);
    const { username } = userInfo();
    assert.deepEqual(
      entries
        .slice(-2)
        .map((entry) => ('column' in entry ? [entry.step, entry.column, entry.by] : [])),
      [
        ['revealed', 'nom', username],
        ['masked-again', 'nom', username],
      ],
    );
  });
});

function refused(asking: Promise<unknown>): Promise<void> {
  return assert.rejects(asking, ({ wire }: { wire?: { message: string } }) =>
    (wire?.message ?? '').includes('are masked'),
  );
}

/** Both ends of one channel, heard on the way to the page. */
function channels(
  hear: (message: ToWebview) => void,
): readonly [Channel<ToHost>, Channel<ToWebview>] {
  const [page, host] = [new Set<(m: unknown) => void>(), new Set<(m: unknown) => void>()];
  const listen = (of: Set<(m: unknown) => void>) => (listener: (m: unknown) => void) => {
    of.add(listener);
    return () => of.delete(listener);
  };
  const post = (to: Set<(m: unknown) => void>, message: unknown): void => {
    for (const listener of to) {
      listener(message);
    }
  };
  return [
    {
      post: (message) => {
        post(host, message);
      },
      listen: listen(page),
    },
    {
      post: (message) => {
        hear(message);
        post(page, message);
      },
      listen: listen(host),
    },
  ];
}
