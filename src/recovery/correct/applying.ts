import { confirmedPart } from '../../core/correction/confirmation';
import { cutIntoParts } from '../../core/correction/parts';
import {
  type ConfirmedPlan,
  countActions,
  countsLeft,
  rowsIn,
  sumOf,
} from '../../core/correction/plan';
import type { RowImage } from '../../core/correction/undo';
import type { SequenceMove } from '../../core/incident/outcome';
import { appliedSentence } from '../../core/ledger/appliedElsewhere';
import type { LedgerRow } from '../../core/ledger/ledger';
import type { LedgerPlace } from '../ledger/entering';
import { refusalIn } from '../fileRefusal';
import type { SavedTable } from '../snapshot/saveTable';
import type { Work } from '../work';
import type { ApplyReport, ConfirmedCorrection, PartlyApplied } from './results';
import { checkFirst } from './checkFirst';
import type { Correcting } from './correcting';
import { moveSequences, saveUndoScript } from './finishApply';
import { type Part, partAt, type PartInForce, type Parts } from './parts';
import { partProgress } from './partProgress';
import type { WriteResult } from './writeJob';
import { unwritten } from './unwritten';
import { writePlan } from './writePlan';

export type ApplyEnd =
  | { readonly outcome: 'applied' | 'already-applied' }
  | PartlyApplied
  | { readonly outcome: 'unknown'; readonly xid: string };

type Written = Extract<WriteResult, { result: 'written' }>;

/** One call of apply: what it writes, part by part, on top of what was in force before. */
export class Applying {
  /** Of the damaged table, where this call took one. */
  snapshot: SavedTable | undefined;
  private readonly written: Written[] = [];
  private readonly sequences: SequenceMove[] = [];
  private readonly notices: string[] = [];
  private inForce: readonly PartInForce[] = [];
  private next: Part | undefined;
  /** Found out while production is at work. */
  private undoScriptIsPlanned = Promise.resolve(false);
  /** Of the rows of the parts in force. */
  private images: readonly RowImage[] = [];
  /** Transactions that this folder wrote, and that were taken back by hand. */
  private foundUndone: readonly string[] = [];

  constructor(
    private readonly correction: ConfirmedCorrection,
    private readonly correcting: Correcting,
    private readonly work: Work,
  ) {}

  /** From this standing, with the rows that the parts in force wrote. */
  goOn(
    { inForce, next }: Parts,
    images: readonly RowImage[],
    foundUndone: readonly string[],
  ): void {
    this.inForce = inForce;
    this.next = next;
    this.images = images;
    this.foundUndone = foundUndone;
  }

  /** What production's ledger must not have from others. */
  get once(): Pick<LedgerPlace, 'once' | 'own' | 'foundUndone'> {
    const { digest, continues = [] } = this.correction;
    const own = this.inForce.map(({ applied }) => applied.xid);
    return { once: [digest, ...continues], own, foundUndone: this.foundUndone };
  }

  /** The same by what production's ledger says: another folder has written it. */
  async alreadyElsewhere(row: LedgerRow): Promise<ApplyEnd> {
    this.notices.push(appliedSentence(row));
    return this.already();
  }

  /** Nothing is left to be written; what may be done again as often as need be is. */
  async already(): Promise<ApplyEnd> {
    await this.moveSequences(this.correction.plan);
    return this.end();
  }

  /**
   * Writes `plan`, which is left of the correction. Undefined where somebody else has applied or undone some of it
   * meanwhile.
   */
  async write(plan: ConfirmedPlan): Promise<ApplyEnd | undefined> {
    const isResumed = this.inForce.length > 0;
    const { incident } = this.correcting;
    this.undoScriptIsPlanned = incident.hasUndoScript(this.correction.plan.id).catch(() => false);
    const parts = await this.partsOf(plan);
    const inParts = isResumed || parts.length > 1;
    if (parts.length > 1 && (await checkFirst('apply', plan, this.correcting, this.work))) {
      return this.already();
    }
    let before = 0;
    for (const part of parts) {
      this.work.signal.throwIfAborted();
      const of = { before, total: plan.corrections.length, rows: part.corrections.length };
      const work = inParts ? partProgress(this.work, of) : this.work;
      const end = await this.writePart(part, inParts, work);
      if (end !== 'go-on') {
        return end;
      }
      before += part.corrections.length;
    }
    return isResumed ? this.already() : this.end();
  }

