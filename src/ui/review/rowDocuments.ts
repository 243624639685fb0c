import { tableLabel } from '../../core/catalog/table';
import * as vscode from 'vscode';
import type { Cell } from '../../core/catalog/table';
import type { KeptRow } from '../../core/diff/rows/rowChange';
import { RecoveryError } from '../../core/errors';
import type { ShownCell } from './handlers/reviewed';
import type { OpenIncident } from './openIncident';
import type { OpenIncidents } from './openIncidents';

const scheme = 'pra-row';

/** Opens a cell, or a whole row, in VS Code's own diff editor: the backup on the left. */
export async function showCell(incident: OpenIncident, shown: ShownCell): Promise<void> {
  const { comparison } = incident.session;
  const [row] = await incident.session.page(shown, shown.ordinal, 1);
  const column =
    shown.column === undefined ? undefined : comparison.table.columns[shown.column]?.name;
  if (!row || (shown.column !== undefined && column === undefined)) {
    throw new RecoveryError('usage', 'There is no such row.');
  }
  const what = [tableLabel(comparison.identity.table), row.change.key.join(', '), column];
  const title = `${what.filter((part) => part !== undefined).join(' · ')} (backup ↔ production)`;
  const { generation, folder } = incident;
  const address = { incident: folder.path, generation, line: row.line, column: shown.column };
  const sides = (['backup', 'live'] as const).map((side) => documentUri(side, address));
  await vscode.commands.executeCommand('vscode.diff', sides[0], sides[1], title, { preview: true });
}

/** Gives the texts of those documents; nothing of a row is in their addresses. */
export class RowDocuments implements vscode.TextDocumentContentProvider {
  constructor(private readonly incidents: OpenIncidents) {}

  static register(incidents: OpenIncidents): vscode.Disposable {
    const documents = new RowDocuments(incidents);
    return vscode.workspace.registerTextDocumentContentProvider(scheme, documents);
  }

  async provideTextDocumentContent({ path, query }: vscode.Uri): Promise<string> {
    const asked = new URLSearchParams(query);
    const incident = await this.incidents.ifOpen(asked.get('incident') ?? '');
    if (incident?.generation !== Number(asked.get('generation'))) {
      return 'The review of this row is closed, or its rows were compared again: open it again.';
    }
    const row = await incident.session.row(Number(asked.get('line')));
    const column = asked.get('column');
    const side = path.startsWith('/live') ? 'live' : 'backup';
    const { columns } = incident.session.comparison.table;
    return row
      ? textOf(row.change, side, {
          names: columns.map(({ name }) => name),
          column: column === null ? undefined : Number(column),
        })
      : '';
  }
}

interface DocumentAddress {
  readonly incident: string;
  readonly generation: number;
  readonly line: number;
  readonly column: number | undefined;
}

function documentUri(side: 'backup' | 'live', address: DocumentAddress): vscode.Uri {
  const { incident, generation, line, column } = address;
  const query = new URLSearchParams({
    ...{ incident, generation: String(generation), line: String(line) },
    ...(column === undefined ? {} : { column: String(column) }),
  });
  return vscode.Uri.from({ scheme, path: `/${side}`, query: query.toString() });
}

function textOf(
  change: KeptRow,
  side: 'backup' | 'live',
  { names, column }: { readonly names: readonly string[]; readonly column: number | undefined },
): string {
  const cells = cellsOf(change, side);
  if (!cells) {
    const absent = side === 'live' ? '(not in production)' : '(not in the backup)';
    return change.kind === 'stale' && side === 'live' ? '(changed since compared)' : absent;
  }
  return column === undefined
    ? names.map((name, at) => `${name}: ${cellText(cells[at] ?? null)}`).join('\n')
    : cellText(cells[column] ?? null);
}

function cellsOf(change: KeptRow, side: 'backup' | 'live'): readonly Cell[] | undefined {
  if (side === 'backup') {
    return 'backup' in change ? change.backup : undefined;
  }
  return 'live' in change ? change.live : undefined;
}

function cellText(cell: Cell): string {
  return cell ?? '(NULL)';
}
