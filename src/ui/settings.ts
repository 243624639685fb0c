import * as vscode from 'vscode';
import type { Program } from '../engine/engineHost';

/** The program as the extension is: its settings are of the machine, no workspace can change them. */
export function programOf(context: vscode.ExtensionContext): Program {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    tool: `pra ${version}`,
    mediaFolder: context.asAbsolutePath('media'),
    pgRestore: pathSetting('pgRestore') ?? process.env['PRA_PG_RESTORE'],
    postgresBinaries: pathSetting('postgresBinaries') ?? process.env['PRA_POSTGRES_BIN'],
  };
}

/** Bytes of disk that a restore must leave free where production runs on the same machine. */
export function diskReserve(): number {
  return vscode.workspace.getConfiguration('pra').get('keepFreeGigabytes', 10) * 1e9;
}

function pathSetting(name: string): string | undefined {
  const text = vscode.workspace.getConfiguration('pra').get(name, '').trim();
  return text === '' ? undefined : text;
}
