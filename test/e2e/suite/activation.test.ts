import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface OwnManifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category?: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    };
  };
}

describe('the extension in its host', () => {
  const extension = vscode.extensions.all.find(({ id }) => id.endsWith('.pra-table-recovery'));

  it('is not active before anything of it is wanted, and then is', async () => {
    assert.ok(extension, 'it is installed');
    assert.equal(extension.isActive, false);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('has a command for every line of its manifest, each under PRA', async () => {
    assert.ok(extension);
    const registered = new Set(await vscode.commands.getCommands(true));
    // The manifest is our own.
    const { contributes } = extension.packageJSON as OwnManifest;
    const named = contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      named.filter((command) => !registered.has(command)),
      [],
    );
    assert.deepEqual(
      contributes.commands.filter(({ category }) => category !== 'PRA'),
      [],
    );
  });

  it('takes no setting from a workspace, only from the machine', () => {
    assert.ok(extension);
    const { contributes, capabilities } = extension.packageJSON as OwnManifest;
    for (const [name, { scope }] of Object.entries(contributes.configuration.properties)) {
      assert.equal(scope, 'machine', name);
    }
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(
      [...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(),
      Object.keys(contributes.configuration.properties).sort(),
    );
  });

  it('leaves the person’s workspace as it was', async () => {
    assert.deepEqual(await vscode.workspace.findFiles('**/*'), []);
  });
});
