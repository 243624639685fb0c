import { confirmPlan } from '../../core/correction/confirmation';
import { type ConfirmedPlan, rowsIn, sumOf } from '../../core/correction/plan';
import { childrenLost, type GivenBack, notAsTheyWere } from '../../core/correction/keptChildren';
import type { AlteredCell } from '../../core/correction/rowState';
import { inverseFromImages } from '../../core/correction/undo';
import {
  type AppliedOutcome,
  type Outcomes,
  type SequenceMove,
  takenBack,
} from '../../core/incident/outcome';
import type { ChildrenToGiveBack } from '../ports/childrenKept';
import { refusalIn } from '../fileRefusal';
import type { Work } from '../work';
import { checkFirst } from './checkFirst';
import type { Correcting } from './correcting';
import { imagesOf, type Part, partAt, type PartInForce } from './parts';
import { partProgress } from './partProgress';
import type { PartlyUndone, UndoReport, UndoRequest } from './results';
import { unwritten } from './unwritten';
import { writePlan } from './writePlan';
import { counted } from '../../core/words';

export type UndoEnd =
  | { readonly outcome: 'undone' | 'already-undone' }
  | PartlyUndone
  | { readonly outcome: 'unknown'; readonly xid: string };

interface TakenBack {
  readonly applied: AppliedOutcome;
  readonly undone: AppliedOutcome;
  readonly altered: readonly AlteredCell[];
  readonly children: ChildrenToGiveBack | undefined;
  readonly givenBack: readonly GivenBack[];
}

/** One call of undo: what it takes back, part by part, the last first. */
export class Undoing {
  private readonly takenBack: TakenBack[] = [];
  /** Of what was undone by an earlier call. */
  private earlier: string | undefined;

  constructor(
    private readonly request: UndoRequest,
    private readonly correcting: Correcting,
    private readonly work: Work,
  ) {}

  /** Undefined where there was nothing to take back. */
  alreadyUndone(outcomes: Outcomes): UndoEnd | undefined {
    if (this.takenBack.length > 0) {
      return { outcome: 'undone' };
    }
    if (takenBack(outcomes)) {
      this.earlier = outcomes.undo?.xid;
      return { outcome: 'already-undone' };
    }
    return undefined;
  }

  /** Undefined where somebody else has applied or undone some of it meanwhile. */
  async takeBack(inForce: readonly PartInForce[], next: Part): Promise<UndoEnd | undefined> {
    let left = inForce;
    let above = next;
    try {
      if (inForce.length > 1 && (await this.isAsBefore(inForce))) {
        return this.end();
      }
      for (const part of inForce.toReversed()) {
        this.work.signal.throwIfAborted();
        const end = await this.takeBackPart(part, above, inForce);
        if (end !== 'go-on') {
          return end;
        }
        left = left.slice(0, -1);
        above = await partAt(this.correcting.incident, part.number);
      }
      return this.end();
    } catch (error) {
      return this.partly(error, left);
    }
  }

  report(): Omit<UndoReport, 'seconds' | 'lockWaits'> {
    const undone = this.takenBack.map((each) => each.undone);
    const agreed = this.request.plan.wholeTable?.children ?? [];
    const kept = this.takenBack.flatMap(({ children }) => children?.before.tables ?? []);
    const left = [...childrenLost(agreed, kept), ...notGivenBack(this.takenBack)];
    return {
      written: sumOf(undone.map(({ plan }) => plan)),
      xid: undone.at(-1)?.xid ?? this.earlier,
      givenBack: this.takenBack.flatMap(({ givenBack }) => givenBack),
      notGivenBack: undone.length > 0 ? left : [],
    };
  }

  private end(): UndoEnd {
    return { outcome: this.takenBack.length > 0 ? 'undone' : 'already-undone' };
  }

  /** Where nothing was taken back, what kept it is thrown. */
  private partly(error: unknown, left: readonly PartInForce[]): UndoEnd {
    const why = this.work.signal.aborted ? 'cancelled' : refusalIn(error);
    if (this.takenBack.length === 0) {
      throw unwritten(error, this.work.signal);
    }
    if (!why) {
      throw error;
    }
    return { outcome: 'partly-undone', left: sumOf(left.map(({ applied }) => applied.plan)), why };
  }

