import path from 'node:path';
import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { DumpContents } from '../../recovery/dumps/readContents';
import type { Work } from '../../recovery/work';
import { ContentsFiles } from './contentsFiles';
import { ContentsReadings, type KnownContents } from './contentsReadings';

/** What dumps hold: of archives at once, of plain dumps as far as they have been read. */
export class DumpContentsReader implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  /** Of the dump at this path more is known. */
  readonly onDidChange = this.changed.event;
  private readonly readings: ContentsReadings;

  constructor(storage: vscode.Uri) {
    this.readings = new ContentsReadings({
      read: async (file, reading) =>
        (await import('../../engine/dumpListing')).contentsOf(file, reading),
      store: new ContentsFiles(path.join(storage.fsPath, 'contents')),
      onChange: (file) => {
        this.changed.fire(file);
      },
    });
  }

  /** @throws {RecoveryError} where it is an archive that cannot be read. */
  async of(dump: ListedDump): Promise<KnownContents> {
    return isPlain(dump)
      ? this.readings.of(dump)
      : { state: 'whole', contents: await archiveContents(dump) };
  }

  /** Waits until a plain dump is read. @throws {RecoveryError} where it cannot be. */
  whole(dump: ListedDump, work: Work): Promise<DumpContents> {
    return isPlain(dump) ? this.readings.whole(dump, work) : archiveContents(dump);
  }

  /** Undefined for a plain dump that was never read, and for what cannot be. */
  async ifKnown(dump: ListedDump): Promise<DumpContents | undefined> {
    if (dump.contents instanceof RecoveryError) {
      return undefined;
    }
    return isPlain(dump) ? this.readings.ifKnown(dump) : archiveContents(dump);
  }

  /** Readings of dumps elsewhere end. */
  keepOnly(folders: readonly string[]): void {
    this.readings.keepOnly((file) => folders.some((folder) => isWithin(file, folder)));
  }

  dispose(): void {
    this.readings.dispose();
    this.changed.dispose();
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
