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
 * What happens to a statement: `cut` before the server gets it; `cutAfter` so many of its messages, in
 * the middle of the next; `cut-unanswered` when the server has got it; `cut-amid-answer` when the client
 * has all of the answer but its end; `cut-answered` when it has that, too; `hold` and `hold-answer` keep
 * back the statement, or what the server answers, until the connection ends.
 */
export type Fate =
  | 'pass'
  | 'cut'
  | { readonly cutAfter: number }
  | 'cut-unanswered'
  | 'cut-amid-answer'
  | 'cut-answered'
  | 'hold'
  | 'hold-answer';

export type Decide = (statement: PassingStatement) => Fate;

/** Stands between clients and a server without TLS, and breaks connections where a test says so. */
export class FaultProxy {
  private decide: Decide = () => 'pass';
  private onHeld: () => void = () => undefined;
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

  /**
   * Statements are counted anew from here.
   * @param onHeld Called once a statement is held back, or once the whole answer is that is held back.
   */
  expect(decide: Decide, onHeld: () => void = () => undefined): void {
    this.decide = decide;
    this.onHeld = onHeld;
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
    const pair = new Pair(client, upstream, {
      fateOf: (text) => {
        this.count += 1;
        return this.decide({ number: this.count, text });
      },
      held: () => {
        this.onHeld();
      },
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

/** Who decides on a pair's statements, and hears when one is held back. */
interface Judge {
  readonly fateOf: (text: string) => Fate;
  readonly held: () => void;
}

/** A client's connection and its counterpart to the server. */
class Pair {
  private fromClient = Buffer.alloc(0);
  private started = false;
  /** Of the statement whose answer is not passed on as it comes. */
  private fate: Fate = 'pass';
  private answered = Buffer.alloc(0);
  /** Messages until the connection is cut in the middle of one. */
  private left: number | undefined;

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly judge: Judge,
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
    while (this.fate !== 'hold' && !this.client.destroyed) {
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
    if (text !== undefined && this.left === undefined) {
      this.judgeStatement(text);
    }
    if (this.fate === 'cut') {
      this.end();
    } else if (this.left === 0) {
      this.endUpstream(message.subarray(0, Math.ceil(message.length / 2)));
    } else if (this.fate === 'cut-unanswered') {
      // What belongs to the statement comes in the same packet; then the connection ends both ways.
      this.endUpstream(Buffer.concat([message, this.fromClient]));
    } else if (this.fate !== 'hold') {
      this.left = this.left === undefined ? undefined : this.left - 1;
      this.upstream.write(message);
    }
  }

  private judgeStatement(text: string): void {
    if (this.fate !== 'pass') {
      return;
    }
    this.fate = this.judge.fateOf(text);
    this.left = typeof this.fate === 'object' ? this.fate.cutAfter : undefined;
    if (this.fate === 'hold') {
      this.judge.held();
    }
  }

  /** The last that the server gets; what it answers goes nowhere. */
  private endUpstream(last: Buffer): void {
    this.upstream.end(last);
    this.client.destroy();
  }

  private answer(data: Buffer): void {
    const { fate } = this;
    if (fate === 'cut-amid-answer' || fate === 'cut-answered' || fate === 'hold-answer') {
      this.answered = Buffer.concat([this.answered, data]);
      if (endsReady(this.answered)) {
        this.answerInPart(fate);
      }
    } else if (fate !== 'hold') {
      this.client.write(data);
    }
  }

  private answerInPart(fate: 'cut-amid-answer' | 'cut-answered' | 'hold-answer'): void {
    if (fate === 'hold-answer') {
      this.judge.held();
      return;
    }
    const left = fate === 'cut-answered' ? 0 : readyLength;
    this.client.end(this.answered.subarray(0, this.answered.length - left));
    this.upstream.destroy();
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
const readyLength = 6;

function endsReady(data: Buffer): boolean {
  return (
    data.length >= readyLength && data.at(-6) === 0x5a && data.readInt32BE(data.length - 5) === 5
  );
}
