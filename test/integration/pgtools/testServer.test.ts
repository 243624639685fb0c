import assert from 'node:assert/strict';
import { otherMajors } from '../../support/otherMajors';
import { connected, testServer, testServerOf } from '../../support/postgres';

describe('The server of the tests', () => {
  it('gives an empty database to a superuser and lets an ordinary role log in', async () => {
    const server = await testServer();
    const database = await server.createDatabase();
    const role = await server.createRole('login_of_the_test', 'nosuperuser');

    const [tables] = await connected(database, (session) =>
      session.row(`select count(*) from pg_class where relnamespace = 'public'::regnamespace`),
    );
    const [user] = await connected({ ...role, database: database.database }, (session) =>
      session.row('select current_user'),
    );

    assert.equal(tables, '0');
    assert.equal(user, 'login_of_the_test');
  });

  for (const major of otherMajors) {
    it(`has one of PostgreSQL ${major} beside it, whose ordinary role can log in as well`, async function () {
      const server = await testServerOf(major);
      if (!server) {
        this.skip();
      }
      const [version, user] = await connected(server.owner, (session) =>
        session.row(`select current_setting('server_version_num'), current_user`),
      );
      assert.equal(Math.floor(Number(version) / 10_000), major);
      assert.equal(user, server.owner.user);
    });
  }
});
