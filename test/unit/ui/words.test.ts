import assert from 'node:assert/strict';
import { ageText, counted, shownName, sizeText } from '../../../src/ui/words';

describe('Words of the views', () => {
  it('count one and many', () => {
    assert.equal(counted(1, 'row'), '1 row');
    assert.equal(counted(12_345, 'row'), '12,345 rows');
    assert.equal(counted(2, 'entry', 'entries'), '2 entries');
  });

  it('tell a size in the unit that a person would take', () => {
    assert.equal(sizeText(0), '0 bytes');
    assert.equal(sizeText(999), '999 bytes');
    assert.equal(sizeText(1400), '1.4 kB');
    assert.equal(sizeText(632_000), '632 kB');
    assert.equal(sizeText(2_000_000_000_000_000), '2000 TB');
  });

  it('tell the age of a dump, and the time itself where it is to come', () => {
    const now = new Date('2026-03-10T12:00:00');
    assert.equal(ageText('2026-03-10T11:55:00', now), '5 min ago');
    assert.equal(ageText('2026-03-10T02:00:00', now), '10 h ago');
    assert.equal(ageText('2026-03-07T12:00:00', now), '3 days ago');
    assert.equal(ageText('2026-03-11T02:00:00', now), '2026-03-11 02:00:00');
  });

  it('show a name on one line, with a sign for what cannot be seen in it', () => {
    assert.equal(shownName('and "quote" and\nnewline'), 'and "quote" and⏎newline');
    assert.equal(shownName('a\tb\r\u007f'), 'a␉b␍␡');
    assert.equal(shownName('  odd name '), '␣␣odd name␣');
    assert.equal(shownName('gpj.\u202eexe'), 'gpj.\ufffdexe');
    assert.equal(shownName('Réservé.été 桜'), 'Réservé.été 桜');
  });
});
