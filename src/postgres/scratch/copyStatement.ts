import type { TocEntry } from '../../core/archive/contents';
import { RecoveryError } from '../../core/errors';
import { quoteLiteral } from '../../core/sql/quote';

const identifier = String.raw`(?:"(?:[^"]|"")*"|[^\s"(),.;]+)`;
const copyOfRows = new RegExp(
  String.raw`^COPY (?:${identifier}\.)?(${identifier}) .*FROM stdin;\s*$`,
  's',
);

/**
 * The statement that loads an entry's rows, in the encoding of the dump, into a table that this very transaction has made: they are
 * written as frozen at once, so that neither the key's index nor a reader has to visit them again.
 * @throws {RecoveryError} for anything but a COPY of rows that we send: it could read a file of the server.
 */
export function copyStatementOf({ copyStatement = '', tag }: TocEntry, encoding: string): string {
  const [, target] = copyOfRows.exec(copyStatement) ?? [];
  if (target === undefined) {
    throw new RecoveryError(
      'dump-damaged',
      'The dump loads rows in a way that pg_dump never writes.',
    );
  }
  // A partition's rows may be dumped as rows of its root, which cannot take them frozen.
  const freeze = unquoted(target) === tag ? ', freeze' : '';
  return copyStatement.replace(
    /FROM stdin;\s*$/,
    () => `from stdin with (encoding ${quoteLiteral(encoding)}${freeze})`,
  );
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
