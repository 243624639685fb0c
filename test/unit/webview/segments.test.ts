import assert from 'node:assert/strict';
import fc from 'fast-check';
import { segmentsOf } from '../../../webview/review/segments';

const shown = (text: string): string =>
  segmentsOf(text, [])
    .map((segment) => (segment.invisible ? `[${segment.text}]` : segment.text))
    .join('');

describe('what a cell shows of its text', () => {
  it('makes line ends, tabs and spaces at the end visible', () => {
    assert.equal(shown('a\nb\r\nc\td  '), 'a[↵]b[␍↵]c[→]d[··]');
    assert.equal(shown('a  \nb'), 'a[··][↵]b');
  });

  it('makes characters visible that look like a plain space or like nothing', () => {
    assert.equal(shown('a\u00a0b\u200bc\ufeff'), 'a[U+00A0]b[U+200B]c[U+FEFF]');
  });

  it('leaves plain spaces between words alone', () => {
    assert.equal(shown('salle 2 bis'), 'salle 2 bis');
  });

  it('marks the changed words, an invisible character among them too', () => {
    assert.deepEqual(segmentsOf('Salle 2\t', [{ start: 6, end: 8 }]), [
      { text: 'Salle ', marked: false, invisible: false },
      { text: '2', marked: true, invisible: false },
      { text: '→', marked: true, invisible: true },
    ]);
  });

  it('loses no visible character, wherever the marks are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' b') });
    fc.assert(
      fc.property(text, fc.nat(20), fc.nat(20), (cell, a, b) => {
        const start = Math.min(a, b, cell.length);
        const end = Math.min(Math.max(a, b), cell.length);
        const joined = segmentsOf(cell, [{ start, end }]).map((segment) => segment.text);
        assert.equal(joined.join(''), cell);
      }),
    );
  });
});
