import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { askPaths, pickName } from '../asking';

export async function addDumpFolder({ dumpFolders }: UiServices): Promise<void> {
  const folders = await askPaths({
    title: 'Add Dump Folder',
    openLabel: 'Add Folder',
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: true },
  });
  for (const { fsPath } of folders) {
    await dumpFolders.add(fsPath);
  }
}

/** The view forgets the folder; no file is touched. */
export async function removeDumpFolder({ dumpFolders }: UiServices, node: unknown): Promise<void> {
  const folder =
    subjectOf(node, 'dumpFolder')?.folder ??
    (await pickName(dumpFolders.all(), {
      placeHolder: 'Which folder is no longer to be shown? No file is touched.',
    }));
  if (folder !== undefined) {
    await dumpFolders.remove(folder);
  }
}
