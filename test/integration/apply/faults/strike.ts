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
  /** Faults that came about. */
  struck = 0;
  /** Those that did not, though nothing had gone wrong before. */
  readonly missed: string[] = [];

  constructor(
    private readonly incident: FaultyIncident,
    private readonly children?: Children,
  ) {}

  /**
   * All faults, up to three in one folder before it is left alone (one where it is applied in batches); after each, production is as before
   * or as after, and it is as it was said to be. Then the second run completes it, and so for the undo. Where one does not
   * come about, since another has befallen the folder before, a folder of its own follows.
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
        const before = this.struck;
        const told = await this.strike(kind, scene, fault);
        if (this.struck === before) {
          this.letPass(fault, left, befallen);
        }
        if (told === 'done') {
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

  /** It did not come about. */
  private letPass(fault: Fault, left: Fault[], befallen: readonly string[]): void {
    if (befallen.length > 1) {
      left.unshift(fault);
    } else {
      this.missed.push(befallen.join());
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
        void this.heldAt(kind, fault);
        return this.incident.told(kind, scene);
      case 'server': {
        const held = this.heldAt(kind, fault);
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
        ? await this.children.carryOut({ ...order, dieAt: undefined }, this.heldAt(kind, fault))
        : await this.children.carryOut({ ...order, dieAt: fault.fileStep });
    if (!done) {
      this.struck += 'at' in fault ? 0 : 1;
      return undefined;
    }
    return toldBy(done.said);
  }

  /**
   * Fulfilled once that statement, or its answer, is held back. It is known by its text and by how many alike go before it:
   * what is asked after an earlier fault would put its number out.
   */
  private async heldAt(kind: Kind, { at, fate }: { at: number; fate: Fate }): Promise<void> {
    const statements = this.incident.statements[kind];
    const wanted = statements[at - 1];
    let left = statements.slice(0, at).filter((text) => text === wanted).length;
    return new Promise((resolve) => {
      this.incident.proxy.expect(({ text }) => {
        left -= text === wanted ? 1 : 0;
        if (text !== wanted || left !== 0) {
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

/**
 * Fails where fewer came about than are promised, or more than a tenth did not: what is read in pieces is not always
 * read in as many.
 */
export function assertAllStruck(
  { struck, missed }: Striker,
  { apply, undo }: Readonly<Record<Kind, readonly Fault[]>>,
  promised = 1,
): void {
  const asked = apply.length + undo.length;
  console.log(`      ${struck} faults of ${asked}`);
  assert.ok(missed.length <= asked * 0.1, missed.join('\n'));
  assert.equal(struck + missed.length, asked);
  assert.ok(struck >= promised, `${struck} faults, and not ${promised}.`);
}
