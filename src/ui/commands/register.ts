import * as vscode from 'vscode';
import type { UiServices } from '../services';

type Run = (services: UiServices, node: unknown) => Promise<void>;

/** Each is read when it is first called: activation waits for none of them. */
const commands: Readonly<Record<string, () => Promise<Run>>> = {
  'pra.addConnection': async () => (await import('./addConnection')).addConnection,
  'pra.removeConnection': async () => (await import('./removeConnection')).removeConnection,
  'pra.addDumpFolder': async () => (await import('./dumpFolders')).addDumpFolder,
  'pra.removeDumpFolder': async () => (await import('./dumpFolders')).removeDumpFolder,
  'pra.setDumpZone': async () => (await import('./setDumpZone')).setDumpZone,
  'pra.verifyDump': async () => (await import('./verifyDump')).verifyDump,
  'pra.showTrust': async () => (await import('./showTrust')).showTrust,
  'pra.volumeHistory': async () => (await import('./volumeHistory')).volumeHistory,
  'pra.restoreTable': async () => (await import('./restore')).restoreTable,
  'pra.restoreDatabase': async () => (await import('./restore')).restoreDatabase,
  'pra.restoreWithRunner': async () => (await import('./restoreWithRunner')).restoreWithRunner,
  'pra.whoIsWriting': async () => (await import('./whoIsWriting')).whoIsWriting,
  'pra.showFrozen': async () => (await import('./showFrozen')).showFrozen,
  'pra.showLedger': async () => (await import('./showLedger')).showLedger,
  'pra.createLedger': async () => (await import('./createLedger')).createLedger,
  'pra.dropLedger': async () => (await import('./dropLedger')).dropLedger,
  'pra.runChecks': async () => (await import('./runChecks')).runChecks,
  'pra.createStarterChecks': async () =>
    (await import('./createStarterChecks')).createStarterChecks,
  'pra.qualify': async () => (await import('./qualify')).qualify,
  'pra.showFigures': async () => (await import('./showFigures')).showFigures,
  'pra.recoveryDrill': async () => (await import('./drill')).recoveryDrill,
  'pra.exportRows': async () => (await import('./exportRows')).exportRows,
  'pra.dropScratch': async () => (await import('./dropScratch')).dropScratch,
  'pra.openSample': async () => (await import('./openSample')).openSample,
  'pra.showLog': () => Promise.resolve(showLog),
  'pra.refresh': () => Promise.resolve(refresh),
};

export function registerCommands(services: UiServices): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, read]) =>
      services.tasks.command(id, async (node: unknown) => {
        const run = await read();
        await run(services, node);
      }),
    ),
  );
}

const showLog: Run = ({ log }) => {
  log.show();
  return Promise.resolve();
};

const refresh: Run = (services) => {
  services.refresh();
  return Promise.resolve();
};
