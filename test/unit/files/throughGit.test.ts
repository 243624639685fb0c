import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlanOrigin } from '../../../src/core/correction/planFile';
import type { JournalStep } from '../../../src/core/incident/journal';
import type { RowsReach } from '../../../src/core/incident/rowsReach';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { smallPlan } from '../../support/planned';

const origin: PlanOrigin = {
  ...{ incident: 'rdv', createdAt: '2026-03-10T09:00:00Z', tool: 'pra 0.1.0', language: 'en' },
  dump: { path: 'mairie.dump', createdAt: '2026-03-10T02:00:00', sha256: undefined },
};

/** What holds rows of production, or keys of them. */
const ofRows = [
  ...['rows/plan.jsonl', 'rows/changes.jsonl', 'rows/images.jsonl', 'rows/children-before.jsonl'],
  ...['rows/snapshot.sql', 'rows/snapshot.sql.sha256', 'rows/undo.seal'],
  ...['correction.sql', 'undo.sql'],
];
const kept = ['plan.json', 'report.md', '.gitignore'];

describe('An incident in a repository', () => {
  let repository: string;
  let dir: string;

  beforeEach(async () => {
    repository = await mkdtemp(path.join(tmpdir(), 'pra-git-'));
    dir = path.join(repository, 'pra', 'incident');
    git('init', '--quiet', '--initial-branch=main');
    git('config', 'user.name', 'ana');
    git('config', 'user.email', 'ana@mairie.test');
  });

  afterEach(() => rm(repository, { recursive: true, force: true }));

  function git(...words: readonly string[]): string {
    return execFileSync('git', words, { cwd: repository, encoding: 'utf8', stdio: 'pipe' });
  }

  /** All that git would take. */
  function taken(): readonly string[] {
    git('add', '--all');
    return git('ls-files', 'pra/incident')
      .trim()
      .split('\n')
      .map((name) => name.slice('pra/incident/'.length));
  }

  function isIgnored(name: string): boolean {
    try {
      git('check-ignore', '--quiet', path.join('pra', 'incident', name));
      return true;
    } catch (error) {
      assert.equal((error as { status?: number }).status, 1);
      return false;
    }
  }

  async function modesOf(names: readonly string[]): Promise<readonly number[]> {
    const found = names.map(async (name) => (await stat(path.join(dir, name))).mode & 0o777);
    return [...new Set(await Promise.all(found))];
  }

  async function filled(folder: IncidentFolder): Promise<void> {
    await folder.note({ step: 'opened', table: 'metier.rdv', production: 'ana@live:5432/mairie' });
    await folder.savePlan(smallPlan, origin);
    await folder.saveRows('changes.jsonl', ['{}']);
    await folder.saveImages('apply', '10', []);
    const children = { tables: [], batches: noBatches };
    await folder.saveChildren('before', '10', children);
    await folder.saveScript('correction.sql', ['select 1;']);
    await folder.saveUndoScript('plan', ['select 2;']);
    await folder.saveReport('# Report');
    const snapshot = await folder.createSnapshot();
    await snapshot.finish();
    const table = { schema: 'metier', name: 'rdv' };
    await folder.tokens.save({ token: 'secret', tokenHash: 'a'.repeat(64), table });
  }

  async function* noBatches(): AsyncGenerator<never, void> {
    // Nothing went along.
  }

  async function opened(rows?: RowsReach): Promise<void> {
    await IncidentFolder.create(dir, rows);
    // By another process, which goes by what it finds.
    await filled(await IncidentFolder.open(dir));
  }

  const token = `freeze/${'a'.repeat(16)}.json`;

  it('keeps rows and scripts from git and from other users', async () => {
    await opened();
    assert.deepEqual(await modesOf(ofRows), [0o600]);
    assert.deepEqual(await modesOf(['rows']), [0o700]);
    assert.deepEqual(
      [...ofRows, token].filter((name) => !isIgnored(name)),
      [],
    );
    const names = taken();
    assert.deepEqual(
      names.filter((name) => !name.startsWith('journal/')),
      kept.toSorted(),
    );
    assert.equal(names.length, kept.length + 1);
  });

  it('lets git take them where that was asked for, and never a token', async () => {
    await opened('git');
    assert.deepEqual(await modesOf(ofRows), await modesOf(['report.md']));
    assert.deepEqual(await modesOf(['rows']), await modesOf(['journal']));
    assert.deepEqual([...ofRows, ...kept].filter(isIgnored), []);
    assert.ok(isIgnored(token));
    assert.deepEqual(await modesOf([token]), [0o600]);
    const names = taken();
    assert.deepEqual(
      [...ofRows, ...kept].filter((name) => !names.includes(name)),
      [],
    );
    assert.deepEqual(
      names.filter((name) => name.startsWith('freeze')),
      [],
    );
  });

  it('keeps rows for their owner where somebody else wrote its .gitignore', async () => {
    await IncidentFolder.create(dir, 'git');
    await appendFile(path.join(dir, '.gitignore'), '*.sql\n');
    await filled(await IncidentFolder.open(dir));
    assert.deepEqual(await modesOf(ofRows), [0o600]);
  });

  it('has the journals of two who worked apart merged without a conflict, and reads both', async () => {
    const note = (text: string): JournalStep => ({ step: 'note', text });
    const commit = (): void => {
      git('add', '--all');
      git('commit', '--quiet', '--message', 'journal');
    };
    const begun = await IncidentFolder.create(dir);
    await begun.note(note('both'));
    commit();
    for (const who of ['ana', 'bo']) {
      git('checkout', '--quiet', '-b', who, 'main');
      const folder = await IncidentFolder.open(dir);
      await folder.note(note(`${who} 1`));
      await folder.note(note(`${who} 2`));
      commit();
    }
    git('merge', '--quiet', '--no-edit', 'ana');
    assert.equal(git('status', '--porcelain'), '');
    const entries = await (await IncidentFolder.open(dir)).entries();
    assert.deepEqual(
      entries.map((entry) => entry.step === 'note' && entry.text),
      ['both', 'ana 1', 'ana 2', 'bo 1', 'bo 2'],
    );
  });
});
