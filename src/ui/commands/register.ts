import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { addConnection } from './addConnection';
import { dropScratch } from './dropScratch';
import { addDumpFolder, removeDumpFolder } from './dumpFolders';
import { openSample } from './openSample';
import { removeConnection } from './removeConnection';
import { restoreDatabase, restoreTable } from './restore';
import { restoreWithRunner } from './restoreWithRunner';
import { setDumpZone } from './setDumpZone';
import { showTrust } from './showTrust';
import { verifyDump } from './verifyDump';
import { volumeHistory } from './volumeHistory';

type Run = (services: UiServices, node: unknown) => Promise<void>;

const commands: Readonly<Record<string, Run>> = {
  'pra.addConnection': addConnection,
  'pra.removeConnection': removeConnection,
  'pra.addDumpFolder': addDumpFolder,
  'pra.removeDumpFolder': removeDumpFolder,
  'pra.setDumpZone': setDumpZone,
  'pra.verifyDump': verifyDump,
  'pra.showTrust': showTrust,
  'pra.volumeHistory': volumeHistory,
  'pra.restoreTable': restoreTable,
  'pra.restoreDatabase': restoreDatabase,
  'pra.restoreWithRunner': restoreWithRunner,
  'pra.dropScratch': dropScratch,
  'pra.openSample': openSample,
  'pra.showLog': ({ log }) => {
    log.show();
    return Promise.resolve();
  },
  'pra.refresh': ({ refresh }) => {
    refresh();
    return Promise.resolve();
  },
};

export function registerCommands(services: UiServices): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      services.tasks.command(id, (node: unknown) => run(services, node)),
    ),
  );
}