  /** Where some of it is in force, what keeps the rest from being written is told as an outcome; else it is thrown. */
  async orPartly(write: () => Promise<ApplyEnd | undefined>): Promise<ApplyEnd | undefined> {
    try {
      return await write();
    } catch (error) {
      const why = this.work.signal.aborted ? 'cancelled' : refusalIn(error);
      const all = countActions(this.correction.plan.corrections);
      const done = sumOf(this.inForce.map(({ applied }) => applied.plan));
      const left = countsLeft(all, done);
      if (rowsIn(done) === 0) {
        throw unwritten(error, this.work.signal);
      }
      if (!why || rowsIn(left) === 0) {
        throw error;
      }
      await this.saveUndoScript();
      return { outcome: 'partly-applied', done, left, why };
    }
  }

  report(): Omit<ApplyReport, 'seconds' | 'lockWaits'> {
    const { written, sequences, notices, snapshot } = this;
    const last = this.inForce.slice(-1).map(({ applied }) => applied);
    const told = written.length > 0 ? written.map(({ outcome }) => outcome) : last;
    return {
      written: sumOf(written.map(({ outcome }) => outcome.plan)),
      xid: last[0]?.xid,
      triggers: [...new Set(told.flatMap(({ triggers }) => triggers))],
      altered: written.flatMap(({ altered }) => altered),
      ...{ sequences, notices, snapshot },
    };
  }

  private async end(): Promise<ApplyEnd> {
    await this.saveUndoScript();
    return { outcome: this.written.length > 0 ? 'applied' : 'already-applied' };
  }

  private async partsOf(plan: ConfirmedPlan): Promise<readonly ConfirmedPlan[]> {
    const { batchRows } = this.correcting;
    if (batchRows === undefined || plan.corrections.length <= batchRows) {
      return [plan];
    }
    const references = await this.correcting.target.selfReferences(plan, this.work);
    return cutIntoParts(plan, batchRows, references).map((part) => confirmedPart(plan, part));
  }

  private async writePart(
    plan: ConfirmedPlan,
    inParts: boolean,
    work: Work,
  ): Promise<ApplyEnd | 'go-on' | undefined> {
    const next = this.next ?? (await partAt(this.correcting.incident, 1));
    const below = this.inForce.slice(-1);
    const job = {
      ...{ kind: 'apply' as const, plan, digest: this.correction.digest },
      ledger: { ...this.once, digest: this.correction.digest, part: next.number },
      ...{ part: inParts ? next.number : undefined, follows: below[0]?.applied.xid },
      seen: [next, ...below],
    };
    const written = await writePlan(job, { ...this.correcting, incident: next.incident }, work);
    switch (written.result) {
      case 'written':
        await this.keep(next, written);
        if (written.mayMoveSequences) {
          await this.moveSequences(plan);
        }
        return 'go-on';
      case 'already':
        await this.moveSequences(plan);
        return 'go-on';
      case 'unknown':
        return { outcome: 'unknown', xid: written.outcome.xid };
      case 'overtaken':
        return undefined;
    }
  }

  private async keep(part: Part, written: Written): Promise<void> {
    const { incident } = this.correcting;
    this.written.push(written);
    this.inForce = [...this.inForce, { ...part, apply: written.outcome, applied: written.outcome }];
    this.images = this.images.length === 0 ? written.images : [...this.images, ...written.images];
    this.next = await partAt(incident, part.number + 1);
  }

  private async moveSequences(plan: ConfirmedPlan): Promise<void> {
    const { notices } = this;
    const part = this.inForce.at(-1);
    const moved = await moveSequences({ plan, part, notices }, this.correcting, this.work);
    this.sequences.push(...moved);
    if (part) {
      const sequences = [...part.applied.sequences, ...moved];
      this.inForce = this.inForce.with(-1, { ...part, applied: { ...part.applied, sequences } });
    }
  }

  private async saveUndoScript(): Promise<void> {
    if (this.images.length > 0) {
      const { correction, images, notices, written } = this;
      const foreseen = written.filter((one) => one.isForeseen);
      const rows = foreseen.reduce((sum, one) => sum + one.images.length, 0);
      const isForeseen = rows === correction.plan.corrections.length;
      if (!isForeseen || !(await this.undoScriptIsPlanned)) {
        await saveUndoScript({ correction, images, notices }, this.correcting);
      }
    }
  }
}
