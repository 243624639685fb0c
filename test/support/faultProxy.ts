import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';

/** A statement on its way from a client to the server. */
export interface PassingStatement {
  /** Counts statements since the proxy was told what to do, over all connections, from 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * What happens to a statement: `cut` before the server gets it; `cut-unanswered` when the server has got
 * it; `cut-answered` when the client has its answer; `hold` and `hold-answer` keep back the statement, or
 * what the server answers, until the connection ends.
 */
export type Fate = 'pass' | 'cut' | 'cut-unanswered' | 'cut-answered' | 'hold' | 'hold-answer';

export type Decide = (statement: PassingStatement) => Fate;

/** Stands between clients and a server without TLS, and breaks connections where a test says so. */
export class FaultProxy {
  private decide: Decide = () => 'pass';
  private count = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly behind: ConnectionSettings,
  ) {}

  static async start(behind: ConnectionSettings): Promise<FaultProxy> {
    const server = createServer();
    const proxy = new FaultProxy(server, behind);
    server.on('connection', (client) => {
      proxy.relay(client);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** How to reach the server through this. */
  get settings(): ConnectionSettings {
    // A listening TCP server has an address with a port.
    const { port } = this.server.address() as AddressInfo;
    return { ...this.behind, host: '127.0.0.1', port, tls: { mode: 'disable' } };
  }

  /** Statements are counted anew from here. */
  expect(decide: Decide): void {
    this.decide = decide;
    this.count = 0;
  }

  /** Ends all connections, as a network does. */
  cutAll(): void {
    for (const socket of this.sockets) {
      socket.destroy();
    }
  }

  async close(): Promise<void> {
    this.server.close();
    this.cutAll();
    await once(this.server, 'close');
  }

  private relay(client: Socket): void {
    const upstream = connect(this.behind.port, this.behind.host);
    const pair = new Pair(client, upstream, (text) => {
      this.count += 1;
      return this.decide({ number: this.count, text });
    });
    for (const socket of [client, upstream]) {
      // Messages are passed on one by one: waiting to join them would cost 40 ms each.
      socket.setNoDelay(true);
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        pair.end();
      });
    }
  }
}

/** A client's connection and its counterpart to the server. */
class Pair {
  private fromClient = Buffer.alloc(0);
  private started = false;
  private held = false;
  private muted = false;
  private cutWhenReady = false;

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly fateOf: (text: string) => Fate,
  ) {
    client.on('data', (data) => {
      this.fromClient = Buffer.concat([this.fromClient, data]);
      this.forwardMessages();
    });
    upstream.on('data', (data) => {
      this.answer(data);
    });
  }

  end(): void {
    this.client.destroy();
    this.upstream.destroy();
  }

  private forwardMessages(): void {
    while (!this.held && !this.client.destroyed) {
      const message = this.nextMessage();
      if (!message) {
        return;
      }
      this.forward(message);
    }
  }

  /** The startup packet has no type in front. */
  private nextMessage(): Buffer | undefined {
    const head = this.started ? 1 : 0;
    if (this.fromClient.length < head + 4) {
      return undefined;
    }
    const length = head + this.fromClient.readInt32BE(head);
    if (this.fromClient.length < length) {
      return undefined;
    }
    const message = this.fromClient.subarray(0, length);
    this.fromClient = this.fromClient.subarray(length);
    return message;
  }

  private forward(message: Buffer): void {
    const text = this.started ? statementIn(message) : undefined;
    this.started = true;
    const fate = text === undefined ? 'pass' : this.fateOf(text);
    switch (fate) {
      case 'cut':
        this.end();
        return;
      case 'hold':
        this.held = true;
        return;
      case 'cut-unanswered':
        this.muted = true;
        this.upstream.write(message);
        // What belongs to the statement comes in the same packet; then the connection ends both ways.
        this.upstream.end(this.fromClient);
        this.client.destroy();
        return;
      case 'hold-answer':
        this.muted = true;
        break;
      case 'cut-answered':
        this.cutWhenReady = true;
        break;
      case 'pass':
        break;
    }
    this.upstream.write(message);
  }

  private answer(data: Buffer): void {
    if (this.muted) {
      return;
    }
    this.client.write(data);
    if (this.cutWhenReady && endsReady(data)) {
      this.client.end();
      this.upstream.destroy();
    }
  }
}

/** The SQL of a simple query or of a parse message. */
function statementIn(message: Buffer): string | undefined {
  switch (String.fromCharCode(message[0] ?? 0)) {
    case 'Q':
      return message.toString('utf8', 5, message.length - 1);
    case 'P': {
      const name = message.indexOf(0, 5);
      return message.toString('utf8', name + 1, message.indexOf(0, name + 1));
    }
    default:
      return undefined;
  }
}

/** ReadyForQuery is `Z`, its length 5, and one letter. */
function endsReady(data: Buffer): boolean {
  return data.length >= 6 && data.at(-6) === 0x5a && data.readInt32BE(data.length - 5) === 5;
}
