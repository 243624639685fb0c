import { createHash } from 'node:crypto';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptChildren } from '../core/correction/keptChildren';
import type { CorrectionPlan } from '../core/correction/plan';
import {
  planFiles,
  type PlanHeader,
  type PlanOrigin,
  readPlan,
  readPlanHeader,
  type StoredPlan,
} from '../core/correction/planFile';
import type { ImagesToKeep } from '../core/correction/foreseenRows';
import type { RowImage } from '../core/correction/undo';
import { RecoveryError } from '../core/errors';
import type { JournalEntry, JournalStep } from '../core/incident/journal';
import type { AttemptKind, Outcome } from '../core/incident/outcome';
import type { Rehearsal } from '../core/incident/rehearsal';
import type { RowsReach } from '../core/incident/rowsReach';
import type { RowSpread } from '../core/report/charts/rowSpread';
import type { FileRehearsal } from '../core/scriptFile/scriptRun';
import type { ChildrenToGiveBack } from '../recovery/ports/childrenKept';
import type { IncidentStore, WriteKind } from '../recovery/ports/incidentStore';
import type { ReportedIncident } from '../recovery/ports/reportedIncident';
import { readChildren, writeChildren } from './childrenFile';
import { isThere, isMissing, makeFolder, writeDurably } from './durableFile';
import { readImages, writeImages } from './imageFile';
import { JournalFile, readJournal } from './journalFiles';
import { LineFile } from './lineFile';
import { RowsFile } from './newFile';
import { gitignores, type RowModes, rowModes, rowsReachIn } from './rowsReach';
import { OpenFile } from './openFile';
import { textLines } from './textLines';
import { TokenFolder } from './tokenFolder';
import { isUndoScriptOf, writeUndoScript } from './undoScriptFile';

const outcomeFiles = { apply: 'outcome', undo: 'undo-outcome', file: 'file-outcome' } as const;
const imageFiles = { apply: 'images', undo: 'undo-images' } as const;
const spreadFile = join('charts', 'spread.json');
/** With the rows, since what a script says may name some. */
const fileRehearsal = join('rows', 'file-rehearsal.json');

type ChildrenState = keyof ChildrenToGiveBack;

export type ScriptName = 'correction.sql' | 'undo.sql';

/**
 * An incident on disk. What holds rows is for its owner alone and out of git's reach, unless it was made otherwise;
 * whatever a later step relies on is on disk before its promise is fulfilled.
 */
export class IncidentFolder implements IncidentStore, ReportedIncident {
  /** Of tables that are frozen for it. */
  readonly tokens: TokenFolder;

  private constructor(
    readonly path: string,
    private readonly journal: JournalFile,
    /** Of what holds rows. */
    private readonly modes: RowModes,
    private readonly number = 1,
  ) {
    this.tokens = new TokenFolder(join(path, 'freeze'));
  }

  /** @throws {RecoveryError} `in-use` when there is an incident already. */
  static async create(
    path: string,
    reach: RowsReach = 'owner',
    now: () => Date = () => new Date(),
  ): Promise<IncidentFolder> {
    if (await isIncident(path)) {
      throw new RecoveryError('in-use', `${path} holds an incident already.`, {
        hint: 'Name a new folder, or make a new plan in this one.',
        ways: ['plan-again'],
      });
    }
    const modes = rowModes[reach];
    await makeFolder(join(path, 'rows'), modes.folder);
    await writeDurably({ path: join(path, '.gitignore'), mode: 0o644 }, [gitignores[reach]]);
    await makeFolder(join(path, 'journal'), 0o755);
    return new IncidentFolder(path, journalIn(path, now), modes);
  }

  /** @throws {RecoveryError} `incident-unreadable` when it is none. */
  static async open(path: string, now: () => Date = () => new Date()): Promise<IncidentFolder> {
    if (!(await isIncident(path))) {
      throw new RecoveryError('incident-unreadable', `${path} is not the folder of an incident.`, {
        hint: 'Name the folder that a recovery made.',
        ways: ['recover'],
      });
    }
    return new IncidentFolder(path, journalIn(path, now), rowModes[await rowsReachIn(path)]);
  }

  async savePlan(
    plan: CorrectionPlan,
    origin: PlanOrigin,
    continues?: readonly string[],
  ): Promise<void> {
    const { header, lines } = planFiles(plan, origin, sha256, continues);
    await this.saveRows('plan.jsonl', lines);
    await this.write('plan.json', 0o644, [header]);
  }

