import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** A script that tells where it was led to, and restores nothing. */
const tellingScript = '#!/bin/sh\necho "$*" > "${0%.sh}.told"\n';

/** What it shows is a notification, which the suite does not see: what the script did tells. */
describe('a site’s own restore script in the extension host', function () {
  this.timeout(120_000);
  const settings = vscode.workspace.getConfiguration('pra.externalRunner');
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-runner-suite-'));
    const program = path.join(folder, 'restore.sh');
    await writeFile(program, tellingScript);
    await chmod(program, 0o755);
    await settings.update('program', program, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    for (const name of ['program', 'arguments']) {
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
    await rm(folder, { recursive: true });
  });

  it('is not run while its settings tell it no target', async () => {
    await takingArguments(['--backup-dir', '/var/backups']);
    await restoreWithRunner();
    await assert.rejects(told(), { code: 'ENOENT' });
  });

  it('is run with the dump and a new scratch database', async () => {
    await takingArguments(['${dump}', '${host}', '${database}']);
    await restoreWithRunner();
    assert.match(await told(), /^\/.*mairie\.dump 127\.0\.0\.1 pra_scratch_\d{14}_[0-9a-f]{8}\n$/);
  });

  async function takingArguments(args: readonly string[]): Promise<void> {
    await settings.update('arguments', args, vscode.ConfigurationTarget.Global);
  }

  function told(): Promise<string> {
    return readFile(path.join(folder, 'restore.told'), 'utf8');
  }
});

/** On the dump that comes with the extension, as the menu of the Dumps view does. */
async function restoreWithRunner(): Promise<void> {
  const extension = vscode.extensions.all.find(({ id }) => id.endsWith('.pra-table-recovery'));
  const dump = path.join(extension?.extensionPath ?? '', 'media', 'sample', 'mairie.dump');
  const node = { subject: { kind: 'dump', path: dump } };
  await vscode.commands.executeCommand('pra.restoreWithRunner', node);
}
