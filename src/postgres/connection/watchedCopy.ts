import type { Connection, Submittable } from 'pg';

interface Outcome {
  readonly resolve: (data: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * All that a `copy … to stdout` sends, held in memory: for what is short. A stream of COPY takes the
 * messages away from the driver, which here goes on telling of the server's notices as they arrive.
 */
export class WatchedCopy implements Submittable {
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly text: string,
    private readonly outcome: Outcome,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The driver writes the next messages over it.
    this.chunks.push(Buffer.from(chunk));
  }

  handleCommandComplete(): void {
    // The session is quiet only at the next message.
  }

  handleReadyForQuery(): void {
    this.outcome.resolve(Buffer.concat(this.chunks));
  }

  handleError(error: Error): void {
    this.outcome.reject(error);
  }
}