  /** @throws {RecoveryError} `incident-unreadable` when there is none, or it is not as it was made. */
  async plan(): Promise<StoredPlan> {
    const header = await this.read('plan.json');
    if (header === undefined) {
      throw new RecoveryError('incident-unreadable', `There is no plan in ${this.path}.`, {
        hint: 'Select what is to be put right, and plan it.',
        ways: ['recover', 'plan-again'],
      });
    }
    return readPlan(header, this.rows('plan.jsonl'), sha256);
  }

  /** A file of lines that hold rows: `changes.jsonl`, `plan.jsonl`. */
  async saveRows(name: string, lines: Iterable<string>): Promise<void> {
    await this.write(join('rows', name), this.modes.file, withLineEnds(lines));
  }

  /** The same, a line at a time. */
  async createRows(name: string): Promise<LineFile> {
    return LineFile.create(join(this.path, 'rows', name), this.modes.file);
  }

  async removeRows(name: string): Promise<void> {
    await rm(join(this.path, 'rows', name), { force: true });
  }

  /** @throws {RecoveryError} `incident-unreadable` when that file is not there. */
  async *rows(name: string): AsyncGenerator<string, void> {
    try {
      yield* textLines(join(this.path, 'rows', name));
    } catch (error) {
      throw isMissing(error) ? rowsMissing(this.path, name, error) : error;
    }
  }

  /** The same file, to be read anywhere in it. Whoever opens it closes it. */
  async openRows(name: string): Promise<OpenFile> {
    try {
      const handle = await open(join(this.path, 'rows', name), 'r');
      return new OpenFile((await handle.stat()).size, handle);
    } catch (error) {
      throw isMissing(error) ? rowsMissing(this.path, name, error) : error;
    }
  }

  /** `rows/snapshot.sql`, or beside it where that is there: no snapshot takes another's place. */
  async createSnapshot(): Promise<RowsFile> {
    // Of one that came through git, it is not there yet.
    await makeFolder(join(this.path, 'rows'), this.modes.folder);
    for (let number = 1; ; number++) {
      const name = number === 1 ? 'snapshot.sql' : `snapshot-${number}.sql`;
      const file = join(this.path, 'rows', name);
      if (!(await isThere(file)) && !(await isThere(`${file}.sha256`))) {
        return RowsFile.create(file, this.modes.file);
      }
    }
  }

  async saveScript(name: ScriptName, parts: Iterable<string>): Promise<void> {
    await this.write(name, this.modes.file, parts);
  }

  async saveUndoScript(planId: string, parts: Iterable<string>): Promise<void> {
    await writeUndoScript({ folder: this.path, mode: this.modes.file }, planId, parts);
  }

  async hasUndoScript(planId: string): Promise<boolean> {
    return isUndoScriptOf(this.path, planId);
  }

  async planHeader(): Promise<PlanHeader | undefined> {
    const header = await this.read('plan.json');
    return header === undefined ? undefined : readPlanHeader(header);
  }

  async report(): Promise<string | undefined> {
    return this.read('report.md');
  }

  async saveReport(text: string): Promise<void> {
    await this.savePage('report.md', text);
  }

  /** A page beside the report: `qualification.md`. */
  async savePage(name: string, text: string): Promise<void> {
    await this.write(name, 0o644, [text]);
  }

  async hasPage(name: string): Promise<boolean> {
    return isThere(join(this.path, name));
  }

  async saveChart(name: string, text: string): Promise<void> {
    await makeFolder(join(this.path, 'charts'), 0o755);
    await this.write(name, 0o644, [text]);
  }

  async spread(): Promise<RowSpread | undefined> {
    return this.readJson<RowSpread>(spreadFile, 'bins');
  }

  async saveSpread(spread: RowSpread): Promise<void> {
    await this.saveChart(spreadFile, json(spread));
  }

  async note(step: JournalStep): Promise<void> {
    await this.journal.note(step);
  }

  async entries(): Promise<readonly JournalEntry[]> {
    return readJournal(join(this.path, 'journal'));
  }

  part(number: number): IncidentFolder {
    return number === this.number
      ? this
      : new IncidentFolder(this.path, this.journal, this.modes, number);
  }

