import type { ConfirmedPlan, CorrectionPlan } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { ScriptStatement } from '../../core/scriptFile/readScript';
import { refusedBy } from '../../core/scriptFile/refusedBy';
import {
  countsBetween,
  noCounts,
  type ScriptRefusal,
  type ScriptRun,
  type StatementRun,
} from '../../core/scriptFile/scriptRun';
import type { LedgerOrder } from '../../recovery/ports/ledger';
import type { ScriptTransaction } from '../../recovery/ports/scriptTarget';
import type { Progress } from '../../recovery/work';
import { isServerError } from '../connection/sqlstate';
import { enterInLedger } from '../ledger/enterInLedger';
import type { FoundTable } from './guard';
import type { Line, Patience } from './line';
import { keepNumberTaken, OpenTransaction } from './openTransaction';
import type { ScriptWatch } from './scriptWatch';
import { triggersOf } from './triggers';

export interface ScriptBegun {
  readonly line: Line;
  readonly plan: CorrectionPlan;
  readonly table: FoundTable;
  readonly xid: string;
  readonly watch: ScriptWatch;
  readonly patience: Patience;
  readonly progress: Progress;
  readonly beforeCommit: () => Promise<void>;
}

/** A script keeps no more of what it says. */
const mostSaid = 100;

/** One transaction of production at READ COMMITTED, in which the operator's statements are run. */
export class PostgresScriptTransaction implements ScriptTransaction {
  readonly xid: string;
  readonly systemIdentifier: string;
  readonly timeline: string;
  readonly standardStrings: boolean;
  private readonly open: OpenTransaction;

  constructor(private readonly begun: ScriptBegun) {
    this.xid = begun.xid;
    this.systemIdentifier = begun.table.server.systemIdentifier;
    this.timeline = begun.table.server.timeline;
    this.standardStrings = begun.watch.standardStrings;
    this.open = new OpenTransaction(begun.line, begun.patience, begun.beforeCommit);
  }

  async run(statements: readonly ScriptStatement[]): Promise<ScriptRun> {
    const { line, table, watch, progress } = this.begun;
    const done: StatementRun[] = [];
    const said: string[] = [];
    let counts = noCounts;
    for (const statement of [...statements, atItsEnd(statements)]) {
      await watch.refuseOtherTables(statement);
      const refusal = await this.send(statement, said);
      if (refusal) {
        return { statements: done, counts, said, refusal, others: [], triggers: [] };
      }
      const after = await watch.counts();
      done.push({ ...shown(statement), counts: countsBetween(counts, after) });
      counts = after;
      progress({ phase: 'running', done: done.length, total: statements.length, unit: 'steps' });
    }
    // The last is not of the script.
    done.pop();
    await watch.refuseBeyond(this.xid);
    const actions = (['insert', 'update', 'delete'] as const).filter(
      (action) => counts[action] > 0,
    );
    const updated = table.columns.map(({ name }) => name);
    const triggers = await triggersOf(line, table, { actions, updated });
    return {
      statements: done,
      counts,
      said,
      others: await watch.others(),
      triggers,
      refusal: undefined,
    };
  }

  async enter(order: LedgerOrder): Promise<string | undefined> {
    return enterInLedger(this.begun.line, this.systemIdentifier, order);
  }

  async keepNumber(): Promise<void> {
    const { line, patience } = this.begun;
    if (!(await keepNumberTaken(line, patience))) {
      throw new RecoveryError('cannot-connect', 'There is no second connection to be had.', {
        hint: 'Nothing was written. A file is applied only where it can be asked afterwards whether it was: let this role connect twice.',
      });
    }
  }

  async commit(plan: ConfirmedPlan): Promise<void> {
    if (plan !== this.begun.plan) {
      throw new Error('Another plan was confirmed than the one that the script is of.');
    }
    await this.open.commit();
  }

  async rollback(): Promise<void> {
    await this.open.rollback();
  }

  private async send(
    statement: ScriptStatement,
    said: string[],
  ): Promise<ScriptRefusal | undefined> {
    try {
      await this.begun.line.single(statement.text, (message) => {
        if (said.length < mostSaid) {
          said.push(message);
        }
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof RecoveryError)) {
        throw error;
      }
      if (isScriptsFault(error) && isServerError(error.cause)) {
        return refusedBy(error.cause, statement);
      }
      const { code, message, hint, ways, sqlstate } = error;
      throw new RecoveryError(code, `Line ${statement.line}: ${message}`, {
        ...{ ways, cause: error },
        ...(hint === undefined ? {} : { hint }),
        ...(sqlstate === undefined ? {} : { sqlstate }),
      });
    }
  }
}

/** Deferred constraints speak now, not in the COMMIT. */
function atItsEnd(statements: readonly ScriptStatement[]): ScriptStatement {
  const line = statements.at(-1)?.line ?? 1;
  return { text: 'set constraints all immediate', line, command: 'SET', writes: [] };
}

function shown({ line, command }: ScriptStatement): Pick<StatementRun, 'line' | 'command'> {
  return { line, command };
}

/** Not where others are in its way, nor where the server or the connection is. */
function isScriptsFault({ code, sqlstate = '' }: RecoveryError): boolean {
  const others = ['lock-timeout', 'connection-lost', 'cannot-connect', 'frozen', 'disk-full'];
  return !others.includes(code) && !/^(?:40|53|57|58)/.test(sqlstate);
}
