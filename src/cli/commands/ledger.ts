import type { LedgerRow } from '../../core/ledger/ledger';
import { ledgerText } from '../../core/ledger/ledgerText';
import { withConnections } from '../../engine/connections';
import { createLedger, dropLedger, ledgerOf } from '../../engine/ledger';
import { command } from '../command';
import type { Command, CommandSpec } from '../commandSpec';
import { paragraphs, printable } from '../text';

const live = { type: 'text', value: 'CONN', help: 'Production', required: true } as const;
const confirm = {
  type: 'text',
  value: 'DATABASE',
  help: 'The name of the database that is changed',
  required: true,
} as const;

const ledgerSpec = {
  name: 'ledger',
  summary: 'Lists what was applied and undone in a database, as its ledger has it.',
  options: { live },
} as const satisfies CommandSpec;

const createSpec = {
  name: 'ledger create',
  summary: 'Makes a ledger in production, in which each apply and undo enters itself.',
  options: { live, confirm },
} as const satisfies CommandSpec;

const dropSpec = {
  name: 'ledger drop',
  summary: 'Drops production’s ledger, with all that stands in it.',
  options: { live, confirm },
} as const satisfies CommandSpec;

export const ledgerCommand: Command = command(ledgerSpec, (call) =>
  withConnections(call, async (connections) => {
    const { ledger, rows } = await ledgerOf(
      await connections.connection(call.options.live),
      call.work,
    );
    const lines = ledgerText(ledger, rows).split('\n').map(printable);
    return { fields: { ledger, entries: rows.map(fieldsOf) }, text: lines.join('\n') };
  }),
);

export const ledgerCreate: Command = command(createSpec, (call) =>
  withConnections(call, async (connections) => {
    const target = await connections.connection(call.options.live);
    const outcome = await createLedger(
      { live: target, confirmed: call.options.confirm },
      call.work,
    );
    return {
      fields: { outcome },
      text:
        outcome === 'created'
          ? 'The ledger is made: the table pra.ledger. What is applied and undone from now on enters itself; for other roles, grant usage on schema pra, and select, insert on pra.ledger.'
          : 'There is a ledger already: nothing was changed.',
    };
  }),
);

export const ledgerDrop: Command = command(dropSpec, (call) =>
  withConnections(call, async (connections) => {
    const target = await connections.connection(call.options.live);
    const notices = await dropLedger({ live: target, confirmed: call.options.confirm }, call.work);
    return {
      fields: { outcome: 'dropped', notices },
      text: paragraphs(
        'The ledger is dropped.',
        ...notices.map((notice) => `Note: ${printable(notice)}`),
      ),
    };
  }),
);

function fieldsOf({ counts, address, ...row }: LedgerRow): Readonly<Record<string, unknown>> {
  const { kind, at, operator, role, incident, table, digest, part, xid, tool, inForce } = row;
  return {
    ...{ kind, at, operator, role, address: address ?? null, incident, table, ...counts },
    ...{ digest, part, xid, tool, inForce },
  };
}
