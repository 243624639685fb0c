import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { IncidentStanding } from '../../core/incident/standing';
import { lastPlanned } from '../../core/incident/standing';
import type { ListedIncident } from '../../engine/reviewing';
import { countsLine } from '../review/confirm';
import { itemOf, type ViewNode } from '../views/node';
import { counted } from '../words';
import { workspaceIncidents } from './incidentFolders';

interface StandingLook {
  readonly icon: string;
  readonly color?: string;
  readonly words: string;
}

const looks: Readonly<Record<IncidentStanding, StandingLook>> = {
  opened: { icon: 'circle-outline', words: 'opened' },
  compared: { icon: 'diff', words: 'compared: nothing has been written' },
  planned: { icon: 'checklist', words: 'planned: nothing has been written' },
  rehearsed: { icon: 'beaker', words: 'rehearsed: nothing has been written' },
  applied: { icon: 'check', color: 'charts.blue', words: 'applied, not yet verified' },
  proved: { icon: 'verified', color: 'testing.iconPassed', words: 'applied and verified' },
  undone: { icon: 'discard', words: 'undone' },
  unknown: { icon: 'warning', color: 'list.warningForeground', words: 'OUTCOME UNKNOWN' },
};

/** The incidents of the workspace, each with how far it has come and its files. */
export async function incidentNodes(): Promise<readonly ViewNode[]> {
  return (await workspaceIncidents()).map(incidentNode);
}

function incidentNode({ dir, standing, facts }: ListedIncident): ViewNode {
  const { icon, color, words } = looks[standing];
  const compared = facts.entries.findLast(({ step }) => step === 'compared');
  const plan = lastPlanned(facts.entries);
  const found =
    compared?.step === 'compared'
      ? `${counted(compared.missing, 'missing row')}, ${compared.changed} changed, ${compared.extra} only in production`
      : 'not compared yet';
  const themeColor = color === undefined ? undefined : new vscode.ThemeColor(color);
  return {
    subject: { kind: 'incident', dir },
    children: () => fileNodes(dir),
    item: itemOf(
      {
        id: `incident/${dir}`,
        label: path.basename(dir),
        icon: new vscode.ThemeIcon(icon, themeColor),
        description: words,
        tooltip: [dir, found, ...(plan ? [`Planned: ${countsLine(plan.plan)}`] : []), words],
        context: `pra.incident.${standing}`,
      },
      true,
    ),
  };
}

const files = [
  { name: 'correction.sql', icon: 'file-code', command: 'pra.openScript' },
  { name: 'undo.sql', icon: 'file-code', command: 'pra.openScript' },
  { name: 'report.md', icon: 'markdown', command: 'vscode.open' },
] as const;

async function fileNodes(dir: string): Promise<readonly ViewNode[]> {
  const nodes: ViewNode[] = [];
  if (await exists(path.join(dir, 'rows', 'comparison.json'))) {
    nodes.push(opening(dir, 'Review', { icon: 'diff-multiple', command: 'pra.openReview' }));
  }
  for (const { name, icon, command } of files) {
    const file = path.join(dir, name);
    if (await exists(file)) {
      nodes.push(opening(file, name, { icon, command }));
    }
  }
  nodes.push(opening(dir, 'Journal', { icon: 'book', command: 'pra.openJournal' }));
  return nodes;
}

/** A node that opens what it names. */
function opening(
  file: string,
  label: string,
  { icon, command }: { readonly icon: string; readonly command: string },
): ViewNode {
  const look = { label, icon: new vscode.ThemeIcon(icon), context: 'pra.incidentFile' };
  const item = itemOf({ ...look, id: `${command}/${file}/${label}` }, false);
  item.command = { command, title: label, arguments: [vscode.Uri.file(file)] };
  return { item };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
