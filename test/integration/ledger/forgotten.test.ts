import assert from 'node:assert/strict';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { CrashingServer } from '../../support/crashingServer';
import { appointments, apply, removeFolders, type Scene, scene, sql, undo } from '../apply/scene';
import { cutAtCommit, overwritten } from './cutAtCommit';
import { createLedger } from './keeping';

/** Transactions of which a server keeps the outcome in one file: only whole files are forgotten. */
const inOneFile = 1_048_576;

describe('Where COMMIT was not answered, and its transaction is older than what the server remembers', function () {
  this.timeout(120_000);
  let server: CrashingServer;
  let incidents: Readonly<Record<'committed' | 'aborted' | 'overwritten' | 'entered', Scene>>;

  before(async () => {
    server = await CrashingServer.make();
    incidents = {
      committed: await cutOff('cut-unanswered'),
      aborted: await cutOff('cut'),
      overwritten: await cutOff('cut-unanswered'),
      entered: await cutOff('cut-unanswered', { hasLedger: true }),
    };
    await forgetAll();
  });

  after(async () => {
    await server.remove();
    await removeFolders();
  });

  for (const [name, told] of [
    ['committed', 'already-applied'],
    ['aborted', 'applied'],
  ] as const) {
    it(`the rows tell that it was ${name}, where nobody has written them since`, async () => {
      const incident = incidents[name];
      assert.equal(await remembered(incident), null);
      assert.equal((await apply(incident)).outcome, told);
      assert.equal((await undo(incident)).outcome, 'undone');
    });
  }

  it('it stays unknown where others have written every row since', async () => {
    const incident = incidents.overwritten;
    await sql(incident.live, overwritten);
    assert.equal(await remembered(incident), null);
    assert.equal((await apply(incident)).outcome, 'unknown');
  });

  it('production’s ledger tells also then', async () => {
    const incident = incidents.entered;
    await sql(incident.live, overwritten);
    assert.equal(await remembered(incident), null);
    assert.equal((await apply(incident)).outcome, 'already-applied');
  });

  async function cutOff(
    fate: 'cut' | 'cut-unanswered',
    { hasLedger = false } = {},
  ): Promise<Scene> {
    const incident = await scene(appointments, { createDatabase });
    await (hasLedger && createLedger(incident.live));
    await cutAtCommit(incident, fate);
    return incident;
  }

  let databases = 0;

  async function createDatabase(): Promise<ConnectionSettings> {
    const database = `mairie_${(databases += 1)}`;
    await sql(server.settings, `create database ${database} template template0`);
    return { ...server.settings, database };
  }

  /** As after weeks of work: many transactions (each block is one below it), and a VACUUM FREEZE of every database. */
  async function forgetAll(): Promise<void> {
    await sql(server.settings, 'alter database template0 allow_connections true');
    await sql(
      server.settings,
      `create unlogged table public.work (done bool);
       do $$ begin
         for number in 1..${inOneFile} loop
           begin
             insert into public.work values (true);
           exception when others then
             raise;
           end;
         end loop;
       end $$`,
    );
    const names = await sql(server.settings, 'select datname from pg_database');
    for (const [database = null] of names) {
      await sql({ ...server.settings, database: database ?? '' }, 'vacuum (freeze)');
    }
  }

  /** What the server says of the transaction that the incident’s folder names; null where it has forgotten. */
  async function remembered({ folder, live }: Scene): Promise<string | null | undefined> {
    const outcome = await (await IncidentFolder.open(folder)).outcome('apply');
    assert.equal(outcome?.state, 'unknown');
    const [row] = await sql(live, `select pg_xact_status('${outcome.xid}')`);
    return row?.[0];
  }
});
