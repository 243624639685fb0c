import * as vscode from 'vscode';
import { type Column, tableLabel } from '../../core/catalog/table';
import type { RowInIncident } from '../../core/diff/rows/rowChange';
import { RecoveryError } from '../../core/errors';
import { type CellText, cellTexts, rowTexts } from '../../core/review/cellText';
import { cellsOn, type Side } from '../../core/review/rowCells';
import type { ShownCell } from './handlers/reviewed';
import type { OpenIncident } from './openIncident';
import type { OpenIncidents } from './openIncidents';

const scheme = 'pra-row';
import { inWindow } from '../asking';

/** Opens a cell, or a whole row, in VS Code's own diff editor: the backup on the left. */
export async function showCell(incident: OpenIncident, shown: ShownCell): Promise<void> {
  const { comparison } = incident.session;
  const [row] = await incident.session.page(shown, shown.ordinal, 1);
  const { columns } = comparison.table;
  const column = shown.column === undefined ? undefined : columns[shown.column];
  if (!row || (shown.column !== undefined && column === undefined)) {
    throw new RecoveryError('usage', 'There is no such row.');
  }
  const what = [tableLabel(comparison.identity.table), row.change.key.join(', '), column?.name];
  const title = `${what.filter((part) => part !== undefined).join(' · ')} (backup ↔ production)`;
  const { generation, folder } = incident;
  const address = { incident: folder.path, generation, line: row.line, column: shown.column };
  const texts = textsOf(row.change, columns, shown.column);
  await vscode.commands.executeCommand(
    'vscode.diff',
    documentUri('backup', texts.backup, address),
    documentUri('live', texts.live, address),
    title,
    { preview: true },
  );
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
    if (!row) {
      return '';
    }
    const column = asked.get('column');
    const { columns } = incident.session.comparison.table;
    const texts = textsOf(row.change, columns, column === null ? undefined : Number(column));
    return texts[path.startsWith('/live') ? 'live' : 'backup'].text;
  }
}

interface DocumentAddress {
  readonly incident: string;
  readonly generation: number;
  readonly line: number;
  readonly column: number | undefined;
}

/** Nobody but VS Code reads the path: by its ending it knows the language. */
function documentUri(side: Side, { language }: CellText, address: DocumentAddress): vscode.Uri {
  const { incident, generation, line, column } = address;
  const query = new URLSearchParams({
    ...{ incident, generation: String(generation), line: String(line) },
    ...(column === undefined ? {} : { column: String(column) }),
  });
  const path = `/${side}${language === undefined ? '' : `.${language}`}`;
  return vscode.Uri.from({ scheme, path, query: query.toString() });
}

/** Of the column, or of the whole row where none is named. */
function textsOf(
  change: RowInIncident,
  columns: readonly Column[],
  at: number | undefined,
): Readonly<Record<Side, CellText>> {
  const rows = [cellsOn('backup', change), cellsOn('live', change)];
  const column = at === undefined ? undefined : columns[at];
  const texts =
    at === undefined || !column
      ? rowTexts(rows, columns)
      : cellTexts(
          rows.map((row) => row?.[at]),
          column,
        );
  const [backup = absent('backup', change), live = absent('live', change)] = texts;
  return { backup, live };
}

function absent(side: Side, { kind }: RowInIncident): CellText {
  if (side === 'backup') {
    return { text: inWindow('(not in the backup)') };
  }
  return { text: inWindow(kind === 'stale' ? '(changed since compared)' : '(not in production)') };
}
