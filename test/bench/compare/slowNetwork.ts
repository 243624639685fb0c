import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';

export interface Speed {
  readonly bitsPerSecond: number;
  /** Seconds that each byte is under way, in either direction. */
  readonly delay: number;
}

/** What is under way of one connection before its sender is made to wait. */
const mostUnderWay = 1024 * 1024;

/** A link that all connections through it share: one direction sends while the other receives. */
export class SlowNetwork {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly up: Wire;
  private readonly down: Wire;

  constructor(speed: Speed) {
    this.up = new Wire(speed);
    this.down = new Wire(speed);
  }

  /** What came from the servers, in bytes. */
  get received(): number {
    return this.down.carried;
  }

  /** How to reach a server over this network. */
  async to(behind: ConnectionSettings): Promise<ConnectionSettings> {
    const server = createServer((client) => {
      const upstream = connect({ host: behind.host, port: behind.port, noDelay: true });
      client.setNoDelay(true);
      this.join(client, upstream, this.up);
      this.join(upstream, client, this.down);
    });
    this.servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A listening TCP server has an address with a port.
    const { port } = server.address() as AddressInfo;
    return { ...behind, host: '127.0.0.1', port, tls: { mode: 'disable' } };
  }

  close(): void {
    for (const socket of this.sockets) {
      socket.destroy();
    }
    for (const server of this.servers) {
      server.close();
    }
  }

  private join(from: Socket, to: Socket, wire: Wire): void {
    this.sockets.add(from);
    let underWay = 0;
    from.on('data', (chunk: Buffer) => {
      underWay += chunk.length;
      if (underWay > mostUnderWay) {
        from.pause();
      }
      wire.send(chunk.length, () => {
        underWay -= chunk.length;
        from.resume();
        to.write(chunk);
      });
    });
    from.on('end', () => {
      wire.send(0, () => to.end());
    });
    from.on('error', () => to.destroy());
    from.on('close', () => this.sockets.delete(from));
  }
}

/** Carries one thing after the other, at its speed; each arrives its delay after it was sent, in turn. */
class Wire {
  /** Milliseconds. */
  private freeAt = 0;
  private readonly underWay: { readonly due: number; readonly arrive: () => void }[] = [];
  private isWaiting = false;
  /** Bytes. */
  carried = 0;

  constructor(private readonly speed: Speed) {}

  send(bytes: number, arrive: () => void): void {
    this.carried += bytes;
    const start = Math.max(performance.now(), this.freeAt);
    this.freeAt = start + (bytes * 8000) / this.speed.bitsPerSecond;
    this.underWay.push({ due: this.freeAt + this.speed.delay * 1000, arrive });
    this.wait();
  }

  /** One timer for all: several would not keep to their order within a millisecond. */
  private wait(): void {
    const [next] = this.underWay;
    if (!next || this.isWaiting) {
      return;
    }
    this.isWaiting = true;
    setTimeout(
      () => {
        this.isWaiting = false;
        this.deliver();
      },
      Math.ceil(Math.max(0, next.due - performance.now())),
    );
  }

  private deliver(): void {
    const now = performance.now();
    const isDue = (): boolean => (this.underWay[0]?.due ?? Infinity) <= now;
    while (isDue()) {
      this.underWay.shift()?.arrive();
    }
    this.wait();
  }
}
