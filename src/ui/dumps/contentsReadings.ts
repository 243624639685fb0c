import { setTimeout as pause } from 'node:timers/promises';
import type { DumpStamp } from '../../recovery/dumps/keptVerification';
import type { ContentsReading, DumpContents } from '../../recovery/dumps/readContents';
import type { Work } from '../../recovery/work';

/** How far what a plain dump holds is known: it has no table of contents and must be read whole. */
export type KnownContents =
  | { readonly state: 'whole'; readonly contents: DumpContents }
  | {
      readonly state: 'reading';
      /** Undefined before the first piece. */
      readonly contents: DumpContents | undefined;
      readonly bytesRead: number;
    }
  /** With what stood before the place where it could not be read on. */
  | {
      readonly state: 'failed';
      readonly contents: DumpContents | undefined;
      readonly error: unknown;
    };

/** What was read whole before; it may forget. */
export interface ContentsStore {
  load(dump: DumpStamp): Promise<DumpContents | undefined>;
  save(dump: DumpStamp, contents: DumpContents): Promise<void>;
}

interface ReadingPorts {
  readonly read: (path: string, reading: ContentsReading) => Promise<DumpContents>;
  readonly store: ContentsStore;
  /** More of a dump is known than before. */
  readonly onChange: (path: string) => void;
}

/** Often enough for an eye, and seldom enough for a tree that is drawn anew each time. */
const leastMilliseconds = 500;
/** A small dump is read before anybody sees that it is. */
const patience = 300;

/** Readings of plain dumps: one at a time for each, going on until the dump is read or all is let go. */
export class ContentsReadings {
  private readonly readings = new Map<string, Reading>();

  constructor(private readonly ports: ReadingPorts) {}

  /** Begins to read the dump where that was never done; does not wait for the end of a long reading. */
  async of(dump: DumpStamp): Promise<KnownContents> {
    const { state } = await this.readingOf(dump);
    return state;
  }

  /**
   * Waits until the dump is read. Who gives up waiting does not end the reading, which others may follow.
   * @throws {RecoveryError} those of reading it.
   */
  async whole(dump: DumpStamp, { signal, progress }: Work): Promise<DumpContents> {
    const reading = await this.readingOf(dump);
    while (reading.state.state === 'reading') {
      signal.throwIfAborted();
      const { bytesRead: done } = reading.state;
      progress({ phase: 'Reading', done, total: dump.bytes, unit: 'bytes' });
      await Promise.race([reading.ended, pause(patience)]);
    }
    if (reading.state.state === 'failed') {
      throw reading.state.error;
    }
    return reading.state.contents;
  }

  /** Without reading anything of the dump. */
  async ifKnown(dump: DumpStamp): Promise<DumpContents | undefined> {
    const under = this.readings.get(dump.path);
    return under?.isOf(dump) && under.state.state === 'whole'
      ? under.state.contents
      : this.ports.store.load(dump);
  }

  /** Lets go of the readings of all other dumps. */
  keepOnly(isShown: (path: string) => boolean): void {
    for (const [path, reading] of this.readings) {
      if (!isShown(path)) {
        reading.stop();
        this.readings.delete(path);
      }
    }
  }

  dispose(): void {
    this.keepOnly(() => false);
  }

  private async readingOf(dump: DumpStamp): Promise<Reading> {
    const known = this.readings.get(dump.path);
    if (known?.isOf(dump)) {
      return known;
    }
    known?.stop();
    const reading = new Reading(dump, this.ports);
    this.readings.set(dump.path, reading);
    await Promise.race([reading.ended, pause(patience)]);
    return reading;
  }
}

class Reading {
  state: KnownContents = { state: 'reading', contents: undefined, bytesRead: 0 };
  readonly ended: Promise<void>;
  private readonly abort = new AbortController();
  private toldAt = performance.now();

  constructor(
    private readonly dump: DumpStamp,
    private readonly ports: ReadingPorts,
  ) {
    this.ended = this.run();
  }

  isOf({ bytes, modifiedAt }: DumpStamp): boolean {
    return this.dump.bytes === bytes && this.dump.modifiedAt === modifiedAt;
  }

  stop(): void {
    this.abort.abort();
  }

  /** Never rejects. */
  private async run(): Promise<void> {
    const { store } = this.ports;
    try {
      const contents = (await store.load(this.dump)) ?? (await this.read());
      this.state = { state: 'whole', contents };
    } catch (error) {
      this.state = { state: 'failed', contents: this.state.contents, error };
    }
    this.tell();
  }

  private async read(): Promise<DumpContents> {
    let bytesRead = 0;
    const contents = await this.ports.read(this.dump.path, {
      signal: this.abort.signal,
      onRead: (bytes) => {
        bytesRead += bytes;
      },
      onPiece: (soFar) => {
        if (performance.now() - this.toldAt >= leastMilliseconds) {
          this.state = { state: 'reading', contents: soFar(), bytesRead };
          this.tell();
        }
      },
    });
    await this.ports.store.save(this.dump, contents);
    return contents;
  }

  private tell(): void {
    this.toldAt = performance.now();
    if (!this.abort.signal.aborted) {
      this.ports.onChange(this.dump.path);
    }
  }
}
