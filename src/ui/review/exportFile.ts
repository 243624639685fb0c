import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Write } from '../../recovery/review/takeRows';
import type { Work } from '../../recovery/work';
import type { UiServices } from '../services';
import { counted } from '../words';
import type { OpenIncident } from './openIncident';
import { askNewFile, inform } from '../asking';

/**
 * Asks where to, and has rows written there. The file is its owner's alone, and there only when it is whole.
 * @throws {vscode.CancellationError} where the operator declines.
 */
export async function saveAs(
  name: string,
  write: (write: Write, work: Work) => Promise<number>,
  { folder }: OpenIncident,
  { tasks }: UiServices,
): Promise<void> {
  // Where rows are kept: out of git's sight, unless the operator wants it elsewhere.
  const defaultUri = vscode.Uri.file(path.join(folder.path, 'rows', name));
  const extension = path.extname(name).slice(1);
  const filters = { [extension.toUpperCase()]: [extension] };
  const { fsPath } = await askNewFile({ defaultUri, filters });
  const rows = await tasks.run(`Exporting to ${path.basename(fsPath)}`, ({ work }) =>
    writeWhole(fsPath, (to) => write(to, work)),
  );
  void inform(`${counted(rows, 'row')} exported to ${fsPath}.`);
}

async function writeWhole(file: string, fill: (write: Write) => Promise<number>): Promise<number> {
  const part = `${file}.part`;
  const opened = await open(part, 'w', 0o600);
  try {
    const rows = await fill(async (text) => {
      await opened.writeFile(text);
    });
    await opened.close();
    await rename(part, file);
    return rows;
  } catch (error) {
    await opened.close();
    await rm(part, { force: true });
    throw error;
  }
}
