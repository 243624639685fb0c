import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Client, ClientConfig, QueryConfig } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Cell, Row } from '../../core/catalog/table';
import { canBeStored } from '../../core/sql/quote';
import { type ConnectionSettings, connectionLabel } from '../../recovery/connectionSettings';
import { abortable } from '../../recovery/abortable';
import { requestCancel } from './cancelRequest';
import { CopyOut } from './copyOut';
import { LastHeard } from './lastWords';
import { tlsAttempts } from './tls';
import { asRecoveryError, cannotConnect, isBrokenConnection, isServerError } from './sqlstate';
import { WatchedCopy } from './watchedCopy';

export interface QueryResult {
  /** Cells as PostgreSQL's text, in column order. */
  readonly rows: readonly Row[];
  /** Rows touched, as the command tag says; 0 where it has none. */
  readonly count: number;
  /** The command tag's word: `SELECT`, `UPDATE`, `COMMIT`, `ROLLBACK`. */
  readonly command: string;
}

/**
 * One connection. Every value comes back as PostgreSQL's own text.
 * Whoever connects closes; a lost connection rejects what is under way with `connection-lost`.
 */
export class Session {
  private lost: Error | undefined;
  /** Settings that the server tells of itself, and again when they change. */
  private readonly told = new Map<string, string>();
  private readonly heard = new LastHeard();

