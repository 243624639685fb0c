import * as vscode from 'vscode';
import { type Batch, batchesLeft } from '../../core/incident/batches';
import { itemOf } from '../views/node';
import type { ViewNode } from '../views/subject';
import { batchLabel, batchesLabel } from './batchWords';
import { inWindow } from '../asking';

/** The batch checklist of an incident, where there is one; each of its lines opens it to be ticked. */
export function batchNodes(dir: string, batches: readonly Batch[]): readonly ViewNode[] {
  if (batches.length === 0) {
    return [];
  }
  const { toSuspend } = batchesLeft(batches);
  const item = itemOf(
    {
      ...{ id: `batches/${dir}`, label: inWindow('Batches'), description: batchesLabel(batches) },
      icon: new vscode.ThemeIcon(toSuspend.length > 0 ? 'checklist' : 'tasklist'),
      context: 'pra.batches',
    },
    true,
  );
  return [{ item, children: () => Promise.resolve(batches.map((batch) => batchNode(dir, batch))) }];
}

function batchNode(dir: string, batch: Batch): ViewNode {
  const said = batchLabel(batch);
  const item = itemOf(
    {
      ...{ id: `batch/${dir}/${batch.name}`, label: batch.name, description: said },
      icon: new vscode.ThemeIcon(icons[batch.state]),
      tooltip: [batch.name, said],
      context: 'pra.batch',
    },
    false,
  );
  item.command = {
    ...{ command: 'pra.batches', title: 'Batch Checklist' },
    arguments: [vscode.Uri.file(dir)],
  };
  return { item };
}

const icons: Readonly<Record<Batch['state'], string>> = {
  'to-suspend': 'circle-large-outline',
  suspended: 'debug-pause',
  resumed: 'pass',
};
