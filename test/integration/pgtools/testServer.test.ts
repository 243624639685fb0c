import assert from 'node:assert/strict';
import { connected, testServer } from '../../support/postgres';

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
});
