import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fate } from '../../../support/faultProxy';
import { connected } from '../../../support/postgres';
import { type Scene, shortPatience } from '../scene';
import type { Children } from './children';
import { type FaultyIncident, type Kind, type Told, toldBy } from './faultyIncident';

/** What breaks, and when: at a statement, from 1, or in the middle of a step of writing into the folder. */
export type Fault =
  | { readonly of: 'connection'; readonly at: number; readonly fate: Fate }
  | { readonly of: 'server'; readonly at: number; readonly fate: Held; readonly dies: Victim }
  | { readonly of: 'process'; readonly at: number; readonly fate: Held }
  | { readonly of: 'process'; readonly fileStep: number };

/** Whether the statement has not come to the server yet, or has been carried out. */
export type Held = 'hold' | 'hold-answer';
/** The whole server at once, or the one process that serves our connection. */
export type Victim = 'postmaster' | 'backend';

/** Lets one fault after the other befall the applies and undos of an incident. */
export class Striker {
  /** Faults that came about: some statements are not reached any more after an earlier fault. */
  struck = 0;

  constructor(
    private readonly incident: FaultyIncident,
    private readonly children?: Children,
  ) {}

  /**
   * All faults, up to three in one folder before it is left alone (one where it is applied in batches); after each, production is as before
   * or as after, and it is as it was said to be. Then the second run completes it, and so for the undo.
   */
  async strikeAll(faults: Readonly<Record<Kind, readonly Fault[]>>): Promise<void> {
    const left = { apply: [...faults.apply], undo: [...faults.undo] };
    while (left.apply.length > 0 || left.undo.length > 0) {
      const scene = await this.incident.scene();
      for (const kind of ['apply', 'undo'] as const) {
        await this.strikeSome(kind, scene, left[kind]);
      }
    }
  }

  private async strikeSome(kind: Kind, scene: Scene, left: Fault[]): Promise<void> {
    const befallen: string[] = [];
    try {
      while (left.length > 0 && befallen.length < (this.incident.batchRows === undefined ? 3 : 1)) {
        const fault = left.shift();
        assert.ok(fault);
        befallen.push(this.named(kind, fault));
        if ((await this.strike(kind, scene, fault)) === 'done') {
          break;
        }
      }
      await this.incident.complete(kind, scene);
    } catch (error) {
      throw new Error(`After ${befallen.join(', then ')} in ${scene.folder}: ${String(error)}`, {
        cause: error,
      });
    }
  }

  /** What became of it. */
  private async strike(kind: Kind, scene: Scene, fault: Fault): Promise<Told> {
    const before = await this.incident.found();
    const after = kind === 'apply' ? 'corrected' : 'damaged';
    const told = await this.toldUnder(kind, scene, fault);
    this.incident.proxy.expect(() => 'pass');
    if (told === undefined) {
      await this.quiet();
      return (await this.incident.found()) === after ? 'done' : 'not-done';
    }
    const expected = told === 'done' ? after : told === 'partly' ? told : before;
    assert.notEqual(told, 'unknown');
    assert.equal(await this.incident.settled(expected), expected, `told: ${told}`);
    return told;
  }

  /** Undefined where nobody is left to tell. */
  private async toldUnder(kind: Kind, scene: Scene, fault: Fault): Promise<Told | undefined> {
    switch (fault.of) {
      case 'connection':
        void this.heldAt(fault.at, fault.fate);
        return this.incident.told(kind, scene);
      case 'server': {
        const held = this.heldAt(fault.at, fault.fate);
        const telling = this.incident.told(kind, scene);
        if (await reached(held, telling)) {
          await this.killServer(fault.dies);
        }
        return telling;
      }
      case 'process':
        return this.toldByChild(kind, scene, fault);
    }
  }

  private async toldByChild(
    kind: Kind,
    { folder, table, live }: Scene,
    fault: Extract<Fault, { of: 'process' }>,
  ): Promise<Told | undefined> {
    assert.ok(this.children);
    const { batchRows } = this.incident;
    const order = { kind, folder, table, live, patience: shortPatience, batchRows };
    const done =
      'at' in fault
        ? await this.children.carryOut(
            { ...order, dieAt: undefined },
            this.heldAt(fault.at, fault.fate),
          )
        : await this.children.carryOut({ ...order, dieAt: fault.fileStep });
    if (!done) {
      this.struck += 'at' in fault ? 0 : 1;
      return undefined;
    }
    return toldBy(done.said);
  }

  /** Fulfilled once that statement, or its answer, is held back. */
  private async heldAt(at: number, fate: Fate): Promise<void> {
    return new Promise((resolve) => {
      this.incident.proxy.expect(({ number }) => {
        if (number !== at) {
          return 'pass';
        }
        this.struck += 1;
        return fate;
      }, resolve);
    });
  }

  private async killServer(victim: Victim): Promise<void> {
    const { server, proxy } = this.incident;
    proxy.expect(() => 'pass');
    if (victim === 'postmaster') {
      await server.crash();
      proxy.cutAll();
      await server.start();
    } else {
      // The postmaster ends all others then, as none can trust the shared memory any more.
      const pids = await this.backends();
      assert.ok(pids.length > 0);
      await server.killBackend(pids[0] ?? '');
      proxy.cutAll();
    }
  }

  /** The oldest first: the one that writes. */
  private async backends(): Promise<readonly string[]> {
    return connected(this.incident.server.settings, async (session) => {
      const rows = await session.rows(
        `select pid from pg_stat_activity where datname = 'mairie' order by backend_start`,
      );
      return rows.map(([pid]) => pid ?? '');
    });
  }

  /** Whoever was killed has left nobody on the server: what it was doing has ended. */
  private async quiet(): Promise<void> {
    for (let tries = 0; (await this.backends()).length > 0; tries++) {
      assert.ok(tries < 400, 'A session of a killed process stays.');
      await pause(10);
    }
  }

  private named(kind: Kind, fault: Fault): string {
    const where =
      'at' in fault
        ? `statement ${fault.at} (${(this.incident.statements[kind][fault.at - 1] ?? '').trim().slice(0, 40)})`
        : '';
    return `${JSON.stringify(fault)} ${where} of the ${kind}`;
  }
}

/** False where it ended before that. */
async function reached(held: Promise<void>, telling: Promise<unknown>): Promise<boolean> {
  return Promise.race([held.then(() => true), telling.then(() => false)]);
}

/** Says how many came about, and fails where hardly any did. */
export function reportStruck(
  { struck }: Striker,
  { apply, undo }: Readonly<Record<Kind, readonly Fault[]>>,
): void {
  const asked = apply.length + undo.length;
  console.log(`      ${struck} faults of ${asked}`);
  assert.ok(struck > asked * 0.9, `Only ${struck} faults of ${asked} came about.`);
}
