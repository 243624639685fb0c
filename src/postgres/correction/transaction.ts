import type { Key, Row } from '../../core/catalog/table';
import type { ConfirmedPlan, Correction, CorrectionPlan } from '../../core/correction/plan';
import { notAgreedTo } from '../../core/correction/lostChildren';
import { ViolationError } from '../../core/correction/refusal';
import { RecoveryError } from '../../core/errors';
import { mostViolations, type Violation } from '../../core/incident/rehearsal';
import { isWrittenSince, type ObservedRow } from '../../core/incident/verdict';
import type { CorrectionTransaction, WrittenRows } from '../../recovery/ports/correctionTarget';
import type { Progress } from '../../recovery/work';
import { Session } from '../connection/session';
import { lostChildren, refersToItself } from './children';
import type { FoundTable } from './guard';
import { answered, type Line, type Patience } from './line';
import { pinSettings, restoreSettings } from './readingSettings';
import { readPlannedRows } from './plannedRows';
import { refusedRows } from './refusedRows';
import { writable } from './rowPlaces';
import { isRule } from './triggers';
import { inWritingOrder, orderUpdates } from './updateWaves';
import { notWritten, writeRows } from './writing';

/** What a transaction has found out when it begins. */
export interface Begun {
  readonly line: Line;
  readonly plan: CorrectionPlan;
  readonly table: FoundTable;
  readonly xid: string;
  readonly triggers: readonly string[];
  readonly patience: Patience;
  readonly progress: Progress;
  /** What must be on disk before COMMIT is sent. */
  readonly beforeCommit: () => Promise<void>;
}

/** One transaction of production, at READ COMMITTED: each step sees what others have committed till then. */
export class PostgresCorrectionTransaction implements CorrectionTransaction {
  readonly xid: string;
  readonly triggers: readonly string[];
  readonly systemIdentifier: string;
  readonly timeline: string;
  private lostChildren: readonly Violation[] = [];
  private places: readonly (Key | undefined)[] = [];
  private isSample = false;
  private over = false;

  constructor(private readonly begun: Begun) {
    this.xid = begun.xid;
    this.triggers = begun.triggers;
    this.systemIdentifier = begun.table.server.systemIdentifier;
    this.timeline = begun.table.server.timeline;
  }

  async lockRows(): Promise<readonly (Row | null)[]> {
    const { line, table, plan, progress } = this.begun;
    const originals = await pinSettings(line, table);
    const rows = await readPlannedRows(line, table, plan.corrections, {
      lock: 'for writing',
      progress,
    });
    this.places = rows.map(({ place }) => place);
    const children = await lostChildren(line, table, plan);
    this.lostChildren = notAgreedTo(children, plan.wholeTable?.children ?? []);
    await restoreSettings(line, table, originals);
    return rows.map(({ row }) => row);
  }

  async write(sample?: readonly number[]): Promise<WrittenRows> {
    const { line, table, progress, triggers } = this.begun;
    const { corrections: planned, places } = this.plannedIn(sample);
    for (const violation of this.lostChildren) {
      throw new ViolationError(violation, {
        hint: 'Nothing was written. Take those rows out of the plan, or deal with their children first.',
      });
    }
    const { waves, refused } = await orderUpdates(line, table, planned);
    for (const violation of refused) {
      throw new ViolationError(violation, { hint: 'Nothing was written.' });
    }
    const together = await refersToItself(line, table);
    const { target, corrections } = writable(table, planned, places);
    const hasRules = triggers.some(isRule);
    const parts = inWritingOrder(corrections, waves);
    await writeRows(line, target, parts, { together, hasRules, progress });
    await pinSettings(line, table);
    const found = await readPlannedRows(line, table, planned, { lock: 'none', progress });
    this.refuseUnwritten(planned, found);
    await keepNumberTaken(this.begun);
    return { after: found.map(({ row }) => row), writers: this.writersOf(found) };
  }

