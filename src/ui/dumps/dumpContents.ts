import path from 'node:path';
import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { DumpContents } from '../../recovery/dumps/readContents';
import type { Work } from '../../recovery/work';
import type { ContentsReadings, KnownContents } from './contentsReadings';

/** What dumps hold: of archives at once, of plain dumps as far as they have been read. */
export class DumpContentsReader implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  /** Of the dump at this path more is known. */
  readonly onDidChange = this.changed.event;
  /** Made by the first plain dump. */
  private readings: Promise<ContentsReadings> | undefined;

  constructor(private readonly storage: vscode.Uri) {}

  /** @throws {RecoveryError} where it is an archive that cannot be read. */
  async of(dump: ListedDump): Promise<KnownContents> {
    return isPlain(dump)
      ? (await this.plain()).of(dump)
      : { state: 'whole', contents: await archiveContents(dump) };
  }

  /** Waits until a plain dump is read. @throws {RecoveryError} where it cannot be. */
  async whole(dump: ListedDump, work: Work): Promise<DumpContents> {
    return isPlain(dump) ? (await this.plain()).whole(dump, work) : archiveContents(dump);
  }

  /** Undefined for a plain dump that was never read, and for what cannot be. */
  async ifKnown(dump: ListedDump): Promise<DumpContents | undefined> {
    if (dump.contents instanceof RecoveryError) {
      return undefined;
    }
    return isPlain(dump) ? (await this.plain()).ifKnown(dump) : archiveContents(dump);
  }

  /** Readings of dumps elsewhere end. */
  keepOnly(folders: readonly string[]): void {
    void this.readings?.then((readings) => {
      readings.keepOnly((file) => folders.some((folder) => isWithin(file, folder)));
    });
  }

  dispose(): void {
    void this.readings?.then((readings) => {
      readings.dispose();
    });
    this.changed.dispose();
  }

  private plain(): Promise<ContentsReadings> {
    this.readings ??= this.begin();
    return this.readings;
  }

  private async begin(): Promise<ContentsReadings> {
    const [engine, { ContentsFiles }, { ContentsReadings }] = await Promise.all([
      import('../../engine/dumpListing'),
      import('./contentsFiles'),
      import('./contentsReadings'),
    ]);
    return new ContentsReadings({
      read: engine.contentsOf,
      store: new ContentsFiles(path.join(this.storage.fsPath, 'contents')),
      onChange: (file) => {
        this.changed.fire(file);
      },
    });
  }
}

function isPlain({ contents }: ListedDump): boolean {
  return !(contents instanceof RecoveryError) && contents.format === 'plain';
}

async function archiveContents({ path: file }: ListedDump): Promise<DumpContents> {
  const { contentsOf } = await import('../../engine/dumpListing');
  return contentsOf(file);
}

function isWithin(file: string, folder: string): boolean {
  return file === folder || path.dirname(file) === folder;
}
