import type { KeptChildren } from '../../core/correction/keptChildren';
import type { LostChildren } from '../../core/correction/lostChildren';
import type { SelfReference } from '../../core/correction/parts';
import type { FoundChildren } from '../../core/correction/provedChildren';
import { countActions, type CorrectionPlan, type TableIdentity } from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { Foreseen } from '../../core/incident/foreseen';
import type { Attempt } from '../../core/incident/outcome';
import type { TransactionStatus } from '../../core/incident/verdict';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type {
  CorrectionTarget,
  CountRequest,
  SequencesMoved,
  Survey,
} from '../../recovery/ports/correctionTarget';
import type { ScriptTarget } from '../../recovery/ports/scriptTarget';
import type { FreezePass } from '../../recovery/ports/freezer';
import type { LedgerView } from '../../recovery/ports/ledger';
import type { TableSnapshot } from '../../recovery/ports/tableSnapshot';
import type { Work } from '../../recovery/work';
import { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { supportedMajor, transactionFunctions, unlimitedTransaction } from '../versions';
import { ledgerView, stillEntered } from '../ledger/readLedger';
import { lostChildren } from './children';
import { findChildren } from './findChildren';
import { findPlannedTable } from './guard';
import { beginWriting } from './openTransaction';
import { passFreeze } from './passFreeze';
import { openPlannedSnapshot } from './plannedSnapshot';
import { triggersPuttingBack } from './keepChildren';
import { Line, type Patience, usualPatience } from './line';
import { EarlySession } from './earlySession';
import { pinSettings } from './readingSettings';
import { foreseen } from './foreseen';
import { refuseWithoutIdentity } from './publications';
import { lackingToUndo, type WritingLock } from './rights';
import { selfReferences } from './selfReferences';
import { hasSequences, moveSequences } from './sequences';
import { type Reading, surveyRows } from './survey';
import { PostgresScriptTransaction } from './scriptTransaction';
import { ScriptWatch } from './scriptWatch';
import { type Begun, PostgresCorrectionTransaction } from './transaction';
import { transactionStatus } from './transactionStatus';
import { doingOf, triggersOf } from './triggers';

const reads = 'isolation level repeatable read read only';

/** A production database over which a correction is written, looked at and settled. */
export class PostgresCorrectionTarget implements CorrectionTarget, ScriptTarget {
  private early: EarlySession | undefined;

  constructor(
    private readonly settings: ConnectionSettings,
    private readonly patience: Patience = usualPatience,
    /** Undefined where nothing frozen may be written to. */
    private readonly pass?: FreezePass,
    private readonly lock: WritingLock = 'row exclusive',
  ) {}

  async connectedEarly<T>(use: () => Promise<T>, { signal }: Work): Promise<T> {
    const early = new EarlySession(this.settings, signal);
    this.early = early;
    try {
      return await use();
    } finally {
      this.early = undefined;
      await early.close();
    }
  }

  async begin(plan: CorrectionPlan, work: Work): Promise<PostgresCorrectionTransaction> {
    return this.beginning(plan, work, async (begun) => {
      const doing = doingOf(plan);
      await refuseWithoutIdentity(begun.line, begun.table, doing.actions);
      const triggers = await triggersOf(begun.line, begun.table, doing);
      return new PostgresCorrectionTransaction({ ...begun, triggers, xid: await begun.xid() });
    });
  }

  async beginScript(plan: CorrectionPlan, work: Work): Promise<PostgresScriptTransaction> {
    return this.beginning(plan, work, async (begun) => {
      const watch = await ScriptWatch.begin(begun.line, begun.table, begun.major);
      return new PostgresScriptTransaction({ ...begun, watch, xid: await begun.xid() });
    });
  }

  async foresee(plan: CorrectionPlan, work: Work): Promise<Foreseen> {
    return this.reading(plan, reads, work, async ({ line, table }) => {
      const doing = doingOf(plan);
      await refuseWithoutIdentity(line, table, doing.actions);
      const puttingBack = await triggersPuttingBack(line, table, plan);
      const lacking = await lackingToUndo(line, plan);
      return {
        ...(await foreseen(line, table, doing)),
        ...{ puttingBack, ...(lacking ? { undoLacks: lacking } : {}) },
        ...this.manner,
      };
    });
  }

  async foreseeScript(plan: CorrectionPlan, work: Work): Promise<Foreseen> {
    return this.reading(plan, reads, work, async ({ line, table }) => {
      const updated = table.columns.map(({ name }) => name);
      const actions = ['insert', 'update', 'delete'] as const;
      return {
        ...(await foreseen(line, table, { actions, updated })),
        ...this.manner,
      };
    });
  }

  async status(attempt: Attempt, { signal }: Work): Promise<TransactionStatus> {
    return transactionStatus({ settings: this.settings, patience: this.patience }, attempt, signal);
  }

  async observe(
    plan: CorrectionPlan,
    count: CountRequest | undefined,
    work: Work,
  ): Promise<Survey> {
    return this.reading(plan, reads, work, async (reading) =>
      surveyRows(reading, plan, { count, progress: work.progress }),
    );
  }

  async lostChildren(plan: CorrectionPlan, work: Work): Promise<readonly LostChildren[]> {
    const mode = 'isolation level repeatable read read only';
    return this.reading(plan, mode, work, async ({ line, table }) => {
      await pinSettings(line, table);
      return lostChildren(line, table, plan);
    });
  }

  async findChildren(
    plan: CorrectionPlan,
    kept: KeptChildren,
    writers: readonly string[],
    work: Work,
  ): Promise<readonly FoundChildren[]> {
    return this.reading(plan, reads, work, ({ line }) => findChildren(line, kept, writers));
  }

  async selfReferences(plan: CorrectionPlan, work: Work): Promise<readonly SelfReference[]> {
    return this.reading(plan, reads, work, async ({ line, table }) => selfReferences(line, table));
  }

  async moveSequences(plan: CorrectionPlan, work: Work): Promise<SequencesMoved> {
    if (countActions(plan.corrections).insert === 0) {
      return { moved: [], notices: [] };
    }
    const mode = 'isolation level read committed read write';
    return this.transacting(plan, mode, work, async (line) => {
      // Most tables have none, and need not be looked at further.
      if (!(await hasSequences(line, plan))) {
        return { moved: [], notices: [] };
      }
      return moveSequences(line, await findPlannedTable(line, plan, 'access share'), plan);
    });
  }

  async ledger(plan: CorrectionPlan, digests: readonly string[], work: Work): Promise<LedgerView> {
    return this.asking(work, (line) => ledgerView(line, plan, digests));
  }

  async isEntered(attempt: Attempt, work: Work): Promise<boolean | undefined> {
    return this.asking(work, (line) => stillEntered(line, attempt));
  }

  openSnapshot(table: TableIdentity, tool: string, { signal }: Work): Promise<TableSnapshot> {
    return openPlannedSnapshot(this.settings, table, tool, signal);
  }

  private get manner(): Pick<Foreseen, 'locksTable'> {
    return this.lock === 'share row exclusive' ? { locksTable: true } : {};
  }

  /** What comes first in every transaction that writes. */
  private async beginning<T>(
    plan: CorrectionPlan,
    work: Work,
    go: (begun: Beginning) => Promise<T>,
  ): Promise<T> {
    const line = await this.open(plan, work);
    try {
      await beginWriting(line);
      const major = await this.prepare(line, plan);
      await line.watchLocks(work);
      await this.takeTurn(line, plan);
      const table = await findPlannedTable(line, plan, this.lock);
      await prepareToWrite(line);
      const beforeCommit = await passFreeze({ line, major }, table, this.pass);
      const xid = async (): Promise<string> => {
        const [number] = await line.row(`select ${transactionFunctions(major).current}`);
        return number ?? '';
      };
      return await go({
        ...{ line, plan, table, major, xid, beforeCommit },
        ...{ patience: this.patience, progress: work.progress },
      });
    } catch (error) {
      await line.close();
      throw error;
    }
  }

  private async open(plan: CorrectionPlan, { signal }: Work): Promise<Line> {
    const { silence, turn } = this.patience;
    const longest = Math.max(this.statementTimeout(plan.corrections.length), turn);
    const session = (await this.early?.give()) ?? (await Session.connect(this.settings, signal));
    return new Line(session, signal, longest + silence);
  }

  /** @returns the server's major version. */
  private async prepare(line: Line, { corrections }: CorrectionPlan): Promise<number> {
    const { idle, turn } = this.patience;
    const longest = Math.max(this.statementTimeout(corrections.length), turn);
    await line.row(
      `
      select
        set_config('lock_timeout', $1, true),
        set_config('statement_timeout', $2, true),
        set_config('idle_in_transaction_session_timeout', $3, true),
        -- else keys and values that are bound as arrays could not hold NULL
        set_config('array_nulls', 'on', true),
        -- compiling what is asked of the catalogue takes seconds, under the lock
        set_config('pra.jit', current_setting('jit'), true),
        set_config('jit', 'off', true)`,
      [String(turn), String(longest), String(idle)],
    );
    const major = await supportedMajor(line, this.settings);
    for (const [name, value] of Object.entries(unlimitedTransaction(major))) {
      await line.row('select set_config($1, $2, true)', [name, value]);
    }
    return major;
  }

  /** Milliseconds. */
  private statementTimeout(rows: number): number {
    return this.patience.statement + this.patience.statementPerRow * rows;
  }

  /** One correction of a table after the other, applies and undos alike. */
  private async takeTurn(line: Line, { table, corrections }: CorrectionPlan): Promise<void> {
    try {
      await line.row(`select pg_advisory_xact_lock(hashtextextended($1, 0))::text`, [
        `pra: correction of table ${table.identity.tableOid}`,
      ]);
    } catch (error) {
      if (error instanceof RecoveryError && error.sqlstate === '55P03') {
        throw new RecoveryError('in-use', 'Another correction of this table is under way.', {
          hint: 'Wait for its end, then try again.',
          cause: error,
        });
      }
      throw error;
    }
    await line.row(
      `select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)`,
      [String(this.patience.lock), String(this.statementTimeout(corrections.length))],
    );
  }

  private async reading<T>(
    plan: CorrectionPlan,
    mode: string,
    work: Work,
    use: (reading: Reading) => Promise<T>,
  ): Promise<T> {
    return this.transacting(plan, mode, work, async (line, major) =>
      use({ line, table: await findPlannedTable(line, plan, 'access share'), major }),
    );
  }

  private async transacting<T>(
    plan: CorrectionPlan,
    mode: string,
    work: Work,
    use: (line: Line, major: number) => Promise<T>,
  ): Promise<T> {
    const line = await this.open(plan, work);
    try {
      await line.ask(`begin ${mode}`);
      const major = await this.prepare(line, plan);
      const result = await use(line, major);
      await line.ask('commit');
      return result;
    } finally {
      await line.close();
    }
  }

  /** Single statements, which nobody waits for and which wait for nobody for long. */
  private async asking<T>({ signal }: Work, ask: (line: Line) => Promise<T>): Promise<T> {
    const { silence } = this.patience;
    const asked = (session: Session): Promise<T> => ask(new Line(session, signal, silence));
    const early = await this.early?.lend();
    return early ? asked(early) : withSession(this.settings, asked, signal);
  }
}

interface Beginning extends Omit<Begun, 'xid' | 'triggers'> {
  readonly major: number;
  /** Gives the transaction its number. */
  readonly xid: () => Promise<string>;
}

/** What the session must be like before anything is written. */
async function prepareToWrite(line: Line): Promise<void> {
  const [synchronous, role] = await line.row(`
    select current_setting('synchronous_commit'), current_setting('session_replication_role')`);
  if (role !== 'origin') {
    throw new RecoveryError(
      'permission-denied',
      `This role works with session_replication_role = ${role ?? ''}: foreign keys would not be checked.`,
      { hint: 'Connect as a role without that setting.' },
    );
  }
  if (synchronous === 'off' || synchronous === 'local') {
    await line.ask('set local synchronous_commit = on');
  }
}
