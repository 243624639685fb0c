import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { dataHome } from '../../pgtools/server/dataHome';
import { privateServerStatus, stopPrivateServer } from '../../pgtools/server/privateServer';
import { processes } from '../../pgtools/server/processes';
import { scratchDatabases } from '../../postgres/scratch/scratchDatabases';
import type { ScratchListing } from '../../recovery/ports/scratch';
import { dropScratch, sweepScratch } from '../../recovery/restore/scratchDatabases';
import { command } from '../command';
import type { Command, CommandHost, CommandSpec } from '../commandSpec';
import {
  isPrivateScratch,
  type ScratchServer,
  scratchServerName,
  withConnections,
} from '../connections';
import { usage } from '../argv';
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
  const databases = await onScratch(call, call.options.scratch, [], async (server) => {
    const databases = scratchDatabases(server.settings);
    await sweepScratch(databases, processes);
    const listed = await databases.list();
    return listed.map((database) => ({ ...database, conn: server.connectionTo(database.name) }));
  });
  return {
    fields: {
      databases: databases.map(({ name, conn, origin, createdAt, state, bytes }) => {
        const { dump, table } = origin;
        return { name, conn, dump, table, createdAt, state, bytes };
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
  const dropped = await onScratch(call, options.scratch, [], (server) =>
    dropScratch(
      scratchDatabases(server.settings),
      options.all ? undefined : operands.map(databaseName),
    ),
  );
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

/** Where no private server was ever made there is nothing in it, and none is made to say so. */
async function onScratch<T>(
  host: CommandHost,
  text: string | undefined,
  none: T,
  use: (server: ScratchServer) => Promise<T>,
): Promise<T> {
  const status = await privateServerStatus({ home: dataHome(), name: scratchServerName });
  if (isPrivateScratch(text) && status.state === 'absent') {
    return none;
  }
  return withConnections(host, async (connections) => use(await connections.scratch(text)));
}

function listText(databases: readonly (ScratchListing & { readonly conn: string })[]): string {
  return aligned(
    databases.map(({ conn, origin, createdAt, state, bytes }) => [
      conn,
      tableLabel(origin.table),
      `from ${origin.dump}`,
      `${createdAt.slice(0, 16).replace('T', ' ')} UTC`,
      `${(bytes / 1e6).toFixed(0)} MB`,
      state === 'complete' ? '' : 'being restored',
    ]),
    '',
  );
}
