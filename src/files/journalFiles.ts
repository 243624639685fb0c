import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { chronological, type JournalEntry, type JournalStep } from '../core/incident/journal';
import { appendDurably, syncFolder } from './durableFile';
import { ownUser } from './ownUser';

/** How many journals this process has opened: two in one millisecond must not share a file. */
let opened = 0;

/** This process's own file in a journal: lines are only ever added, so that merging two journals never conflicts. */
export class JournalFile {
  private readonly writer: string;
  private lines = 0;
  /** The last line may have come to the disk in part. */
  private isCut = false;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly now: () => Date,
  ) {
    const host = hostname().replace(/[^A-Za-z0-9]+/g, '-');
    opened += 1;
    this.writer = `${now().toISOString().replace(/[-:]/g, '')}-${host}-${process.pid}-${opened}`;
  }

  async note(step: JournalStep): Promise<void> {
    const noted = this.last.then(() => this.append(step));
    // What fails is told to who noted it; the next line is tried all the same.
    this.last = noted.catch(() => undefined);
    return noted;
  }

  private async append(step: JournalStep): Promise<void> {
    const n = this.lines + 1;
    const by = ownUser();
    const noted = { n, at: this.now().toISOString(), ...(by === '' ? {} : { by }), ...step };
    const line = JSON.stringify(noted, shortSeconds);
    const path = join(this.folder, `${this.writer}.jsonl`);
    const lineEnd = this.isCut ? '\n' : '';
    this.isCut = true;
    await appendDurably({ path, mode: 0o644 }, `${lineEnd}${line}\n`);
    this.isCut = false;
    if (n === 1) {
      await syncFolder(this.folder);
    }
    this.lines = n;
  }
}

/** Durations to a tenth: nobody reads more of them. */
function shortSeconds(name: string, value: unknown): unknown {
  return name === 'seconds' && typeof value === 'number' ? Math.round(value * 10) / 10 : value;
}

/** All writers' entries in the order of time. Lines that were cut, by a crash or a full disk, are left out. */
export async function readJournal(folder: string): Promise<readonly JournalEntry[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const entries: JournalEntry[] = [];
  for (const name of names) {
    const whole = (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1);
    const writer = name.slice(0, -'.jsonl'.length);
    entries.push(...whole.flatMap((line) => entryOf(line, writer) ?? []));
  }
  return chronological(entries);
}

function entryOf(line: string, writer: string): JournalEntry | undefined {
  try {
    // Our own lines; a journal is read to be shown, nothing is decided by it.
    return { ...(JSON.parse(line) as JournalEntry), writer };
  } catch {
    return undefined;
  }
}
