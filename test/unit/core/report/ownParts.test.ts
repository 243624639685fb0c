import assert from 'node:assert/strict';
import { languageOfReport, ownPartNames, withOwnParts } from '../../../../src/core/report/ownParts';
import { incidentReport } from '../../../../src/core/report/report';
import { RecoveryError } from '../../../../src/core/errors';
import { inEnglish, inFrench, journalOf, proved, steps } from './facts';

const old = incidentReport({ ...proved, journal: journalOf(steps.opened) }, inFrench).text;
const fresh = incidentReport(proved, inEnglish).text;

function isRefused(error: unknown): boolean {
  return error instanceof RecoveryError && error.code === 'report-edited';
}

function writtenInto(text: string, name: string, own: string): string {
  return text.replace(`<!-- pra:own ${name} -->\n`, `<!-- pra:own ${name} -->\n${own}\n`);
}

describe('A report that is written again', () => {
  it('keeps what people wrote into their parts, without the invitation to write', () => {
    const edited = writtenInto(old, 'causes', 'Un script sans `WHERE`.\n\n- $1 lancé à la main');
    const merged = withOwnParts(fresh, edited.replaceAll('\n', '\r\n'));
    const [, causes = ''] = merged.split('<!-- pra:own causes -->');
    assert.match(
      causes,
      /^\n\nUn script sans `WHERE`\.\n\n- \$1 lancé à la main\n\n<!-- pra:end -->/,
    );
    assert.match(merged, /^\*\*Corrected and proved\.\*\*/m);
    assert.equal(withOwnParts(fresh, merged), merged);
  });

  it('asks only for what the journal does not tell, and once it is closed says that nobody did', () => {
    const cause = { step: 'note', about: 'cause', text: 'A script' } as const;
    const told = journalOf(...Object.values(steps), cause);
    const open = incidentReport({ ...proved, journal: told }, inEnglish).text;
    assert.match(open, /<!-- pra:own causes -->\n\n<!-- pra:end -->/);
    assert.match(open, /<!-- pra:own lessons -->\n\n> ✎ What went well/);
    const closed = journalOf(...Object.values(steps), cause, { step: 'closed', open: [] });
    const { text } = incidentReport({ ...proved, journal: closed }, inEnglish);
    assert.doesNotMatch(text, /✎/);
    assert.match(text, /<!-- pra:own causes -->\n\n<!-- pra:end -->/);
    assert.match(text, /<!-- pra:own lessons -->\n\n> – Not noted: what went well/);
    const again = withOwnParts(text, writtenInto(text, 'lessons', 'Rehearse.'));
    assert.match(again, /<!-- pra:own lessons -->\n\nRehearse\.\n\n<!-- pra:end -->/);
  });

  it('has every part that is people’s', () => {
    for (const name of ownPartNames) {
      assert.ok(fresh.includes(`<!-- pra:own ${name} -->`), name);
    }
  });

  it('takes no notice of how an editor lays out its tables', () => {
    const laidOut = old.replaceAll('| --- |', '| ------------- |').replaceAll(' | ', '   | ');
    assert.equal(withOwnParts(fresh, laidOut), fresh);
  });

  it('is refused where people wrote elsewhere in it, or it is another’s', () => {
    const elsewhere = old.replace('Rapport', 'Notre rapport');
    const withoutEnd = writtenInto(old, 'causes', 'x').replace('<!-- pra:end -->', '');
    for (const text of [elsewhere, withoutEnd, '# Mon rapport\n']) {
      assert.throws(() => withOwnParts(fresh, text), isRefused);
    }
  });

  it('is written where there is none, and tells its language', () => {
    assert.equal(withOwnParts(fresh, undefined), fresh);
    assert.equal(withOwnParts(fresh, '\n'), fresh);
    assert.deepEqual([fresh, old, '# x'].map(languageOfReport), ['en', 'fr', undefined]);
  });
});
