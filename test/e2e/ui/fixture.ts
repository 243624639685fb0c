import { failureSeen } from '../../support/vscode/openWindows';
import { type PraWindow, openPraWindow } from '../../support/vscode/window';

let opened: Promise<PraWindow> | undefined;

/** The window that all tests of this run share, opened by the first that asks. */
export async function praWindow(): Promise<PraWindow> {
  opened ??= openPraWindow();
  return opened;
}

/** Loaded by mocha (`--require`): what failed is seen in every window; the shared one ends with the run. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state === 'failed') {
      console.log(await failureSeen(this.currentTest.title));
      const window = await opened?.catch(() => undefined);
      await window?.workbench.dismissQuestions();
    }
  },

  afterAll: async (): Promise<void> => {
    const window = await opened?.catch(() => undefined);
    opened = undefined;
    await window?.close();
  },
};
