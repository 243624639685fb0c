import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { batchesIn } from '../../core/incident/batches';
import type { JournalStep } from '../../core/incident/journal';
import { closedBy } from '../../core/incident/steps/progress';
import { appliedFile, lastPlanned } from '../../core/incident/standing';
import type { ListedIncident } from '../../engine/reviewing';
import { countsLine } from '../review/confirm';
import { batchNodes } from './batchNodes';
import { itemOf } from '../views/node';
import type { ViewNode } from '../views/subject';
import { count, counted } from '../words';
import { inWindow } from '../asking';
import { nameOf } from './folderName';
import { closed, looks } from './standingLooks';

/** @param doing What this window is doing there just now. */
export function incidentNode(
  { dir, standing, facts }: ListedIncident,
  doing: string | undefined,
): ViewNode {
  const { icon, color, word, sentence } = closedBy(facts.entries) ? closed : looks[standing];
  const themeColor = color === undefined ? undefined : new vscode.ThemeColor(color);
  const { table, day } = nameOf(dir);
  return {
    subject: { kind: 'incident', dir },
    children: async () => [
      ...(isCompared(facts) && !(await holdsRows(dir)) ? [rowsElsewhere(dir)] : []),
      ...(await import('./steps/stepNodes')).stepNodes(dir, facts),
      ...(await fileNodes(dir, facts)),
      ...batchNodes(dir, batchesIn(facts.entries)),
    ],
    item: itemOf(
      {
        id: `incident/${dir}`,
        label: table,
        icon: new vscode.ThemeIcon(doing === undefined ? icon : 'sync~spin', themeColor),
        description: [inWindow(doing === undefined ? word : `${doing} …`), day]
          .filter((text) => text !== '')
          .join(' · '),
        tooltip: [dir, ...tooltipOf(facts), sentence],
        context: `pra.incident.${doing === undefined ? standing : 'busy'}`,
      },
      true,
    ),
  };
}

/** What was found, planned, and done by hand: a line each. */
function tooltipOf(facts: ListedIncident['facts']): readonly string[] {
  const compared = facts.entries.findLast(({ step }) => step === 'compared');
  const plan = lastPlanned(facts.entries);
  const script = appliedFile(facts);
  return [
    compared?.step === 'compared' ? foundIn(compared) : 'Not compared yet',
    ...(plan ? [`Planned: ${countsLine(plan.plan)}`] : []),
    ...(script ? [`Applied: ${script.file ?? 'a file'}, by transaction ${script.xid}`] : []),
  ];
}

function foundIn({ missing, changed, extra, withoutKey }: Comparing): string {
  const lost = counted(missing, 'missing row');
  return withoutKey
    ? `${lost}, ${count(extra)} only in production, compared without a key`
    : `${lost}, ${count(changed)} changed, ${count(extra)} only in production`;
}

type Comparing = Extract<JournalStep, { readonly step: 'compared' }>;

const files = [
  { name: 'correction.sql', icon: 'file-code', command: 'pra.openScript' },
  { name: 'undo.sql', icon: 'file-code', command: 'pra.openScript' },
  { name: 'report.md', icon: 'markdown', command: 'vscode.open' },
] as const;

async function fileNodes(
  dir: string,
  { entries }: ListedIncident['facts'],
): Promise<readonly ViewNode[]> {
  const nodes: ViewNode[] = [];
  const hasReview = await holdsRows(dir);
  if (hasReview) {
    nodes.push(opening(dir, 'Review', { icon: 'diff-multiple', command: 'pra.openReview' }));
  }
  // Of a compared table its rows say which it is.
  const maySnapshot = hasReview || !isCompared({ entries });
  if (maySnapshot && !entries.some(({ step }) => step === 'snapshot')) {
    const look = { icon: 'device-camera', command: 'pra.snapshotTable' };
    nodes.push(opening(dir, 'Snapshot Table…', look));
  }
  for (const name of await qualificationsIn(dir)) {
    const look = { icon: 'markdown', command: 'markdown.showPreview' };
    nodes.push(opening(path.join(dir, name), name, look));
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

/** Pages of the table’s figures, the first one first. */
async function qualificationsIn(dir: string): Promise<readonly string[]> {
  const names = (await readdir(dir)).filter((name) => /^qualification(-\d+)?\.md$/.test(name));
  const numberOf = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 1);
  return names.toSorted((one, other) => numberOf(one) - numberOf(other));
}

/** A node that opens what it names. */
function opening(
  file: string,
  label: string,
  { icon, command }: { readonly icon: string; readonly command: string },
): ViewNode {
  const look = {
    label: inWindow(label),
    icon: new vscode.ThemeIcon(icon),
    context: 'pra.incidentFile',
  };
  const item = itemOf({ ...look, id: `${command}/${file}/${label}` }, false);
  item.command = { command, title: label, arguments: [vscode.Uri.file(file)] };
  return { item };
}

function isCompared({ entries }: Pick<ListedIncident['facts'], 'entries'>): boolean {
  return entries.some(({ step }) => step === 'compared');
}

function holdsRows(dir: string): Promise<boolean> {
  return exists(path.join(dir, 'rows', 'comparison.json'));
}

/** Of an incident that came with the workspace, through git. */
function rowsElsewhere(dir: string): ViewNode {
  return {
    item: itemOf(
      {
        label: inWindow('Its rows are not here'),
        icon: new vscode.ThemeIcon('info'),
        tooltip: [
          'Rows are kept out of git, in the folder rows/ of the machine where the incident was opened.',
          'Reviewing, applying, verifying and undoing are done there; its steps, journal, notes and report go on here.',
        ],
        context: 'pra.incidentRowsElsewhere',
        id: `rowsElsewhere/${dir}`,
      },
      false,
    ),
  };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
