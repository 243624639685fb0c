import { type PraWindow, openPraWindow } from '../../support/vscode/window';

let opened: Promise<PraWindow> | undefined;

/** The window that all tests of this run share, opened by the first that asks. */
export async function praWindow(): Promise<PraWindow> {
  opened ??= openPraWindow();
  return opened;
}

/** Loaded by mocha (`--require`): the window, its server and what they started end with the run. */
export const mochaHooks = {
  afterAll: async (): Promise<void> => {
    const window = await opened?.catch(() => undefined);
    opened = undefined;
    await window?.close();
  },
};