  async refusedRows(): Promise<readonly Violation[]> {
    const { line, table, plan } = this.begun;
    if (this.lostChildren.length > 0 || (await refersToItself(line, table))) {
      return [];
    }
    const { waves, refused } = await orderUpdates(line, table, plan.corrections);
    if (refused.length > 0) {
      return refused.slice(0, mostViolations);
    }
    const { target, corrections } = writable(table, plan.corrections, this.places);
    return refusedRows(line, target, inWritingOrder(corrections, waves), mostViolations);
  }

  async commit(plan: ConfirmedPlan): Promise<void> {
    const { line, patience } = this.begun;
    if (plan !== this.begun.plan || this.isSample) {
      throw new Error('Another plan was confirmed than the one that was written.');
    }
    this.over = true;
    try {
      await this.begun.beforeCommit();
      const { command } = await answered(line.session, patience.statement, () =>
        line.session.query('commit'),
      );
      if (command !== 'COMMIT') {
        throw new RecoveryError('database-refused', `COMMIT was answered by ${command}.`);
      }
    } finally {
      await line.close();
    }
  }

  async rollback(): Promise<void> {
    if (this.over) {
      return;
    }
    this.over = true;
    const { line, patience } = this.begun;
    try {
      await answered(line.session, patience.silence, () => line.session.query('rollback'));
    } catch {
      // A transaction whose connection ends is rolled back by the server.
    } finally {
      await line.close();
    }
  }

  private plannedIn(sample: readonly number[] | undefined): {
    readonly corrections: readonly Correction[];
    readonly places: readonly (Key | undefined)[];
  } {
    const { corrections } = this.begun.plan;
    this.isSample = sample !== undefined;
    return sample
      ? {
          corrections: sample.flatMap((position) => corrections[position] ?? []),
          places: sample.map((position) => this.places[position]),
        }
      : { corrections, places: this.places };
  }

  /** The counts of the statements can be a rule's; the rows themselves cannot. */
  private refuseUnwritten(corrections: readonly Correction[], found: readonly ObservedRow[]): void {
    const { table, xid } = this.begun;
    // None of our writes is older than our transaction; the sum only bounds the numbers above it.
    const beyond = String(BigInt(xid) + 2n ** 31n);
    const ours = new Set<string | undefined>(
      [...new Set(found.flatMap(({ xmin }) => xmin ?? []))].filter((xmin) =>
        isWrittenSince(xmin, xid, beyond),
      ),
    );
    const unwritten = corrections.filter(({ action }, position) => {
      const xmin = found[position]?.xmin;
      return action === 'delete' ? xmin !== undefined : !ours.has(xmin);
    }).length;
    if (unwritten > 0) {
      throw notWritten(table, corrections.length, corrections.length - unwritten);
    }
  }

  private writersOf(found: readonly ObservedRow[]): readonly string[] {
    const own = String(BigInt(this.begun.xid) % 2n ** 32n);
    return [...new Set([own, ...found.flatMap(({ xmin }) => xmin ?? [])])];
  }
}

/**
 * Has the log flushed up to here by a transaction of its own. A server that crashes would otherwise
 * give our number to somebody else, and nobody could tell whose rows are whose. Where there is no
 * second connection to be had, that case ends as unknown instead.
 */
async function keepNumberTaken({ line, patience }: Begun): Promise<void> {
  let other: Session | undefined;
  try {
    const session = await Session.connect(line.session.settings);
    other = session;
    // Rows are locked meanwhile: a network that swallows this one is not waited for long.
    await answered(session, patience.silence, async () => {
      // For this transaction alone: a pooler may give the connection to somebody else after it.
      await session.query(
        `begin; set local synchronous_commit = local; select pg_logical_emit_message(true, 'pra', ''); commit`,
      );
    });
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    // A server that has died has not been sent COMMIT: better said now than asked for by a number afterwards.
    await line.row('select 1');
  } finally {
    await other?.close();
  }
}
