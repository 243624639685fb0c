import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PieceHash } from '../recovery/ports/dumps';

/** What the thread runs. A source of its own would be a second file to ship. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { createHash } = require('node:crypto');
  const pieces = workerData.map((shared) => new Uint8Array(shared));
  let hash = createHash('sha256');
  parentPort.on('message', (order) => {
    if (order === 'digest') {
      parentPort.postMessage(hash.digest('hex'));
      hash = createHash('sha256');
    } else {
      hash.update(pieces[order.piece].subarray(0, order.length));
      parentPort.postMessage(order.piece);
    }
  });
`;

/** SHA-256 in a thread of its own, over memory that both threads see. */
export class HashThread implements PieceHash {
  private readonly pieces: readonly Uint8Array[];
  private readonly worker: Worker;
  /** Those that the thread has not done with. */
  private readonly busy = new Set<number>();
  private digests: readonly string[] = [];
  private failure: Error | undefined;
  private given = -1;

  constructor(length: number, count: number) {
    const shared = Array.from({ length: count }, () => new SharedArrayBuffer(length));
    this.pieces = shared.map((memory) => new Uint8Array(memory));
    this.worker = new Worker(program, { eval: true, workerData: shared });
    this.worker.on('message', (answer: number | string) => {
      if (typeof answer === 'number') {
        this.busy.delete(answer);
      } else {
        this.digests = [...this.digests, answer];
      }
    });
    this.worker.on('error', (error) => (this.failure = error));
  }

  async memory(): Promise<Uint8Array> {
    this.given = (this.given + 1) % this.pieces.length;
    await this.until(() => !this.busy.has(this.given));
    return this.current();
  }

  add(length: number): void {
    this.busy.add(this.given);
    this.worker.postMessage({ piece: this.given, length });
  }

  async digest(): Promise<string> {
    this.worker.postMessage('digest');
    await this.until(() => this.digests.length > 0);
    const [digest = '', ...later] = this.digests;
    this.digests = later;
    return digest;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.failure) {
        throw this.failure;
      }
      await once(this.worker, 'message');
    }
  }

  private current(): Uint8Array {
    return this.pieces[this.given] ?? new Uint8Array(0);
  }
}
