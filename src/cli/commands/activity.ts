import { activityText } from '../../core/activity/activityText';
import { parseTableName, typedName } from '../../core/catalog/tableName';
import { activityOf } from '../../engine/activity';
import { withConnections } from '../../engine/connections';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { freezeFields } from '../freezeFields';
import { printable } from '../text';

const spec = {
  name: 'activity',
  summary: 'Shows who is writing to a table now: sessions, their locks, and who waits for whom.',
  options: {
    live: { type: 'text', value: 'CONN', help: 'Production', required: true },
    table: { type: 'text', value: 'TABLE', help: 'The table, with its schema', required: true },
  },
} as const satisfies CommandSpec;

export const activity: Command = command(spec, (call) =>
  withConnections(call, async (connections) => {
    const { options, work } = call;
    const live = await connections.connection(options.live);
    const found = await activityOf(parseTableName(options.table), live, work.signal);
    const lines = activityText(found).split('\n').map(printable);
    const { freeze, ...seen } = found;
    const fields = {
      ...seen,
      table: typedName(found.table),
      freeze: freeze ? freezeFields(freeze) : null,
    };
    return { fields, text: lines.join('\n') };
  }),
);
