import * as vscode from 'vscode';

const setting = 'dumpTimeZones';

/** The time zone that was set for the dumps of a folder; undefined where it is taken to be this machine's. */
export function zoneOfFolder(folder: string): string | undefined {
  const zone = zones()[folder];
  return typeof zone === 'string' && zone.trim() !== '' ? zone.trim() : undefined;
}

/** Undefined takes the setting away. */
export async function setZoneOfFolder(folder: string, zone: string | undefined): Promise<void> {
  const others = Object.entries(zones()).filter(([other]) => other !== folder);
  const all = zone === undefined ? others : [...others, [folder, zone] as const];
  const value = all.length === 0 ? undefined : Object.fromEntries(all);
  const { Global } = vscode.ConfigurationTarget;
  await vscode.workspace.getConfiguration('pra').update(setting, value, Global);
}

/** By the folder's path; written by hand, it may hold anything. */
function zones(): Readonly<Record<string, unknown>> {
  return vscode.workspace.getConfiguration('pra').get(setting, {});
}
