import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { confirmPlan } from '../../../../src/core/correction/confirmation';
import { countActions } from '../../../../src/core/correction/plan';
import { RecoveryError } from '../../../../src/core/errors';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import type { Patience } from '../../../../src/postgres/correction/line';
import { PostgresCorrectionTarget } from '../../../../src/postgres/correction/target';
import { applyCorrection } from '../../../../src/recovery/correct/applyCorrection';
import type { ConnectionSettings } from '../../../../src/recovery/connectionSettings';
import type { UndoResult } from '../../../../src/recovery/correct/results';
import { CrashingServer } from '../../../support/crashingServer';
import { FaultProxy } from '../../../support/faultProxy';
import { connected, quiet } from '../../../support/postgres';
import { planBetween, readState, type TableState } from '../../../support/scriptIncident';
import {
  apply,
  correcting,
  newFolder,
  prove,
  type Scene,
  shortPatience,
  sql,
  undo,
} from '../scene';
import type { SceneSql } from '../scene';

const rowsWritten = 2000;

export type Kind = 'apply' | 'undo';
/** Whether production holds what `apply` writes: all of it, or nothing; in batches, whole ones of them. */
export type State = 'damaged' | 'corrected' | 'partly';
/** What the tool says became of an apply or undo; `partly` of one in batches, some of which are done. */
export type Told = 'done' | 'not-done' | 'partly' | 'unknown';

export interface FaultySql extends SceneSql {
  /** Columns that a trigger writes: what an undo names instead of giving it back. */
  readonly writtenByTrigger?: readonly string[];
  /** Rows of a batch, where it is applied in batches. */
  readonly batchRows?: number;
}

/** An incident of 2 000 rows on a server of its own, which the tool reaches through a proxy. */
export class FaultyIncident {
  /** Statements of an apply and of an undo in which nothing goes wrong, from the connection to the end. */
  statements: Readonly<Record<Kind, readonly string[]>> = { apply: [], undo: [] };
  private digests: Readonly<Record<Exclude<State, 'partly'>, string>> = {
    ...{ damaged: '', corrected: '' },
  };
  /** Between two batches. */
  private readonly between = new Set<string>();

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

  get batchRows(): number | undefined {
    return this.of.batchRows;
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
    const { batchRows } = this;
    try {
      const { outcome } =
        kind === 'apply'
          ? await apply(scene, { patience, batchRows })
          : await undo(scene, { patience });
      return toldBy(outcome);
    } catch (error) {
      assert.ok(error instanceof RecoveryError, String(error));
      return 'not-done';
    }
  }

  /** What production holds, told from the rows alone. */
  async found(): Promise<State> {
    const digest = await this.digest();
    const state = (['damaged', 'corrected'] as const).find((one) => this.digests[one] === digest);
    assert.ok(
      state ?? this.between.has(digest),
      'Production is neither as it was before nor as it was to become.',
    );
    return state ?? 'partly';
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
      const { outcome } = await apply(scene, { batchRows: this.batchRows });
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
    assert.equal(await this.applyWatched(scene), 'applied');
    this.digests = { damaged, corrected: await this.digest() };
    this.proxy.expect(({ text }) => (statements.undo.push(text), 'pass'));
    assert.equal((await undo(scene)).outcome, 'undone');
    assert.equal(await this.digest(), damaged);
    this.statements = statements;
  }

  /** Notes how production is before each transaction that writes. */
  private async applyWatched(scene: Scene): Promise<string> {
    const watch = async (): Promise<void> => {
      this.between.add(await this.digest());
    };
    const steps = await correcting(scene);
    const target = new Watched(scene.live, watch);
    const confirmed = { ...scene.stored, plan: confirmPlan(scene.stored.plan, scene.table) };
    const watched = { ...steps, target, batchRows: this.batchRows };
    return (await applyCorrection(confirmed, watched, quiet)).outcome;
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

class Watched extends PostgresCorrectionTarget {
  constructor(
    live: ConnectionSettings,
    private readonly watch: () => Promise<void>,
  ) {
    super(live, shortPatience);
  }

  override async begin(
    ...of: Parameters<PostgresCorrectionTarget['begin']>
  ): ReturnType<PostgresCorrectionTarget['begin']> {
    await this.watch();
    return super.begin(...of);
  }
}

/** By the outcome, or by what it was refused for. */
export function toldBy(said: string): Told {
  if (said === 'unknown') {
    return said;
  }
  if (/^partly-(applied|undone)$/.test(said)) {
    return 'partly';
  }
  return /^(already-)?(applied|undone)$/.test(said) ? 'done' : 'not-done';
}

function nameOf({ table }: FaultySql): readonly [schema: string, name: string] {
  const [schema = '', name = ''] = table.split('.');
  return [schema, name];
}
