import assert from 'node:assert/strict';
import {
  appointments,
  apply,
  refusedWith,
  rehearse,
  removeFolders,
  scene,
  sql,
  tableDigest,
} from './scene';

const swallowing = `
  create function metier.avaler() returns trigger language plpgsql as
  $$ begin if new.id = 33 then return null; end if; return new; end $$;
  create trigger avaler before update on metier.rdv
  for each row execute function metier.avaler()`;

describe('Rows that production takes away in silence', () => {
  after(removeFolders);

  it('are named at a rehearsal where a trigger swallows them, and nothing is written', async () => {
    const incident = await scene({ ...appointments, afterwards: swallowing });
    const before = await tableDigest(incident.live, 'metier.rdv');
    const { violations } = await rehearse(incident);
    const message =
      'A trigger or a rule of production keeps rows of metier.rdv from being written.';
    assert.deepEqual(violations, [
      { constraint: undefined, message, sqlstate: '02000', key: ['33'] },
    ]);
    await assert.rejects(apply(incident), refusedWith('violation'));
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
  });

  it('keep the rest from being written where the trigger came after the rehearsal', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    await sql(incident.live, swallowing);
    const before = await tableDigest(incident.live, 'metier.rdv');
    await assert.rejects(apply(incident), refusedWith('row-not-written'));
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
  });

  it('are missed where a rule writes elsewhere and gives the right count', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create table metier.ailleurs (id int);
        create rule detour as on insert to metier.rdv
        do instead insert into metier.ailleurs values (new.id)`,
    });
    const { violations } = await rehearse(incident);
    assert.equal(violations.length, 1);
    assert.match(violations[0]?.message ?? '', /kept the rest\.$/);
    await assert.rejects(apply(incident), refusedWith('violation'));
    const [[rows] = []] = await sql(incident.live, 'select count(*) from metier.ailleurs');
    assert.equal(rows, '0');
  });
});
