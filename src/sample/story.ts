import type { Cell } from '../core/catalog/table';
import { type Appointment, type SampleRequest, anchorDay, citizenCount } from './appointments';
import { firstOfMonth, isoDate } from './calendar';
import { cancellationReason, comment, someText } from './comments';
import { Random } from './random';
import { type Channel, type Service, type Status, channels, services } from './town';

/** The month that is deleted: the whole one before the sample's last day. */
export const deletedPeriod = {
  from: firstOfMonth(anchorDay, -1),
  before: firstOfMonth(anchorDay),
} as const;

/** What the wrong update takes, and what nothing else touches. */
export const massUpdateScope = { service: 'SOCIAL', channel: 'TELEPHONE' } as const satisfies {
  service: string;
  channel: Channel;
};

const reusedCount = 120;

/** One legitimate act of the town hall's people; each is a transaction of its own. */
export type LifeEvent =
  | { readonly act: 'create'; readonly appointment: NewAppointment }
  | { readonly act: 'cancel'; readonly id: number; readonly reason: string }
  | { readonly act: 'status'; readonly id: number; readonly status: Status }
  | { readonly act: 'comment'; readonly id: number; readonly text: string }
  | { readonly act: 'move'; readonly id: number; readonly days: number };

export interface NewAppointment {
  readonly citizen: number;
  readonly service: Service;
  readonly channel: Channel;
  readonly comment: Cell;
  /** Days after the sample's last day. */
  readonly inDays: number;
}

/** An appointment that the load put under an id that was another's. */
export interface Intruder {
  readonly id: number;
  readonly citizen: number;
  readonly service: Service;
  readonly askedOn: string;
  readonly date: string;
}

/** What the people do between one event of the story and the next. */
export interface Life {
  readonly beforeGoodDump: readonly LifeEvent[];
  readonly beforeBrokenDump: readonly LifeEvent[];
  readonly beforeDeletion: readonly LifeEvent[];
  readonly beforeMassUpdate: readonly LifeEvent[];
  readonly beforeReuse: readonly LifeEvent[];
  readonly beforeNewestDump: readonly LifeEvent[];
}

const actsPerStage = { create: 10, cancel: 6, status: 8, comment: 6, move: 4 } as const;

/**
 * Chooses, while the appointments pass by, which row plays which part. No row has two parts, and
 * none that a damage will hit has any other.
 */
export class Casting {
  private readonly random: Random;
  private readonly reused: Appointment[] = [];
  private readonly upcoming: Appointment[] = [];
  private readonly forgotten: Appointment[] = [];
  private readonly closed: Appointment[] = [];
  private seen = 0;

  constructor(private readonly request: SampleRequest) {
    this.random = new Random(request.seed, 'story');
  }

  consider(row: Appointment): void {
    this.seen += 1;
    if (row.cancellation || isInDeletedPeriod(row) || isInMassUpdate(row)) {
      return;
    }
    if (this.reused.length < reusedCount && this.seen > this.request.rows * 0.4) {
      this.reused.push(row);
    } else if (row.status === 'ANNULE' || row.status === 'HONORE') {
      if (this.random.percent(3)) {
        this.closed.push(row);
      }
    } else {
      (row.date > anchorDay ? this.upcoming : this.forgotten).push(row);
    }
  }

  /** Always the same for the same request; to be asked once, when all appointments have passed. */
  life(): Life {
    const upcoming = new Deck(this.random.shuffled(this.upcoming));
    const forgotten = new Deck(this.random.shuffled(this.forgotten));
    const closed = new Deck(this.random.shuffled(this.closed));
    const stage = (): readonly LifeEvent[] =>
      this.random.shuffled([
        ...this.creations(),
        ...upcoming.deal(this.scaled(actsPerStage.cancel)).map((row) => this.cancel(row)),
        ...upcoming.deal(this.scaled(actsPerStage.move)).map((row) => this.move(row)),
        ...forgotten.deal(this.scaled(actsPerStage.status)).map((row) => close(row)),
        ...closed.deal(this.scaled(actsPerStage.comment)).map((row) => this.annotate(row)),
      ]);
    return {
      beforeGoodDump: stage(),
      beforeBrokenDump: stage(),
      beforeDeletion: stage(),
      beforeMassUpdate: stage(),
      beforeReuse: stage(),
      beforeNewestDump: stage(),
    };
  }

  /** Other people's appointments under the ids of {@link reusedCount} old ones. */
  intruders(): readonly Intruder[] {
    const random = new Random(this.request.seed, 'intruders');
    const citizens = citizenCount(this.request);
    return this.reused.map(({ id, citizen }) => {
      const askedOn = anchorDay - random.below(10);
      return {
        id,
        citizen: ((citizen + random.below(citizens - 1)) % citizens) + 1,
        service: otherService(random),
        askedOn: isoDate(askedOn),
        date: isoDate(askedOn + random.between(11, 30)),
      };
    });
  }

  private creations(): readonly LifeEvent[] {
    return Array.from({ length: this.scaled(actsPerStage.create) }, () => ({
      act: 'create',
      appointment: {
        citizen: this.random.between(1, citizenCount(this.request)),
        service: otherService(this.random),
        channel: this.random.pick(channels),
        comment: comment(this.random),
        inDays: this.random.between(1, 40),
      },
    }));
  }

  private cancel({ id }: Appointment): LifeEvent {
    return { act: 'cancel', id, reason: cancellationReason(this.random) };
  }

  private move({ id }: Appointment): LifeEvent {
    return { act: 'move', id, days: this.random.between(1, 10) };
  }

  private annotate({ id, comment: before }: Appointment): LifeEvent {
    const text = someText(this.random);
    return { act: 'comment', id, text: before ? `${before} – ${text}` : text };
  }

  /** More life in a bigger town. */
  private scaled(acts: number): number {
    return Math.max(1, Math.round((acts * Math.min(this.request.rows, 400_000)) / 20_000));
  }
}

class Deck {
  private dealt = 0;

  constructor(private readonly rows: readonly Appointment[]) {}

  deal(count: number): readonly Appointment[] {
    const hand = this.rows.slice(this.dealt, this.dealt + count);
    this.dealt += hand.length;
    return hand;
  }
}

/** One that the wrong update leaves alone. */
function otherService(random: Random): Service {
  return random.pick(services.filter(({ code }) => code !== massUpdateScope.service));
}

function close({ id, status }: Appointment): LifeEvent {
  return { act: 'status', id, status: status === 'EN_ATTENTE' ? 'CONFIRME' : 'HONORE' };
}

function isInDeletedPeriod({ date }: Appointment): boolean {
  return date >= deletedPeriod.from && date < deletedPeriod.before;
}

function isInMassUpdate({ service, channel }: Appointment): boolean {
  return service.code === massUpdateScope.service && channel === massUpdateScope.channel;
}
