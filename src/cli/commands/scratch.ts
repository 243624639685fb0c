import { RecoveryError } from '../../core/errors';
import { dataHome } from '../../pgtools/server/dataHome';
import { privateServerStatus, stopPrivateServer } from '../../pgtools/server/privateServer';
import { scratchServerName } from '../../engine/connections';
import { dropScratchOn, listScratch, type ScratchOnServer } from '../../engine/scratch';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import { usage } from '../argv';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { aligned, counted } from '../text';

const scratchOption = {
  scratch: { type: 'text', value: 'SCRATCH', help: 'A CONN, or local (the default)' },
} as const satisfies CommandSpec['options'];

const listSpec = {
  name: 'scratch list',
  summary: 'Lists the scratch databases; drops what crashed restores left behind.',
  options: scratchOption,
} as const satisfies CommandSpec;

const dropSpec = {
  name: 'scratch drop',
  summary: 'Drops scratch databases, with the table restored in them.',
  operand: { name: 'NAME', help: 'A name of pra scratch list', count: 'optional' },
  options: { all: { type: 'flag', help: 'All of them' }, ...scratchOption },
} as const satisfies CommandSpec;

export const scratchList: Command = command(listSpec, async (call) => {
  const databases = await listScratch(call.options.scratch, call);
  return {
    fields: {
      databases: databases.map(({ name, conn, origin, createdAt, state, bytes }) => {
        const { dump, table = null, owner } = origin;
        return { name, conn, dump, table, owner, createdAt, state, bytes };
      }),
    },
    text: databases.length === 0 ? 'No scratch databases.' : listText(databases),
  };
});

export const scratchDrop: Command = command(dropSpec, async (call) => {
  const { operands, options } = call;
  if (options.all === operands.length > 0) {
    throw usage(dropSpec, 'Name one scratch database, or say --all.');
  }
  const names = options.all ? undefined : operands.map(databaseName);
  const dropped = await dropScratchOn(options.scratch, names, call);
  const [name] = operands;
  if (name !== undefined && dropped.length === 0) {
    throw new RecoveryError('usage', `There is no scratch database ${name}.`, {
      hint: 'pra scratch list shows them.',
    });
  }
  return { fields: { dropped }, text: `Dropped ${counted(dropped.length, 'scratch database')}.` };
});

export const scratchStop: Command = command(
  {
    name: 'scratch stop',
    summary: 'Ends the private server; its scratch databases are there again when it next starts.',
    options: {},
  },
  async ({ work }) => {
    const address = { home: dataHome(), name: scratchServerName };
    const { state } = await privateServerStatus(address);
    await stopPrivateServer(address, work.signal);
    const stopped = state === 'running';
    return { fields: { stopped }, text: stopped ? 'Stopped.' : 'It was not running.' };
  },
);

/** `pra scratch list` shows names as CONN, which are taken too. */
function databaseName(name: string): string {
  return name.replace(/^local:/, '');
}

function listText(databases: readonly ScratchOnServer[]): string {
  return aligned(
    databases.map(({ conn, origin, createdAt, state, bytes }) => [
      conn,
      restoredLabel(origin),
      `from ${origin.dump}`,
      `${createdAt.slice(0, 16).replace('T', ' ')} UTC`,
      `${(bytes / 1e6).toFixed(0)} MB`,
      state === 'complete' ? '' : 'in use',
    ]),
    '',
  );
}
