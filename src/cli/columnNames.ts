import { parseTableName } from '../core/catalog/tableName';
import type { ColumnPair } from '../core/diff/matchedColumns';
import { RecoveryError } from '../core/errors';

/** `a,"Odd, name"`, each as SQL reads it. */
export function columnNames(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : splitAtCommas(text).map((part) => nameOf(part.trim()));
}

/**
 * `old=new`, or several after commas; names as SQL reads them.
 * @throws {RecoveryError} `usage`.
 */
export function columnPairs(texts: readonly string[]): readonly ColumnPair[] {
  return texts.flatMap(splitAtCommas).map((text) => {
    const [backup, live, ...more] = text.match(/(?:"(?:[^"]|"")*"|[^"=])+/g) ?? [];
    if (backup === undefined || live === undefined || more.length > 0) {
      throw new RecoveryError('usage', `“${text.trim()}” does not match two columns.`, {
        hint: 'Write --map backup_column=production_column, with double quotes where SQL needs them.',
      });
    }
    return { backup: nameOf(backup.trim()), live: nameOf(live.trim()) };
  });
}

function splitAtCommas(text: string): readonly string[] {
  return text.match(/(?:"(?:[^"]|"")*"|[^",])+/g) ?? [];
}

/** A column is named as a table without a schema is. */
function nameOf(part: string): string {
  const { schema, name } = parseTableName(part);
  return schema === undefined ? name : `${schema}.${name}`;
}
