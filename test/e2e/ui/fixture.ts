import { type PraWindow, openPraWindow } from '../../support/vscode/window';

let opened: Promise<PraWindow> | undefined;

/** The window that all tests of this run share, opened by the first that asks. */
export async function praWindow(): Promise<PraWindow> {
  opened ??= openPraWindow();
  return opened;
}

/** Loaded by mocha (`--require`): a picture of what failed; the window ends with the run. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const window = await opened?.catch(() => undefined);
    if (this.currentTest?.state === 'failed' && window) {
      await window.shot(`failure-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
      console.log(await window.log());
      await window.workbench.dismissQuestions();
    }
  },

  afterAll: async (): Promise<void> => {
    const window = await opened?.catch(() => undefined);
    opened = undefined;
    await window?.close();
  },
};