  private constructor(
    private readonly client: Client,
    readonly settings: ConnectionSettings,
  ) {
    // The first says why; the driver adds that the connection is gone.
    client.on('error', (error) => (this.lost ??= error));
    this.inner.connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
      this.told.set(parameterName, parameterValue);
    });
  }

  /** @throws {RecoveryError} `cannot-connect`, `wrong-password`, `permission-denied`. */
  static async connect(settings: ConnectionSettings, signal?: AbortSignal): Promise<Session> {
    // Read on first use: whoever only reads dumps does without its memory.
    const { default: pg } = await import('pg');
    let failure: unknown;
    for (const ssl of tlsAttempts(settings.tls, settings.host)) {
      signal?.throwIfAborted();
      const client = new pg.Client(clientConfig(settings, ssl));
      const session = new Session(client, settings);
      try {
        await (signal ? abortable(client.connect(), signal) : client.connect());
        session.inner.connection.stream.prependListener('data', session.heard.take);
        return session;
      } catch (error) {
        session.abandon();
        signal?.throwIfAborted();
        failure = error;
      }
    }
    throw cannotConnect(failure, settings);
  }

  /** True once the connection is gone; nothing can be asked of it any more. */
  get isLost(): boolean {
    return this.lost !== undefined;
  }

  /** True while it has nothing to do and could be asked something. */
  get isQuiet(): boolean {
    return this.inner.readyForQuery && !this.isLost;
  }

  /** The database's encoding, as the server tells every client; undefined where a pooler keeps it to itself. */
  get encoding(): string | undefined {
    return this.told.get('server_encoding');
  }

  /** What came in over the wire so far, the protocol's own bytes included. */
  get bytesReceived(): number {
    return this.inner.connection.stream.bytesRead;
  }

  /**
   * Runs one statement (several, when without parameters). Only text and NULL may be bound.
   * @throws RangeError for text that would not arrive as it is.
   */
  async query(
    text: string,
    values: readonly (Cell | readonly Cell[])[] = [],
  ): Promise<QueryResult> {
    if (![text, ...values.flat()].every((sent) => sent === null || canBeStored(sent))) {
      throw new RangeError('A text with NUL or a lone surrogate cannot be stored in PostgreSQL.');
    }
    try {
      const result: unknown = await this.client.query(
        values.length > 0
          ? { text, values: [...values], rowMode: 'array' }
          : { text, rowMode: 'array' },
      );
      return lastResult(result);
    } catch (error) {
      throw this.describe(error);
    }
  }

  /**
   * Runs one statement, whatever its text holds: several in it are an error. Its rows are let go of; `onNotice` hears
   * what the server says meanwhile.
   */
  async single(text: string, onNotice: (message: string) => void): Promise<void> {
    const { Query } = await import('pg');
    const told = ({ message }: { readonly message?: string | undefined }): void => {
      onNotice(message ?? '');
    };
    const query = new Query({ text, queryMode: 'extended' } as QueryConfig);
    this.client.on('notice', told);
    try {
      await new Promise((resolve, reject) => {
        query.on('row', () => undefined);
        query.on('end', resolve);
        query.on('error', reject);
        this.client.query(query);
      });
    } catch (error) {
      throw this.describe(error);
    } finally {
      this.client.off('notice', told);
    }
  }

  /** Runs several statements without parameters; gives how many rows they touched together. */
  async script(text: string): Promise<number> {
    try {
      const results: unknown = await this.client.query({ text, rowMode: 'array' });
      return [results].flat().reduce((sum: number, result) => sum + lastResult(result).count, 0);
    } catch (error) {
      throw this.describe(error);
    }
  }

  /** The rows of each of several statements without parameters, which are sent as one message. */
  async rowsOfEach(statements: readonly string[]): Promise<readonly (readonly Row[])[]> {
    try {
      const text = statements.join(';\n');
      const results: unknown = await this.client.query({ text, rowMode: 'array' });
      return [results].flat().map((result) => lastResult(result).rows);
    } catch (error) {
      throw this.describe(error);
    }
  }

  /** The rows of one statement. */
  async rows(
    text: string,
    values: readonly (Cell | readonly Cell[])[] = [],
  ): Promise<readonly Row[]> {
    return (await this.query(text, values)).rows;
  }

  /** The only row of a statement that always gives one. */
  async row(text: string, values: readonly (Cell | readonly Cell[])[] = []): Promise<Row> {
    const [row] = await this.rows(text, values);
    if (!row) {
      throw new Error(`No row from: ${text}`);
    }
    return row;
  }

  /** The bytes of `copy … to stdout`; calls `onNotice` for each notice meanwhile. */
  copyOut(text: string, onNotice?: () => void): CopyOut {
    return this.client.query(new CopyOut(text, onNotice));
  }

  /** All that `copy … to stdout` sends, for what is short; calls `onNotice` for each notice meanwhile. */
  async copied(text: string, onNotice: () => void): Promise<Buffer> {
    this.client.on('notice', onNotice);
    try {
      return await new Promise((resolve, reject) => {
        this.client.query(new WatchedCopy(text, { resolve, reject }));
      });
    } catch (error) {
      throw this.describe(error);
    } finally {
      this.client.off('notice', onNotice);
    }
  }

  /** The sink of `copy … from stdin`; its `finish` means the server has taken all rows. */
  copyIn(text: string): Writable & { readonly rowCount: number } {
    return this.client.query(copyFrom(text));
  }

  /** Asks the server, over a second connection, to stop what this one is running. */
  async cancel(): Promise<void> {
    const { processID: processId, secretKey } = this.inner;
    if (processId !== null && secretKey !== null && !this.isLost) {
      await requestCancel(this.settings, { processId, secretKey });
    }
  }

  /** Drops the connection at once, without a word to the server. */
  abandon(): void {
    this.inner.connection.stream.destroy();
  }

  /** Gives an error of the driver its code; gives anything else back as it is. */
  describe(error: unknown): unknown {
    const server = connectionLabel(this.settings);
    return asRecoveryError(this.reasonOf(error), { lost: this.lost, server });
  }

  /** The driver takes what a pooler says amid a message for the rest of that message; a server's own words it knows. */
  private reasonOf(error: unknown): unknown {
    const isOver = this.isLost || isBrokenConnection(error);
    const isKnown = isServerError(error) || isServerError(this.lost);
    return isOver && !isKnown ? (this.heard.words ?? error) : error;
  }

  /** Says goodbye; where no answer comes, drops the connection. */
  async close(): Promise<void> {
    const timer = setTimeout(() => {
      this.abandon();
    }, goodbyePatience);
    await this.client.end().catch(() => undefined);
    clearTimeout(timer);
  }

  private get inner(): DriverClient {
    return this.client as unknown as DriverClient;
  }
}

/** Milliseconds. */
const goodbyePatience = 2000;

/** What the driver's own types leave out. */
interface DriverClient {
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly readyForQuery: boolean;
  readonly connection: {
    readonly stream: Socket;
    on(
      event: 'parameterStatus',
      listener: (told: { readonly parameterName: string; readonly parameterValue: string }) => void,
    ): void;
  };
}

function clientConfig(settings: ConnectionSettings, ssl: ClientConfig['ssl']): ClientConfig {
  return {
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.user,
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(ssl === undefined ? {} : { ssl }),
    application_name: 'pra',
    client_encoding: 'UTF8',
    keepAlive: true,
    // A network that is gone is noticed within half a minute, not in two hours.
    keepAliveInitialDelayMillis: 15_000,
    connectionTimeoutMillis: 15_000,
    // The driver's own parsers lose microseconds, big integers and infinities.
    types: { getTypeParser: () => (text: unknown) => text },
  };
}

interface DriverResult {
  readonly rows: Row[];
  readonly rowCount: number | null;
  readonly command: string | null;
}

function lastResult(result: unknown): QueryResult {
  const last = (Array.isArray(result) ? result.at(-1) : result) as DriverResult;
  return { rows: last.rows, count: last.rowCount ?? 0, command: last.command ?? '' };
}
