import { buffer } from 'node:stream/consumers';
import { copyLines, decodeCopyLine } from '../../../src/core/archive/copyText';
import type { ArchiveContents, TocEntry } from '../../../src/core/archive/contents';
import type { Row, TableId } from '../../../src/core/catalog/table';
import { dumpFiles } from '../../../src/files/dumpFile';
import { openArchiveAt } from '../../../src/recovery/dumps/openDump';
import type { Session } from '../../../src/postgres/connection/session';

export const appointmentsTable: TableId = { schema: 'metier', name: 'demandes_rdv' };

/** Rows by their first column, which is their key. */
export type RowsById = ReadonlyMap<string, Row>;

export interface OpenedDump {
  readonly contents: ArchiveContents;
  /** COPY text, one string a line. */
  readonly lines: (entry: TocEntry) => Promise<readonly string[]>;
}

export async function withDump<T>(path: string, use: (dump: OpenedDump) => Promise<T>): Promise<T> {
  const dump = await openArchiveAt(dumpFiles, path);
  try {
    return await use({
      contents: dump.contents,
      lines: async (entry) => {
        const lines: string[] = [];
        for await (const line of copyLines(dump.data.tableData(entry))) {
          lines.push(Buffer.from(line).toString('utf8'));
        }
        return lines;
      },
    });
  } finally {
    await dump.close();
  }
}

export function dataEntries({ entries }: ArchiveContents): readonly TocEntry[] {
  return entries.filter(({ desc }) => desc === 'TABLE DATA');
}

export async function dumpedAppointments(path: string): Promise<RowsById> {
  return withDump(path, async ({ contents, lines }) => {
    const entry = dataEntries(contents).find(({ tag }) => tag === appointmentsTable.name);
    return byId(entry ? await lines(entry) : []);
  });
}

export async function liveAppointments(session: Session): Promise<RowsById> {
  return byId(await liveLines(session, 'metier.demandes_rdv'));
}

/** COPY text of production, one string a line. */
export async function liveLines(session: Session, source: string): Promise<readonly string[]> {
  const text = (await buffer(session.copyOut(`copy ${source} to stdout`))).toString('utf8');
  return text.split('\n').slice(0, -1);
}

/** Ids of what is in the backup only, in production only, and different. */
export function differences(
  backup: RowsById,
  live: RowsById,
): { readonly missing: number[]; readonly extra: number[]; readonly changed: number[] } {
  const differs = (id: string): boolean =>
    JSON.stringify(backup.get(id)) !== JSON.stringify(live.get(id));
  return {
    missing: sorted([...backup.keys()].filter((id) => !live.has(id)).map(Number)),
    extra: sorted([...live.keys()].filter((id) => !backup.has(id)).map(Number)),
    changed: sorted([...backup.keys()].filter((id) => live.has(id) && differs(id)).map(Number)),
  };
}

export function sorted(ids: readonly number[]): number[] {
  return [...ids].sort((one, other) => one - other);
}

function byId(lines: readonly string[]): RowsById {
  return new Map(
    lines.map((line) => {
      const row = decodeCopyLine(new TextEncoder().encode(line));
      return [String(row[0]), row] as const;
    }),
  );
}