  async outcome(kind: AttemptKind): Promise<Outcome | undefined> {
    return this.readJson<Outcome>(this.outcomeFile(kind), 'state');
  }

  async recordOutcome(outcome: Outcome): Promise<void> {
    await this.write(this.outcomeFile(outcome.kind), 0o644, [json(outcome)]);
  }

  async concludeOutcome(outcome: Outcome): Promise<void> {
    const path = join(this.path, this.outcomeFile(outcome.kind));
    await writeDurably({ path, mode: 0o644 }, [json(outcome)], async () => {
      const last = await this.outcome(outcome.kind);
      return last?.xid === outcome.xid;
    });
  }

  async saveImages(kind: WriteKind, xid: string, images: ImagesToKeep): Promise<void> {
    await writeImages({ path: this.imageFile(kind), mode: this.modes.file }, xid, images);
  }

  async images(kind: WriteKind, xid: string): Promise<readonly RowImage[]> {
    return readImages(this.imageFile(kind), xid);
  }

  async saveChildren(state: ChildrenState, xid: string, kept: KeptChildren): Promise<void> {
    await writeChildren({ path: this.childrenFile(state), mode: this.modes.file }, xid, kept);
  }

  async children(state: ChildrenState, xid: string): Promise<KeptChildren> {
    return readChildren(this.childrenFile(state), xid);
  }

  async lastRehearsal(): Promise<Rehearsal | undefined> {
    return this.readJson<Rehearsal>('rehearsal.json', 'planDigest');
  }

  async saveRehearsal(rehearsal: Rehearsal): Promise<void> {
    await this.write('rehearsal.json', this.modes.file, [json(rehearsal)]);
  }

  async lastFileRehearsal(): Promise<FileRehearsal | undefined> {
    return this.readJson<FileRehearsal>(fileRehearsal, 'digest');
  }

  async saveFileRehearsal(rehearsal: FileRehearsal): Promise<void> {
    await this.write(fileRehearsal, this.modes.file, [json(rehearsal)]);
  }

  private outcomeFile(kind: AttemptKind): string {
    return `${outcomeFiles[kind]}${this.suffix}.json`;
  }

  private imageFile(kind: WriteKind): string {
    return join(this.path, 'rows', `${imageFiles[kind]}${this.suffix}.jsonl`);
  }

  private childrenFile(state: ChildrenState): string {
    return join(this.path, 'rows', `children-${state}${this.suffix}.jsonl`);
  }

  private get suffix(): string {
    return this.number === 1 ? '' : `-${this.number}`;
  }

  private async write(name: string, mode: number, parts: Iterable<string>): Promise<void> {
    await writeDurably({ path: join(this.path, name), mode }, parts);
  }

  private async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.path, name), 'utf8');
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** What this tool wrote, and whole: files take their place only when complete. */
  private async readJson<T>(name: string, mark: string & keyof T): Promise<T | undefined> {
    const text = await this.read(name);
    if (text === undefined) {
      return undefined;
    }
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && mark in value) {
        return value as T;
      }
    } catch (error) {
      throw notOurs(this.path, name, error);
    }
    throw notOurs(this.path, name);
  }
}

function journalIn(path: string, now: () => Date): JournalFile {
  return new JournalFile(join(path, 'journal'), now);
}

async function isIncident(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, 'journal'))).isDirectory();
  } catch (error) {
    const none = ['ENOENT', 'ENOTDIR'];
    if (none.includes((error as NodeJS.ErrnoException).code ?? '')) {
      return false;
    }
    throw error;
  }
}

function* withLineEnds(lines: Iterable<string>): Generator<string, void> {
  for (const line of lines) {
    yield `${line}\n`;
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sha256(): ReturnType<typeof createHash> {
  return createHash('sha256');
}

function notOurs(path: string, name: string, cause?: unknown): RecoveryError {
  return new RecoveryError(
    'incident-unreadable',
    `${name} in ${path} is not what was written there.`,
    {
      hint: 'Do not edit it. The journal says what was done.',
      cause,
    },
  );
}

function rowsMissing(path: string, name: string, cause: unknown): RecoveryError {
  return new RecoveryError('incident-unreadable', `The rows (rows/${name}) are not in ${path}.`, {
    hint: 'Rows are kept out of git: run this on the machine where the incident was opened.',
    cause,
  });
}
