import { quoteIdentifier, quoteLiteral } from '../../src/core/sql/quote';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected } from './postgres';

/**
 * Lets everybody on this machine into one database of a test's own server without a password: proving one
 * costs either side several milliseconds, which is the most of what thousands of short sessions cost.
 */
export async function trustDatabase(superuser: ConnectionSettings): Promise<void> {
  const rule = `host ${quoteIdentifier(superuser.database)} all ${superuser.host}/32 trust`;
  await connected(superuser, async (session) => {
    const [file, rules] = await session.row(
      `select current_setting('hba_file'), pg_read_file(current_setting('hba_file'))`,
    );
    // The first rule that fits is the one that counts.
    const lines = [rule, ...(rules ?? '').split('\n')].map((line) => quoteLiteral(line));
    await session.query(
      `copy (select unnest(array[${lines.join(', ')}])) to ${quoteLiteral(file ?? '')}`,
    );
    await session.query('select pg_reload_conf()');
  });
}
