import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

const table = { schema: 'metier', name: 'demandes_rdv' };

/** What needs no dialog: VS Code shows none to a suite in its extension host. */
describe('the sample incident in the extension host', function () {
  this.timeout(240_000);
  let incident: string;

  it('is opened with a PostgreSQL that is found, and leaves its dumps in the data home', async () => {
    await vscode.commands.executeCommand('pra.openSample');
    assert.equal((await readdir(dumpFolder())).length, 4);
  });

  it('is restored, compared and reviewed by Recover Table, into a folder of the workspace', async () => {
    const [, dump = ''] = (await readdir(dumpFolder())).sort();
    const node = { subject: { kind: 'dumpTable', path: path.join(dumpFolder(), dump), table } };
    // Production is the only one there is, and no identity is named.
    await acceptingPicks(vscode.commands.executeCommand('pra.recover', node));
    const folder = path.join(workspace(), 'pra');
    const [name = '', ...others] = await readdir(folder);
    assert.deepEqual(others, []);
    assert.match(name, /^\d{4}-\d\d-\d\d-metier\.demandes_rdv$/);
    incident = path.join(folder, name);
    assert.deepEqual((await readdir(path.join(incident, 'rows'))).sort(), [
      ...['blocked.jsonl', 'changes.index', 'changes.jsonl', 'children.jsonl'],
      ...['comparison.json', 'counted.json', 'later.jsonl', 'transactions.jsonl'],
    ]);
    await reviewsAre(1);
  });

  it('is reviewed in one tab, whoever asks for it', async () => {
    await vscode.commands.executeCommand('pra.openReview', vscode.Uri.file(incident));
    await reviewsAre(1);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await reviewsAre(0);
    await vscode.commands.executeCommand('pra.openReview', vscode.Uri.file(incident));
    await reviewsAre(1);
  });

  it('has no plan while nothing is selected', async () => {
    const node = { subject: { kind: 'incident', dir: incident } };
    await vscode.commands.executeCommand('pra.saveScript', node);
    assert.equal((await readdir(incident)).includes('correction.sql'), false);
  });

  it('has a journal that is read as text, without a word of a row', async () => {
    await vscode.commands.executeCommand('pra.openJournal', vscode.Uri.file(incident));
    const text = shown()?.getText() ?? '';
    for (const step of ['opened', 'restored', 'compared']) {
      assert.match(text, new RegExp(`  ${step}  `));
    }
    const changes = await readFile(path.join(incident, 'rows', 'changes.jsonl'), 'utf8');
    const { backup } = JSON.parse(changes.slice(0, changes.indexOf('\n'))) as {
      readonly backup: Readonly<Record<string, string | null>> | null;
    };
    assert.equal(text.includes(JSON.stringify(backup)), false);
  });

  it('opens a script whole, and of a very large one the first part with a word on the rest', async () => {
    const folder = path.join(workspace(), 'scripts');
    await mkdir(folder);
    const [small, large] = [path.join(folder, 'small.sql'), path.join(folder, 'large.sql')];
    await writeFile(small, 'select 1;\n');
    await writeFile(large, '-- first line\n');
    await appendFile(large, `select '${'x'.repeat(97)}';\n`.repeat(60_000));
    await vscode.commands.executeCommand('pra.openScript', vscode.Uri.file(small));
    assert.equal(shown()?.uri.fsPath, small);
    await vscode.commands.executeCommand('pra.openScript', vscode.Uri.file(large));
    const document = shown();
    assert.equal(document?.isUntitled, true);
    const text = document.getText();
    assert.ok(text.includes(large), 'it says where the whole script is');
    assert.match(text, /^-- first line$/m);
    assert.match(text, /the rest is in the file\.\n$/);
    assert.ok(text.length < 300_000);
  });
});

function workspace(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
}

function dumpFolder(): string {
  return path.join(process.env['PRA_HOME'] ?? '', 'sample', 'dumps');
}

function shown(): vscode.TextDocument | undefined {
  return vscode.window.activeTextEditor?.document;
}

/** The window tells its extension host of its tabs a moment later. */
async function reviewsAre(count: number): Promise<void> {
  const open = (): number =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview)
      .filter(({ label }) => label.endsWith('→ production')).length;
  for (let tries = 0; open() !== count && tries < 50; tries += 1) {
    await pause(100);
  }
  assert.equal(open(), count);
}

/** Accepts what each choice offers first, until the command has ended. */
async function acceptingPicks(command: Thenable<unknown>): Promise<void> {
  let isOver = false;
  const over = Promise.resolve(command).finally(() => {
    isOver = true;
  });
  const accept = async (): Promise<void> => {
    while (!isOver) {
      await pause(300);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
  };
  await Promise.all([over, accept()]);
}
