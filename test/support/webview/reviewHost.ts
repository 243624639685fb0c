import { type MaskedColumns, nothingMasked } from '../../../src/core/review/mask';
import type { ColumnLook } from '../../../src/protocol/cells';
import type { Channel, Method, ToHost, ToWebview } from '../../../src/protocol/messages';
import type { WireError } from '../../../src/protocol/requests';
import { type HostHandlers, serve, type Served } from '../../../src/protocol/serve';
import type { ReviewState, ReviewStatus } from '../../../src/protocol/state';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { statusIn } from '../../../src/ui/review/reviewIn';
import { inLanguage } from '../../../src/french/sentences';
import { reviewHandlers } from '../../../src/ui/review/handlers/handlers';
import type { HandlerSurroundings } from '../../../src/ui/review/handlers/reviewed';
import { reviewState } from '../../../src/ui/review/reviewState';
import { reviewStatus } from '../../../src/ui/review/status';

/**
 * What the extension host is to the webview, over a real session: its rows, counts and selection are the
 * engine's. The steps write nothing here; what they come to is told by {@link tell}.
 */
export class ReviewHost {
  /** Requests that changed or showed something, in their order. */
  readonly acts: ToHost[] = [];
  /** What was copied, and written to a file, last. */
  copied = '';
  /** Since when, and by whom, the table takes no other writes. */
  freeze: ReviewState['freeze'];
  exported = '';
  private readonly failing = new Map<Method, WireError>();
  private held: Promise<void> = Promise.resolve();
  private told: Partial<ReviewStatus> = {};
  /** As it was kept last, over a reload. */
  look: ColumnLook | undefined;
  private generation = 1;
  /** Requests for rows since this was set to 0. */
  rowsAsked = 0;
  private revealed: MaskedColumns = nothingMasked;
  private readonly served: Served;

  constructor(
    readonly session: ReviewSession,
    channel: Channel<ToWebview>,
    /** Of the operator: BCP 47. */
    private readonly locale = 'en',
  ) {
    this.served = serve(this.watched(channel), this.handlers(), (error) =>
      error instanceof Refused
        ? error.wire
        : { code: 'unexpected', message: error instanceof Error ? error.message : String(error) },
    );
  }

  /** From now on requests of this method fail; without an error they succeed again. */
  fail(method: Method, error?: WireError): void {
    this.failing.delete(method);
    if (error) {
      this.failing.set(method, error);
    }
  }

  /** Rows are not brought before the returned function is called. */
  holdRows(): () => void {
    let release: () => void = () => undefined;
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** The incident stands otherwise now. */
  tell(change: Partial<ReviewStatus>): void {
    this.told = change;
    const status = statusIn(inLanguage(this.locale), this.status());
    this.served.notify({ kind: 'statusChanged', status });
  }

  /** These columns, by position, are masked from now on. */
  mask(columns: readonly number[]): void {
    this.session.mask(new Set(columns));
    this.generation += 1;
    this.served.notify({ kind: 'reviewChanged', state: this.state() });
  }

  /** Rows were selected behind the webview's back. */
  refresh(): void {
    this.served.notify({ kind: 'rowsChanged' });
  }

  /** Nothing selected, nothing failing, nothing told. */
  async reset(): Promise<void> {
    this.failing.clear();
    this.freeze = undefined;
    this.told = {};
    this.look = undefined;
    this.revealed = nothingMasked;
    this.session.mask(nothingMasked);
    this.held = Promise.resolve();
    await this.session.select({ act: 'deletes', allowed: false });
    await this.session.select({ act: 'nothing' });
    this.acts.length = 0;
  }

  dispose(): void {
    this.served.dispose();
  }

  private status(): ReviewStatus {
    const nothingDone = {
      applied: undefined,
      undone: undefined,
      inForce: [],
      rehearsal: undefined,
    };
    const facts = { ...nothingDone, entries: [], remarks: [] };
    return { ...reviewStatus(this.session, facts), ...this.told };
  }

  /** The extension host's own, but that they can be held and made to fail. */
  private handlers(): HostHandlers {
    const { session } = this;
    const generation = (): number => this.generation;
    const reviewed = {
      session,
      get generation() {
        return generation();
      },
      reveal: (column: number) => this.reveal(column),
      maskAgain: (column: number) => this.maskAgain(column),
      choose: (intent: Parameters<ReviewSession['select']>[0]) => session.select(intent),
    };
    const own = reviewHandlers(reviewed, this.surroundings());
    return {
      ...own,
      rows: async (asked) => {
        this.rowsAsked += 1;
        await this.held;
        this.refuse('rows');
        return own.rows(asked);
      },
      select: async (asked) => {
        this.refuse('select');
        return own.select(asked);
      },
      start: async (asked) => {
        this.refuse('start');
        return own.start(asked);
      },
    };
  }

  private surroundings(): HandlerSurroundings {
    const done = (): Promise<void> => Promise.resolve();
    return {
      locale: this.locale,
      state: () => {
        return Promise.resolve(this.state());
      },
      ...{
        run: done,
        compareStructure: done,
        chooseIgnored: done,
        compareByOtherColumns: done,
        showCell: done,
      },
      bringParents: done,
      keepLook: (look) => {
        this.look = look;
        return done();
      },
      countBy: () => Promise.reject(new Refused({ code: 'cannot-connect', message: 'No.' })),
      copy: (text) => {
        this.copied = text;
        return done();
      },
      saveAs: async (_name, write) => {
        const text: string[] = [];
        await write(
          (part) => {
            text.push(part);
            return done();
          },
          { signal: new AbortController().signal, progress: () => undefined },
        );
        this.exported = text.join('');
      },
      ...{ cancel: () => undefined, showLog: () => undefined },
    };
  }

  private state(): ReviewState {
    const { session, generation, revealed, look, locale } = this;
    const facts = { incident: incidentFolder, entries: [], status: this.status() };
    const state = reviewState({ ...facts, session, generation, revealed, look, locale });
    return this.freeze ? { ...state, freeze: this.freeze } : state;
  }

  private reveal(column: number): Promise<void> {
    this.revealed = new Set([...this.revealed, column]);
    this.mask([...this.session.masked].filter((other) => other !== column));
    return Promise.resolve();
  }

  private maskAgain(column: number): Promise<void> {
    this.revealed = new Set([...this.revealed].filter((other) => other !== column));
    this.mask([...this.session.masked, column]);
    return Promise.resolve();
  }

  private refuse(method: Method): void {
    const error = this.failing.get(method);
    if (error) {
      throw new Refused(error);
    }
  }

  private watched(channel: Channel<ToWebview>): Channel<ToWebview> {
    return {
      ...channel,
      listen: (listener) =>
        channel.listen((message) => {
          const request = message as ToHost; // sent by our own webview
          if (!onlyAsking.includes(request.method)) {
            this.acts.push(request);
          }
          listener(message);
        }),
    };
  }
}

/** What the page is told of where its incident is. */
export const incidentFolder = '/srv/pra/2026-11-19-metier.demandes_rdv';

/** Without them there would be nothing to look at. */
const onlyAsking: readonly Method[] = ['ready', 'rows', 'count', 'groups', 'chart', 'rules'];

class Refused extends Error {
  constructor(readonly wire: WireError) {
    super(wire.message);
  }
}
