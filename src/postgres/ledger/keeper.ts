import { RecoveryError } from '../../core/errors';
import { createLedger, ledgerTable } from '../../core/sql/ledger';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { toolSchema } from '../../core/sql/toolSchema';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { LedgerKeeper, LedgerReading } from '../../recovery/ports/ledger';
import type { Work } from '../../recovery/work';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { inTurn, type TurnPatience, usualTurnPatience } from '../toolSchema/inTurn';
import { dropEmptyToolSchema, findToolSchema, makeToolSchema } from '../toolSchema/schema';
import { supportedMajor } from '../versions';
import { findLedger } from './findLedger';
import { allRows } from './ledgerRows';

/** A production database in which a ledger can be kept. */
export class PostgresLedgerKeeper implements LedgerKeeper {
  constructor(
    private readonly settings: ConnectionSettings,
    private readonly patience: TurnPatience = usualTurnPatience,
  ) {}

  async create(work: Work): Promise<'created' | 'present'> {
    return this.changing(work, async (session) => {
      const { ledger } = await findLedger(session);
      if (ledger.state === 'foreign') {
        throw notOurs(`a table ${quoteTable(ledgerTable)}`);
      }
      if (ledger.state !== 'absent') {
        return 'present';
      }
      await openSchema(session);
      await session.script(createLedger());
      return 'created';
    });
  }

  async drop(work: Work): Promise<readonly string[]> {
    return this.changing(work, async (session) => {
      const { ledger } = await findLedger(session);
      if (ledger.state === 'absent' || ledger.state === 'foreign') {
        throw new RecoveryError('no-ledger', 'This database has no ledger that PRA made.', {
          hint: 'Nothing was changed.',
        });
      }
      await session.query(`drop table ${quoteTable(ledgerTable)}`);
      return dropEmptyToolSchema(session);
    });
  }

  async read({ signal }: Work): Promise<LedgerReading> {
    const read = async (session: Session): Promise<LedgerReading> => {
      await supportedMajor(session, this.settings);
      await session.query('begin isolation level repeatable read read only');
      const { ledger, readable } = await findLedger(session);
      const rows = readable ? await allRows(session) : [];
      await session.query('commit');
      return { ledger, rows };
    };
    return withSession(
      this.settings,
      (session) => cancellable(session, signal, () => read(session)),
      signal,
    );
  }

  private async changing<T>(work: Work, use: (session: Session) => Promise<T>): Promise<T> {
    return inTurn(this.settings, this.patience, use, work);
  }
}

/** Makes the tool's schema where it is not there. @throws {RecoveryError} `permission-denied`, `in-use`. */
async function openSchema(session: Session): Promise<void> {
  const { state, owner, open } = await findToolSchema(session);
  if (state === 'foreign') {
    throw notOurs(`a schema ${quoteIdentifier(toolSchema)}`);
  }
  if (!open) {
    const [role] = await session.row('select pg_catalog.quote_ident(current_user)');
    throw state === 'none'
      ? closed(`grant create on database to ${role ?? ''}`, 'This role may make no schema here.')
      : closed(
          `grant usage, create on schema ${toolSchema} to ${role ?? ''}`,
          `The schema ${toolSchema} of this database is of the role ${owner ?? ''}: this one may make nothing in it.`,
        );
  }
  if (state === 'none') {
    await makeToolSchema(session);
  }
}

function closed(grant: string, message: string): RecoveryError {
  return new RecoveryError('permission-denied', message, {
    hint: `Have an administrator run: ${grant}. Nothing was changed; corrections need no ledger.`,
  });
}

function notOurs(what: string): RecoveryError {
  return new RecoveryError('in-use', `This database has ${what} that PRA did not make.`, {
    hint: 'Nothing was changed; corrections need no ledger. Rename it, or do without.',
  });
}
