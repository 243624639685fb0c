import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { tellsOneStory } from '../../support/story';
import { minutes } from '../../support/vscode/sampleSteps';
import type { PraWindow } from '../../support/vscode/window';
import type { Workbench } from '../../support/vscode/workbench';
import { praWindow } from './fixture';

/** As it comes through git: whatever holds rows stays on the machine that has compared them. */
describe('An incident of another machine in the window', function () {
  tellsOneStory(this);
  this.timeout(minutes(2));
  let window: PraWindow;
  let workbench: Workbench;
  let copy: string;

  before(async () => {
    window = await praWindow();
    workbench = window.workbench;
    await workbench.openContainer('PRA');
    const incidents = path.join(window.workspace, 'pra');
    const [first = ''] = (await readdir(incidents)).filter((name) => name.includes('-metier.'));
    copy = path.join(incidents, '2026-01-02-metier.elsewhere');
    const isRow = /\/rows(\/|$)|\.sql$|rehearsal\.json$/;
    await cp(path.join(incidents, first), copy, {
      recursive: true,
      filter: (source) => !isRow.test(source.slice(incidents.length)),
    });
    await workbench.runCommand('PRA: Refresh');
  });

  after(async () => {
    await rm(copy, { recursive: true, force: true });
    await workbench.runCommand('PRA: Refresh');
  });

  it('stands as it was led, and says that its rows are not here', async () => {
    await workbench.expandTreeItem('Incidents', /^elsewhere/);
    const said = workbench.treeItem('Incidents', 'Its rows are not here');
    await said.scrollIntoViewIfNeeded();
    await workbench.showHover(said, 'its steps, journal, notes and report go on here');
    await window.shot('rows-elsewhere');
  });

  it('has its report written here, and says why it cannot be rehearsed here', async () => {
    const incident = workbench.treeItem('Incidents', /^elsewhere/);
    await workbench.chooseInMenu(incident, 'Write Incident Report');
    await workbench.tab(/^Preview report\.md/).waitFor({ timeout: minutes(1) });
    await workbench.chooseInMenu(incident, 'Rehearse');
    await workbench.toast(/The rows \(rows\/.*\) are not in .*elsewhere/).waitFor();
    await workbench.dismissToasts();
    await workbench.runCommand('View: Close All Editors');
  });
});
