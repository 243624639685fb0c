import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { countActions } from '../../../../src/core/correction/plan';
import { RecoveryError } from '../../../../src/core/errors';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import type { Patience } from '../../../../src/postgres/correction/line';
import type { ConnectionSettings } from '../../../../src/recovery/connectionSettings';
import type { UndoResult } from '../../../../src/recovery/correct/undoCorrection';
import { CrashingServer } from '../../../support/crashingServer';
import { FaultProxy } from '../../../support/faultProxy';
import { connected } from '../../../support/postgres';
import { planBetween, readState, type TableState } from '../../../support/scriptIncident';
import { apply, newFolder, prove, type Scene, shortPatience, sql, undo } from '../scene';
import type { SceneSql } from '../scene';

const rowsWritten = 2000;

export type Kind = 'apply' | 'undo';
/** Whether production holds what `apply` writes: all of it, or nothing. */
export type State = 'damaged' | 'corrected';
/** What the tool says became of an apply or undo. */
export type Told = 'done' | 'not-done' | 'unknown';

export interface FaultySql extends SceneSql {
  /** Columns that a trigger writes: what an undo names instead of giving it back. */
  readonly writtenByTrigger?: readonly string[];
}

/** An incident of 2 000 rows on a server of its own, which the tool reaches through a proxy. */
export class FaultyIncident {
  /** Statements of an apply and of an undo in which nothing goes wrong, from the connection to the end. */
  statements: Readonly<Record<Kind, readonly string[]>> = { apply: [], undo: [] };
  private digests: Readonly<Record<State, string>> = { damaged: '', corrected: '' };

  private constructor(
    readonly server: CrashingServer,
    readonly proxy: FaultProxy,
    private readonly backup: TableState,
    private readonly of: FaultySql,
  ) {}

  static async make(of: FaultySql): Promise<FaultyIncident> {
    const server = await CrashingServer.make();
    await sql(server.settings, 'create database mairie');
    const live = { ...server.settings, database: 'mairie' };
    const backup = await connected(live, async (session) => {
      await session.query(of.create);
      const state = await readState(session, ...nameOf(of));
      await session.query(of.damage);
      return state;
    });
    const incident = new FaultyIncident(server, await FaultProxy.start(live), backup, of);
    await incident.learn();
    return incident;
  }

  async remove(): Promise<void> {
    await this.proxy.close();
    await this.server.remove();
  }

  /** Past the proxy. */
  get direct(): ConnectionSettings {
    return { ...this.server.settings, database: 'mairie' };
  }

  /**
   * A new folder with a rehearsal that vouches for the plan, so that an apply begins at once. What triggers
   * wrote last is in the plan: it is made anew.
   */
  async scene(): Promise<Scene> {
    const plan = await connected(this.direct, async (session) =>
      planBetween(this.backup, await readState(session, ...nameOf(this.of))),
    );
    assert.equal(plan.corrections.length, rowsWritten);
    const folder = await newFolder(plan);
    const incident = await IncidentFolder.open(folder);
    const stored = await incident.plan();
    await incident.saveRehearsal({
      ...{ planDigest: stored.digest, at: new Date().toISOString() },
      plan: countActions(plan.corrections),
      ...{ drifted: [], triggers: [], altered: [], violations: [], nothingToDo: false, seconds: 1 },
    });
    return { live: this.proxy.settings, folder, table: this.of.table, stored };
  }

  /** Applies or undoes in this process; what is said became of it. */
  async told(kind: Kind, scene: Scene, patience: Patience = shortPatience): Promise<Told> {
    try {
      const { outcome } =
        kind === 'apply' ? await apply(scene, { patience }) : await undo(scene, { patience });
      return outcome === 'unknown' ? 'unknown' : 'done';
    } catch (error) {
      assert.ok(error instanceof RecoveryError, String(error));
      return 'not-done';
    }
  }

  /** What production holds, told from the rows alone. */
  async found(): Promise<State> {
    const digest = await this.digest();
    const state = (['damaged', 'corrected'] as const).find((one) => this.digests[one] === digest);
    assert.ok(state, 'Production is neither as it was before nor as it was to become.');
    return state;
  }

  /** The same, once what was on its way has come to its end: waits a moment where it is not yet so. */
  async settled(expected: State): Promise<State> {
    for (let tries = 0; ; tries++) {
      const state = await this.found();
      if (state === expected || tries === 40) {
        return state;
      }
      await pause(25);
    }
  }

  /** The second run: it completes, or says that it was done already. Then production is as it is to be. */
  async complete(kind: Kind, scene: Scene): Promise<void> {
    this.proxy.expect(() => 'pass');
    const after = kind === 'apply' ? 'corrected' : 'damaged';
    const was = await this.found();
    if (kind === 'apply') {
      const { outcome } = await apply(scene);
      assert.equal(outcome, was === after ? 'already-applied' : 'applied');
      assert.equal(await this.found(), after);
      const { proved, selected } = await prove(scene);
      assert.deepEqual([proved, selected.equal], [true, rowsWritten]);
    } else {
      const result = await undo(scene);
      assert.equal(result.outcome, was === after ? 'already-undone' : 'undone');
      this.assertNamed(result);
      assert.equal(await this.found(), after);
    }
  }

  private assertNamed(result: UndoResult): void {
    if (result.outcome === 'undone') {
      const named = result.notGivenBack.join('\n');
      assert.equal(this.of.writtenByTrigger === undefined, named === '', named);
      for (const column of this.of.writtenByTrigger ?? []) {
        assert.match(named, new RegExp(`"${column}"`));
      }
    }
  }

  private async learn(): Promise<void> {
    const damaged = await this.digest();
    const scene = await this.scene();
    const statements = { apply: [] as string[], undo: [] as string[] };
    this.proxy.expect(({ text }) => (statements.apply.push(text), 'pass'));
    assert.equal((await apply(scene)).outcome, 'applied');
    this.digests = { damaged, corrected: await this.digest() };
    this.proxy.expect(({ text }) => (statements.undo.push(text), 'pass'));
    assert.equal((await undo(scene)).outcome, 'undone');
    assert.equal(await this.digest(), damaged);
    this.statements = statements;
  }

  /** Over every row, without what a trigger writes. */
  private async digest(): Promise<string> {
    const left = (this.of.writtenByTrigger ?? []).map((column) => ` - '${column}'`).join('');
    const [[digest] = []] = await sql(
      this.direct,
      `select md5(string_agg(${left === '' ? 't::text' : `(to_jsonb(t)${left})::text`}, ' ' order by id))
         from ${this.of.table} as t`,
    );
    return digest ?? '';
  }
}

function nameOf({ table }: FaultySql): readonly [schema: string, name: string] {
  const [schema = '', name = ''] = table.split('.');
  return [schema, name];
}
