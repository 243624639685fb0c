import { ageText } from '../../core/ageText';
import { RecoveryError } from '../../core/errors';
import { dataHome } from '../../pgtools/server/dataHome';
import { privateServerStatus, stopPrivateServer } from '../../pgtools/server/privateServer';
import { scratchServerName } from '../../engine/connections';
import {
  dropOldScratchOn,
  dropScratchOn,
  listScratch,
  type ScratchOnServer,
} from '../../engine/scratch';
import type { OldScratch } from '../../recovery/restore/scratchDatabases';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import { usage } from '../argv';
import { command } from '../command';
import type { Answer, Command, CommandSpec } from '../commandSpec';
import { aligned, asIs, counted, paragraphs } from '../text';

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
  options: {
    all: { type: 'flag', help: 'All of them' },
    'older-than': {
      type: 'text',
      value: 'DAYS',
      help: 'Those that are older, but for what is in use',
    },
    ...scratchOption,
  },
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
    text: databases.length === 0 ? 'No scratch databases.' : listText(databases, new Date()),
  };
});

export const scratchDrop: Command = command(dropSpec, async (call) => {
  const { operands, options } = call;
  const days = options['older-than'];
  const said = [options.all, operands.length > 0, days !== undefined].filter(Boolean);
  if (said.length !== 1) {
    throw usage(dropSpec, 'Name one scratch database, or say --all or --older-than.');
  }
  if (days !== undefined) {
    return oldDropped(await dropOldScratchOn(options.scratch, daysOf(days), call));
  }
  const names = options.all ? undefined : operands.map(databaseName);
  const dropped = await dropScratchOn(options.scratch, names, call);
  const [name] = operands;
  if (name !== undefined && dropped.length === 0) {
    throw new RecoveryError('usage', `There is no scratch database ${name}.`, {
      hint: 'pra scratch list shows them.',
    });
  }
  return { fields: { dropped }, text: droppedText(dropped.length) };
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

function daysOf(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) {
    throw usage(dropSpec, '--older-than is not a number of days.');
  }
  return Number(text);
}

function oldDropped({ dropped, inUse }: OldScratch): Answer {
  const names = (databases: OldScratch['dropped']): readonly string[] =>
    databases.map(({ name }) => name);
  return {
    fields: { dropped: names(dropped), inUse: names(inUse) },
    text: paragraphs(
      droppedText(dropped.length),
      ...names(inUse).map((name) => `${name} is in use and stays.`),
    ),
  };
}

function droppedText(number: number): string {
  return `Dropped ${counted(number, 'scratch database')}.`;
}

/** `pra scratch list` shows names as CONN, which are taken too. */
function databaseName(name: string): string {
  return name.replace(/^local:/, '');
}

function listText(databases: readonly ScratchOnServer[], now: Date): string {
  return aligned(
    databases.map(({ conn, origin, createdAt, state, bytes }) => [
      asIs(conn),
      restoredLabel(origin),
      `from ${origin.dump}`,
      origin.owner === '' ? '' : `by ${origin.owner}`,
      ageText(createdAt, now),
      `${(bytes / 1e6).toFixed(0)} MB`,
      state === 'complete' ? '' : 'in use',
    ]),
    '',
  );
}
