import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Done, Order } from './child';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Processes that each carry out one order; the next is always there already, since starting takes long. */
export class Children {
  private next: ChildProcess;

  private constructor(private readonly program: string) {
    this.next = this.start();
  }

  static async make(): Promise<Children> {
    const program = path.join(root, 'out', `faulty-${process.pid}.cjs`);
    await build({
      ...{ entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))], outfile: program },
      ...{ bundle: true, platform: 'node', format: 'cjs', target: 'es2023', logLevel: 'error' },
      external: ['pg-native'],
    });
    return new Children(program);
  }

  /** Gives what it answered; undefined where it was killed: by its own step, or when `kill` is fulfilled. */
  async carryOut(order: Order, kill?: Promise<void>): Promise<Done | undefined> {
    const child = this.next;
    this.next = this.start();
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    let done: Done | undefined;
    child.once('message', (message) => (done = message as Done));
    child.send(order);
    void kill?.then(() => child.kill('SIGKILL'));
    const [status, signal] = await ended;
    assert.ok(done !== undefined || signal === 'SIGKILL', `A child ended by itself (${status}).`);
    return done;
  }

  async remove(): Promise<void> {
    this.next.kill('SIGKILL');
    await rm(this.program, { force: true });
  }

  private start(): ChildProcess {
    return spawn(process.execPath, [this.program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }
}