  /** Every row is checked before the first is written. */
  private async isAsBefore(inForce: readonly PartInForce[]): Promise<boolean> {
    const { plan } = this.request;
    const images = await imagesOf(inForce, plan.corrections);
    return checkFirst('undo', inverseFromImages(plan, images), this.correcting, this.work);
  }

  private async takeBackPart(
    part: PartInForce,
    above: Part,
    all: readonly PartInForce[],
  ): Promise<UndoEnd | 'go-on' | undefined> {
    const { applied, incident, number } = part;
    const plan = await this.inverseOf(part);
    if (plan.corrections.length === 0) {
      return 'go-on';
    }
    const children = await childrenOf(part);
    const job = {
      ...{ kind: 'undo' as const, plan, digest: this.request.digest, undoes: applied.xid },
      children,
      ledger: {
        ...{ digest: applied.planDigest, part: number },
        ...{ once: [], own: [], foundUndone: [] },
      },
      ...{ part: all.length > 1 || number > 1 ? number : undefined, seen: [part, above] },
    };
    const work = all.length > 1 ? partProgress(this.work, placeOf(part, all)) : this.work;
    const written = await writePlan(job, { ...this.correcting, incident }, work);
    switch (written.result) {
      case 'written':
        this.takenBack.push({ applied, undone: written.outcome, children, ...written });
        return 'go-on';
      case 'already':
        return 'go-on';
      case 'unknown':
        return { outcome: 'unknown', xid: written.outcome.xid };
      case 'overtaken':
        return undefined;
    }
  }

  private async inverseOf({ incident, applied }: PartInForce): Promise<ConfirmedPlan> {
    const { plan, confirmedTable } = this.request;
    const images = await incident.images('apply', applied.xid);
    return confirmPlan(inverseFromImages(plan, images), confirmedTable);
  }
}

function placeOf(
  part: PartInForce,
  all: readonly PartInForce[],
): Parameters<typeof partProgress>[1] {
  const rows = (parts: readonly PartInForce[]): number =>
    rowsIn(sumOf(parts.map(({ applied }) => applied.plan)));
  return { before: rows(all.slice(part.number)), rows: rows([part]), total: rows(all) };
}

/** Undefined where none went along, or none were kept. */
async function childrenOf({
  incident,
  applied: { keepsChildren, xid },
}: PartInForce): Promise<ChildrenToGiveBack | undefined> {
  return keepsChildren
    ? {
        before: await incident.children('before', xid),
        after: await incident.children('after', xid),
      }
    : undefined;
}

function notGivenBack(takenBack: readonly TakenBack[]): readonly string[] {
  const triggers = takenBack.flatMap(({ applied, undone, givenBack: back }) => [
    ...applied.triggers,
    ...undone.triggers,
    ...back.flatMap((each) => each.triggers),
  ]);
  const altered = takenBack.flatMap((each) => each.altered);
  const givenBack = takenBack.flatMap((each) => each.givenBack);
  const columns = [...new Set(altered.map(({ column }) => column))];
  return [
    ...[...new Set(triggers)].map(
      (name) => `What "${name}" wrote elsewhere when the rows were written stays.`,
    ),
    ...columns.map(
      (name) =>
        `Column "${name}" was rewritten by a trigger in ${counted(rowsAltered(altered, name), 'row')}.`,
    ),
    ...notAsTheyWere(givenBack),
    ...sequencesMoved(takenBack).map(
      ({ name, from, to }) => `Sequence ${name} stays at ${to}; it was ${from}.`,
    ),
  ];
}

/** Over all parts: from before the first that moved it to after the last. */
function sequencesMoved(takenBack: readonly TakenBack[]): readonly SequenceMove[] {
  const moved = new Map<string, SequenceMove>();
  for (const move of takenBack.toReversed().flatMap(({ applied }) => applied.sequences)) {
    moved.set(move.name, { ...move, from: moved.get(move.name)?.from ?? move.from });
  }
  return [...moved.values()];
}

function rowsAltered(altered: readonly AlteredCell[], column: string): number {
  return altered.filter((cell) => cell.column === column).length;
}
