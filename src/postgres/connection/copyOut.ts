import type { Socket } from 'node:net';
import type { Connection, Submittable } from 'pg';
import { CopyFrames } from './copyFrames';

/** Bytes that wait for the reader at most before the server is made to wait. */
const mostWaiting = 4 * 1024 * 1024;

type DataListener = (bytes: Buffer) => void;

/**
 * The bytes of one `copy … to stdout`, in pieces as they arrive. While it lasts it reads the connection
 * itself: a message a row through the driver's parser costs several times what the server needs to send it.
 * Whoever stops before the end has the rest thrown away as it comes.
 */
export class CopyOut implements Submittable, AsyncIterableIterator<Buffer, undefined, undefined> {
  private readonly frames = new CopyFrames();
  private readonly pieces: Buffer[] = [];
  private waiting = 0;
  private isEnded = false;
  private isUnwanted = false;
  private failure: Error | undefined;
  private wake: () => void = () => undefined;
  private socket: Socket | undefined;
  private driver: DataListener | undefined;

  /** @param onNotice Called for each notice of the server, before the data that follow it are read. */
  constructor(
    private readonly text: string,
    private readonly onNotice: () => void = () => undefined,
  ) {}

  /** Whether nothing more comes, in peace or not. */
  get ended(): boolean {
    return this.isEnded;
  }

  submit(connection: Connection): void {
    this.attach((connection as unknown as { readonly stream: Socket }).stream);
    connection.query(this.text);
  }

  handleError(error: Error): void {
    this.detach();
    this.failure = error;
    this.end();
  }

  handleCommandComplete(): void {
    this.end();
  }

  handleReadyForQuery(): void {
    this.end();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    for (;;) {
      const piece = this.pieces.shift();
      if (piece) {
        this.waiting -= piece.length;
        this.socket?.resume();
        return { done: false, value: piece };
      }
      if (this.failure) {
        throw this.failure;
      }
      if (this.isEnded) {
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  return(): Promise<IteratorResult<Buffer, undefined>> {
    this.isUnwanted = true;
    this.pieces.length = 0;
    this.socket?.resume();
    return Promise.resolve({ done: true, value: undefined });
  }

  private attach(socket: Socket): void {
    // What listens beside the driver was put before it.
    const driver = (socket.listeners('data') as unknown as readonly DataListener[]).at(-1);
    this.socket = socket;
    this.driver = driver;
    socket.on('data', this.take);
    if (driver) {
      socket.off('data', driver);
    }
  }

  /** Gives the connection back to the driver. */
  private detach(): void {
    const { socket, driver } = this;
    if (socket && driver) {
      socket.on('data', driver);
      socket.off('data', this.take);
      socket.resume();
    }
    this.socket = undefined;
  }

  private readonly take: DataListener = (bytes) => {
    const before = this.frames.notices;
    const { data, rest } = this.frames.read(bytes);
    for (let noticed = before; noticed < this.frames.notices; noticed++) {
      this.onNotice();
    }
    if (data.length > 0 && !this.isUnwanted) {
      this.pieces.push(data);
      this.waiting += data.length;
      this.wake();
    }
    if (rest) {
      const { driver } = this;
      this.detach();
      driver?.(rest);
    } else if (this.waiting > mostWaiting && !this.isUnwanted) {
      this.socket?.pause();
    }
  };

  private end(): void {
    this.isEnded = true;
    this.wake();
  }
}
