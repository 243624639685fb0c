import type { Row } from '../../core/catalog/table';
import { decodeCopyField } from '../../core/archive/copyText';
import type { Session } from '../connection/session';

/** Above this no text is made of a whole piece: a string cannot hold 512 MB. */
const longestText = 128 * 1024 * 1024;
const [newline, tab] = [0x0a, 0x09];

/** All rows of a statement as lines of text, by COPY: at a fifth of what the driver's own rows cost. */
export async function copiedText(session: Session, query: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of session.copyOut(`copy (\n${query}\n) to stdout`)) {
      chunks.push(chunk);
    }
  } catch (error) {
    throw session.describe(error);
  }
  return Buffer.concat(chunks);
}

/** The same as rows, which are read while the server makes the next ones. */
export async function copiedRows(session: Session, query: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  await copiedPieces(session, query, (lines) => {
    rowsIn(lines).forEach((row) => rows.push(row));
  });
  return rows;
}

/** The same as the lines that the rows are on, some whole ones at a time. */
export async function copiedPieces(
  session: Session,
  query: string,
  onLines: (lines: Buffer) => void,
): Promise<void> {
  try {
    for await (const lines of wholeLines(session.copyOut(`copy (\n${query}\n) to stdout`))) {
      onLines(lines);
    }
  } catch (error) {
    throw session.describe(error);
  }
}

async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield Buffer.concat([...open, chunk.subarray(0, end)]);
      open = [];
    }
    open.push(chunk.subarray(end));
  }
}

/** The rows of such lines. The server escapes tabs and line ends within values by letters, so each that is there ends a field. */
export function rowsIn(bytes: Buffer): readonly Row[] {
  if (bytes.length <= longestText) {
    return linesIn(bytes).map(fieldsOf);
  }
  return partsOf(bytes, newline)
    .slice(0, -1)
    .map((line) => partsOf(line, tab).map((field) => decodeCopyField(field.toString('utf8'))));
}

/** The cells of one such line, given without its end. */
export function fieldsOf(line: string): Row {
  const fields = line.split('\t');
  return line.includes('\\') ? fields.map(decodeCopyField) : fields;
}

function linesIn(bytes: Buffer): readonly string[] {
  const lines = bytes.toString('utf8').split('\n');
  lines.pop();
  return lines;
}

function partsOf(bytes: Buffer, separator: number): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(separator); end >= 0; end = bytes.indexOf(separator, start)) {
    parts.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...parts, bytes.subarray(start)];
}
