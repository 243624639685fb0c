import type { Key, Row } from '../../core/catalog/table';
import {
  type ConfirmedPlan,
  type Correction,
  type CorrectionPlan,
  countActions,
} from '../../core/correction/plan';
import { notAgreedTo } from '../../core/correction/lostChildren';
import { ViolationError } from '../../core/correction/refusal';
import { mostViolations } from '../../core/incident/rehearsal';
import type { Violation } from '../../core/correction/violation';
import { isWrittenSince } from '../../core/incident/verdict';
import type {
  AddedRows,
  CorrectionTransaction,
  WritingManner,
  WrittenRows,
} from '../../recovery/ports/correctionTarget';
import type { ChildrenInTransaction } from '../../recovery/ports/childrenKept';
import { bothDone } from '../../recovery/together';
import type { LedgerOrder } from '../../recovery/ports/ledger';
import type { Progress } from '../../recovery/work';
import { enterInLedger } from '../ledger/enterInLedger';
import { lostChildren, refersToItself } from './children';
import { checkChildren, giveBackChildren } from './giveBackChildren';
import type { FoundTable } from './guard';
import { childrenAfter, childrenBefore } from './keepChildren';
import { leftChildren } from './leftChildren';
import type { Line, Patience } from './line';
import { keepNumberTaken, OpenTransaction } from './openTransaction';
import { ReadBack, type RowsReadBack } from './readBack';
import { type OriginalSettings, pinSettings, restoreSettings } from './readingSettings';
import { readPlannedRows } from './plannedRows';
import { refusedRows } from './refusedRows';
import { hasSequences } from './sequences';
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
  private originals: OriginalSettings = new Map();
  private places: readonly (Key | undefined)[] = [];
  private isSample = false;
  private numberTaken: Promise<boolean> | undefined;
  private readonly open: OpenTransaction;

  constructor(private readonly begun: Begun) {
    this.xid = begun.xid;
    this.triggers = begun.triggers;
    this.systemIdentifier = begun.table.server.systemIdentifier;
    this.timeline = begun.table.server.timeline;
    this.open = new OpenTransaction(begun.line, begun.patience, begun.beforeCommit);
  }

  async lockRows(added: AddedRows): Promise<readonly (Row | null)[]> {
    const { line, table, plan, triggers, progress } = this.begun;
    void this.keepNumberTaken().catch(() => undefined);
    this.originals = await pinSettings(line, table);
    const isRefused = table.keyIsIndexed && !triggers.some(isRule);
    const rows = await readPlannedRows(line, table, plan.corrections, {
      lock: 'for writing',
      added: isRefused ? added : 'looked for',
      progress,
    });
    this.places = rows.map(({ place }) => place);
    const children = await lostChildren(line, table, plan);
    this.lostChildren = notAgreedTo(children, plan.wholeTable?.children ?? []);
    await restoreSettings(line, table, this.originals);
    return rows.map(({ row }) => row);
  }

  /** What its deletes take from other tables. */
  get children(): ChildrenInTransaction {
    const { line, table, plan, patience } = this.begun;
    return {
      before: () => childrenBefore(line, table, plan),
      after: (before) => childrenAfter(line, before),
      check: (kept) => checkChildren(line, kept),
      left: (kept) => leftChildren(line, kept),
      giveBack: async (left) => {
        const writing = giveBackChildren(line, left);
        const [givenBack] = await bothDone(writing, keepNumberTaken(line, patience));
        return givenBack;
      },
    };
  }

  async enter(order: LedgerOrder): Promise<string | undefined> {
    return enterInLedger(this.begun.line, this.systemIdentifier, order);
  }

  async write(manner: WritingManner = {}): Promise<WrittenRows> {
    const [written] = await bothDone(this.writeRows(manner), this.keepNumberTaken());
    return written;
  }

  /** Where there is no second connection to be had, a crash at COMMIT ends as unknown instead. */
  private keepNumberTaken(): Promise<boolean> {
    return (this.numberTaken ??= keepNumberTaken(this.begun.line, this.begun.patience));
  }

  private async writeRows({
    sample,
    foreseen,
    meanwhile,
    giveBack,
  }: WritingManner): Promise<WrittenRows> {
    const { line, plan, table, progress, triggers } = this.begun;
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
    const isWhole = planned === plan.corrections;
    const writes = {
      ...{ corrections: planned, planned: plan.table, xmin: this.xmin },
      foreseen: isWhole ? foreseen : undefined,
    };
    const readBack = await ReadBack.expect(line, table, writes);
    const writing = writeRows(line, target, parts, {
      foreseen: corrections === planned ? writes.foreseen : undefined,
      ...{ together, hasRules, progress },
    });
    await bothDone(
      writing,
      meanwhile?.().then(() => readBack.prepare()),
    );
    const givenBack = giveBack ? await giveBackChildren(line, giveBack) : [];
    await pinSettings(line, table);
    const found = await readBack.read(progress);
    const writers = new Set([this.xmin, ...found.xmins]);
    this.refuseUnwritten(planned, found, writers);
    const adds = countActions(planned).insert > 0;
    const mayMoveSequences = adds && (await hasSequences(line, plan));
    const { asForeseen, rows: after } = found;
    return { asForeseen, after, writers: [...writers], mayMoveSequences, givenBack };
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
    if (plan !== this.begun.plan || this.isSample) {
      throw new Error('Another plan was confirmed than the one that was written.');
    }
    await this.open.commit();
  }

  async rollback(): Promise<void> {
    await this.open.rollback();
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
  private refuseUnwritten(
    corrections: readonly Correction[],
    found: RowsReadBack,
    writers: ReadonlySet<string>,
  ): void {
    const { table, xid } = this.begun;
    // None of our writes is older than our transaction; the sum only bounds the numbers above it.
    const beyond = String(BigInt(xid) + 2n ** 31n);
    const ours = [...writers].filter((xmin) => isWrittenSince(xmin, xid, beyond));
    const unwritten = found.notWrittenBy(new Set(ours));
    if (unwritten > 0) {
      throw notWritten(table, corrections.length, corrections.length - unwritten);
    }
  }

  /** Its number as rows carry it, of 32 bits. */
  private get xmin(): string {
    return String(BigInt(this.xid) % 2n ** 32n);
  }
}
