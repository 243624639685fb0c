import assert from 'node:assert/strict';
import { inverse } from '../../../../src/core/correction/undo';
import { RecoveryError } from '../../../../src/core/errors';
import { undoScript } from '../../../../src/core/sql/correctionScript';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import type { Fate, PassingStatement } from '../../../support/faultProxy';
import { textOf } from '../../../support/scriptIncident';
import { applyScript, ownScript, rehearseScript, saveFile } from '../fileScene';
import { removeFolders, type Scene, shortPatience } from '../scene';
import { FaultyIncident, type State } from './faultyIncident';
import { plainTable } from './tables';

describe('The connection breaks while a script is applied', function () {
  this.timeout(120_000);
  let incident: FaultyIncident;

  before(async () => {
    incident = await FaultyIncident.make(plainTable);
  });

  after(async () => {
    await incident.remove();
    await removeFolders();
  });

  /** Rehearsed, so that an apply begins at once. */
  async function rehearsed(): Promise<Scene> {
    const scene = await incident.scene();
    await saveFile(scene, ownScript(scene));
    await rehearseScript(scene);
    return scene;
  }

  /** What is said became of it. */
  async function told(scene: Scene, patience = shortPatience): Promise<string> {
    try {
      return (await applyScript(scene, 'correction.sql', { patience })).outcome;
    } catch (error) {
      assert.ok(error instanceof RecoveryError, String(error));
      return error.code;
    }
  }

  async function takenBack(scene: Scene): Promise<void> {
    const { plan, origin } = scene.stored;
    await saveFile(scene, textOf(undoScript(inverse(plan), origin)), 'undo.sql');
    await rehearseScript(scene, 'undo.sql');
    assert.equal((await applyScript(scene, 'undo.sql')).outcome, 'applied');
    assert.equal(await incident.found(), 'damaged');
  }

  /** Runs it a second time, which says what became of the first; then gives the damage back. */
  async function secondRun(scene: Scene, first: State): Promise<void> {
    incident.proxy.expect(() => 'pass');
    assert.equal(await incident.settled(first), first);
    assert.equal(await told(scene), first === 'corrected' ? 'already-applied' : 'applied');
    assert.equal(await incident.found(), 'corrected');
    await takenBack(scene);
  }

  const atCommit = (fate: Fate) => (statement: PassingStatement) =>
    statement.text === 'commit' ? fate : 'pass';

  for (const [fate, said, state] of [
    ['cut', 'connection-lost', 'damaged'],
    ['cut-unanswered', 'applied', 'corrected'],
    ['cut-amid-answer', 'applied', 'corrected'],
    ['cut-answered', 'applied', 'corrected'],
  ] as const) {
    it(`at COMMIT (${fate}): it is settled by itself`, async () => {
      const scene = await rehearsed();
      incident.proxy.expect(atCommit(fate));
      assert.equal(await told(scene), said);
      await secondRun(scene, state);
    });
  }

  it('at any other statement: nothing is written', async () => {
    const scene = await rehearsed();
    const seen: string[] = [];
    incident.proxy.expect(({ text }) => {
      seen.push(text);
      return 'pass';
    });
    assert.equal(await told(scene), 'applied');
    await takenBack(scene);
    const commit = seen.indexOf('commit') + 1;
    assert.ok(commit > 10, seen.join('\n'));
    for (let at = 1; at < commit; at += 3) {
      const next = await rehearsed();
      incident.proxy.expect(({ number }) => (number === at ? 'cut-unanswered' : 'pass'));
      const code = await told(next);
      assert.ok(['connection-lost', 'cannot-connect'].includes(code), `${at}: ${code}`);
      incident.proxy.expect(() => 'pass');
      assert.equal(await incident.settled('damaged'), 'damaged');
    }
  });

  for (const [fate, state] of [
    ['hold', 'damaged'],
    ['hold-answer', 'corrected'],
  ] as const) {
    it(`and the server dies with it (${fate}): “unknown” is said, and which it was when it is back`, async () => {
      const scene = await rehearsed();
      const held = new Promise<void>((resolve) => {
        incident.proxy.expect(atCommit(fate), resolve);
      });
      const telling = told(scene, { ...shortPatience, settle: 1_500 });
      await held;
      await incident.server.crash();
      incident.proxy.cutAll();
      assert.equal(await telling, 'unknown');
      const folder = await IncidentFolder.open(scene.folder);
      assert.equal((await folder.outcome('file'))?.state, 'unknown');
      await incident.server.start();
      await secondRun(scene, state);
    });
  }
});
