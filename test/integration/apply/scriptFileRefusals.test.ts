import assert from 'node:assert/strict';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { one, ownScript, refused, rehearseScript, saveFile, small, untouched } from './fileScene';
import { removeFolders, type Scene, scene, sql } from './scene';

describe('A script is refused', () => {
  let incident: Scene;

  before(async () => {
    incident = await scene(small);
  });

  after(removeFolders);

  it('by its own guard, with the line in which it speaks', async () => {
    const drifted = await scene({
      ...small,
      afterwards: `update metier.rdv set note = 'moved on' where id = 2`,
    });
    await saveFile(drifted, ownScript(drifted));
    await untouched(drifted, async () => {
      const { refusal } = await rehearseScript(drifted);
      assert.equal(refusal?.sqlstate, 'P0001');
      assert.match(refusal.message, /Refused: already applied or changed since/);
      const lines = ownScript(drifted).split('\n');
      assert.match(lines[refusal.line - 1] ?? '', /raise exception/);
      assert.match(refusal.hint, /Compare again and make a new script/);
    });
  });

  it('in the line of what the server does not understand', async () => {
    await saveFile(incident, `begin;\n${one}\n\nupdate metier.rdv\nset nichts = 1;\ncommit;`);
    const { refusal } = await rehearseScript(incident);
    assert.deepEqual([refusal?.line, refusal?.sqlstate], [5, '42703']);
  });

  it('before anything of it is sent, where it holds what must never be done', async () => {
    const fresh = await scene(small);
    for (const [statement, why] of [
      ['truncate metier.rdv', /^Line 2: TRUNCATE/],
      ['alter table metier.rdv disable trigger all', /^Line 2: /],
      ['commit; begin', /^Line 2: The script is one transaction/],
      ['set local session_replication_role = replica', /^Line 2: /],
      ['copy metier.rdv from stdin', /^Line 2: COPY/],
      ['\\copy metier.rdv from rows', /^Line 2: .*psql/],
    ] as const) {
      await saveFile(fresh, `${one}\n${statement};\n${one}`);
      await refused(fresh, () => rehearseScript(fresh), why);
    }
    const entries = await (await IncidentFolder.open(fresh.folder)).entries();
    assert.ok(entries.every(({ step }) => step !== 'file-rehearsal-begun'));
  });

  it('where it writes another table', async () => {
    for (const statement of [
      'delete from metier.autre',
      'insert into "metier"."autre" values (1)',
      'with x as (update metier.autre set id = 1 returning 1) select * from x',
      'do $$ begin insert into metier.autre values (1); end $$',
    ]) {
      await saveFile(incident, `${one}\n${statement};`);
      await refused(incident, () => rehearseScript(incident), /^Line 2: it writes .*autre/);
    }
  });

  it('where it does unseen what must never be done', async () => {
    for (const [hidden, why] of [
      [`execute 'trunc' || 'ate metier.rdv'`, /lock on metier\.rdv/],
      [`execute 'alt' || 'er table metier.rdv disable trigger all'`, /lock on metier\.rdv/],
      [`execute 'dr' || 'op table metier.autre'`, /lock on a table that is gone/],
      [
        `perform set_config('session_repl' || 'ication_role', 'replica', true)`,
        /changed a setting/,
      ],
    ] as const) {
      await saveFile(incident, `${one}\ndo $$ begin ${hidden}; end $$;`);
      await refused(incident, () => rehearseScript(incident), why);
    }
  });

  it('where it would end the transaction unseen', async () => {
    await saveFile(incident, `${one}\ndo $$ begin execute 'com' || 'mit'; end $$;`);
    await untouched(incident, async () => {
      assert.equal((await rehearseScript(incident)).refusal?.line, 2);
    });
  });

  it('where several statements would be taken for one', async () => {
    await sql(
      incident.live,
      `alter database ${incident.live.database} set standard_conforming_strings = off`,
    );
    const text = String.raw`update metier.rdv set note = 'a\'; commit; --' where id = 2;` + '\n';
    await saveFile(incident, text);
    await untouched(incident, async () => {
      const { refusal, counts } = await rehearseScript(incident);
      assert.deepEqual([refusal, counts.update], [undefined, 1]);
    });
  });
});
