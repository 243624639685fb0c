import assert from 'node:assert/strict';
import { tellsOneStory } from '../../support/story';
import type { HeldServer } from '../../support/vscode/heldServer';
import { besideSample, minutes, sampleConnection } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

/** It is kept in production only where the operator wants it, who names the database for that. */
describe('The ledger of the sample’s production in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let production: HeldServer;

  before(async function () {
    this.timeout(minutes(5));
    window = await praWindow();
    workbench = window.workbench;
    production = await besideSample(window, () => []);
  });

  after(async () => {
    await workbench.runCommand('View: Close All Editors');
    await production.release();
  });

  it('is shown not to be there, from the menu of the connection', async () => {
    await choose('Show Ledger');
    await workbench.page.getByText('This database has no ledger').first().waitFor();
    await window.shot('ledger-none');
    await workbench.runCommand('View: Close All Editors');
  });

  it('is created once the name of the database is typed, and no other', async () => {
    await choose('Create Ledger in Production…');
    const question = await workbench.modal();
    assert.match(question.text, /a table pra\.ledger is made/i);
    await question.press('Create Ledger');
    await workbench.fill('mairies');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput().locator('.quick-input-message', { hasText: 'mairie' }).waitFor();
    assert.equal(await ledger(), null);
    await workbench.type('mairie');
    await workbench.toast('keeps a ledger from now on').waitFor();
    assert.equal(await ledger(), 'pra.ledger');
    await workbench.dismissToasts();
  });

  it('is shown with nothing in it', async () => {
    await choose('Show Ledger');
    await workbench.page.getByText('Nothing is entered yet.').first().waitFor();
    await window.shot('ledger-empty');
    await workbench.runCommand('View: Close All Editors');
  });

  it('is dropped again with what was made for it', async () => {
    await choose('Drop Ledger from Production…');
    const question = await workbench.modal();
    assert.match(question.text, /All that stands in it is lost/);
    await question.press('Drop Ledger');
    await workbench.type('mairie');
    await workbench.toast(`The ledger of ${sampleConnection} is dropped`).waitFor();
    const schema = `select count(*) from pg_namespace where nspname = 'pra'`;
    assert.deepEqual(await production.ask(schema, 'mairie'), [['0']]);
    await workbench.dismissToasts();
  });

  async function choose(title: string): Promise<void> {
    const connection = workbench.treeItem('Connections', sampleConnection).first();
    await workbench.chooseInMenu(connection, title);
  }

  /** Its name, where it is there. */
  async function ledger(): Promise<string | null | undefined> {
    const [[name] = []] = await production.ask(`select to_regclass('pra.ledger')::text`, 'mairie');
    return name;
  }
});
