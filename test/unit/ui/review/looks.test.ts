import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { Looks } from '../../../../src/ui/review/looks';

/** Keeps what it is given as VS Code does: as JSON. */
class Memory implements Memento {
  readonly texts = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.texts.keys()];
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    const text = this.texts.get(key);
    return text === undefined ? otherwise : (JSON.parse(text) as T);
  }

  update(key: string, value: unknown): Promise<void> {
    this.texts.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

const appointments = { schema: 'metier', name: 'demandes_rdv' };
const look = {
  ...{ widths: { statut: 180 }, order: ['commentaire', 'statut'], hidden: ['agent'] },
  arrangement: 'stacked',
} as const;

describe('How the columns of a table were looked at', () => {
  it('is kept for each table by itself, whoever asks next', async () => {
    const memory = new Memory();
    assert.equal(new Looks(memory).of(appointments), undefined);
    await new Looks(memory).keep(appointments, look);
    const looks = new Looks(memory);
    assert.deepEqual(looks.of(appointments), look);
    assert.equal(looks.of({ ...appointments, name: 'citoyens' }), undefined);
    assert.equal(looks.of({ ...appointments, schema: 'archives' }), undefined);
  });

  it('is the last that was kept', async () => {
    const looks = new Looks(new Memory());
    await looks.keep(appointments, look);
    await looks.keep(appointments, { ...look, widths: {}, arrangement: 'paired' });
    assert.deepEqual(looks.of(appointments), { ...look, widths: {}, arrangement: 'paired' });
  });

  it('is as made where another version kept it otherwise', async () => {
    const memory = new Memory();
    await new Looks(memory).keep(appointments, look);
    for (const kept of [null, [], { ...look, widths: [180] }, { ...look, arrangement: 'folded' }]) {
      await memory.update(memory.keys()[0] ?? '', kept);
      assert.equal(new Looks(memory).of(appointments), undefined, JSON.stringify(kept));
    }
  });
});
