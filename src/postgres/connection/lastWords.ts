/** As much of what came last as an ErrorResponse of a pooler may take. */
const lastWordsBytes = 1024;

/** Keeps what came last over a connection, in case that it ends. */
export class LastHeard {
  private tail: Buffer = Buffer.alloc(0);

  readonly take = (bytes: Buffer): void => {
    const ending = bytes.subarray(-lastWordsBytes);
    this.tail = Buffer.concat([this.tail, ending]).subarray(-lastWordsBytes);
  };

  /** See {@link lastWords}. */
  get words(): Error | undefined {
    return lastWords(this.tail);
  }
}

const errorResponse = 0x45; // E

/**
 * The error that ends these bytes, amid a message that was cut there. A pooler that gives a connection up
 * says why wherever it has stopped, and closes it: read on, its words pass for the rest of that message.
 */
export function lastWords(bytes: Buffer): Error | undefined {
  for (let at = bytes.length - 1; at >= 0; at--) {
    if (bytes[at] === errorResponse && isWhole(bytes.subarray(at + 1))) {
      return errorOf(
        bytes
          .subarray(at + 5, -2)
          .toString('utf8')
          .split('\0'),
      );
    }
  }
  return undefined;
}

/** Its length counts itself; behind the last field, which ends by a zero, is one more. */
function isWhole(body: Buffer): boolean {
  return (
    body.length > 6 &&
    body.readInt32BE(0) === body.length &&
    body[4] === 0x53 &&
    body.readUInt16BE(body.length - 2) === 0
  );
}

/** https://www.postgresql.org/docs/current/protocol-error-fields.html */
function errorOf(fields: readonly string[]): Error | undefined {
  const field = (letter: string): string | undefined =>
    fields.find((text) => text.startsWith(letter))?.slice(1);
  const [severity, code, message] = ['S', 'C', 'M'].map(field);
  return severity === undefined || code === undefined || message === undefined
    ? undefined
    : Object.assign(new Error(message), { severity, code });
}
