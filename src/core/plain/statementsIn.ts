import { truncated } from '../archive/damage';
import { type DecodeText, decodeUtf8 } from '../archive/encoding';
import { RecoveryError } from '../errors';
import { SqlScanner } from './sqlScanner';

/** As long as a value can be, written out. */
const longestStatement = 1024 * 1024 * 1024;

/**
 * The statements of SQL text, one after another, each whole.
 * @throws {RecoveryError} `dump-truncated` where it ends within one, `dump-format` for a command of psql's.
 */
export async function* statementsIn(
  text: AsyncIterable<Uint8Array>,
  decode: DecodeText = decodeUtf8,
): AsyncGenerator<string> {
  let found: string[] = [];
  const scanner = new SqlScanner(
    {
      onStatement: (statement) => {
        found.push(decode(statement));
      },
      onComment: () => undefined,
      onCommand: () => {
        throw new RecoveryError('dump-format', 'The rows hold a command for psql.', {
          hint: 'Look at who made this dump: pg_dump writes no such commands.',
        });
      },
    },
    longestStatement,
  );
  for await (const piece of text) {
    for (let at = 0; at < piece.length;) {
      at = scanner.scan(piece, at);
    }
    yield* found;
    found = [];
  }
  if (!scanner.isBetween) {
    throw truncated('The rows end within a statement.');
  }
}
