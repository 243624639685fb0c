import type { TocEntry } from '../../core/archive/contents';
import { RecoveryError } from '../../core/errors';
import { identifier, unquoted } from '../../core/sql/identifier';
import { quoteLiteral } from '../../core/sql/quote';

const copyOfRows = new RegExp(
  String.raw`^COPY (?:${identifier}\.)?(${identifier}) .*FROM stdin;\s*$`,
  's',
);

export interface CopyForm {
  /** That of the dump. */
  readonly encoding: string;
  /**
   * This very transaction has made or emptied the table: its rows are written as frozen at once, so that
   * neither the key's index nor a reader has to visit them again.
   */
  readonly frozen: boolean;
}

/**
 * The statement that loads an entry's rows.
 * @throws {RecoveryError} for anything but a COPY of rows that we send: it could read a file of the server.
 */
export function copyStatementOf(
  { copyStatement = '' }: Pick<TocEntry, 'copyStatement'>,
  { encoding, frozen }: CopyForm,
): string {
  const [, target] = copyOfRows.exec(copyStatement) ?? [];
  if (target === undefined) {
    throw new RecoveryError(
      'dump-damaged',
      'The dump loads rows in a way that pg_dump never writes.',
    );
  }
  const freeze = frozen ? ', freeze' : '';
  return copyStatement.replace(
    /FROM stdin;\s*$/,
    () => `from stdin with (encoding ${quoteLiteral(encoding)}${freeze})`,
  );
}

/** True where a partition's rows are dumped as rows of its root, which cannot take them frozen. */
export function isLoadedByRoot({
  copyStatement = '',
  tag,
}: Pick<TocEntry, 'copyStatement' | 'tag'>): boolean {
  const [, target] = copyOfRows.exec(copyStatement) ?? [];
  return target !== undefined && unquoted(target) !== tag;
}
