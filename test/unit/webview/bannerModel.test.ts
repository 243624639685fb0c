import assert from 'node:assert/strict';
import { bannerOf } from '../../../webview/review/bannerModel';
import { reduce } from '../../../webview/review/state/reduce';
import { openView } from '../../../webview/review/state/keptView';
import { textsIn } from '../../../webview/review/texts';
import { review, status } from './sampleReview';

const texts = textsIn('en', {});

describe('the banner above the rows', () => {
  it('is not there while there is nothing to say', () => {
    assert.equal(bannerOf(openView(review(), undefined), texts), undefined);
  });

  it('says first what failed just now, with its way out', () => {
    const rehearsed = status({
      rehearsal: { state: 'passed', at: '2026-11-19T11:50:00Z', remarks: [] },
    });
    const view = reduce(openView(review({ status: rehearsed }), undefined), {
      kind: 'failure',
      failure: {
        error: { code: 'connection-lost', message: 'The connection was lost', hint: 'Try later.' },
        during: 'rows',
      },
    });
    assert.deepEqual(bannerOf(view, texts), {
      tone: 'error',
      heading: 'The connection was lost',
      lines: ['Try later.'],
      actions: ['showLog', 'tryAgain'],
    });
  });

  it('says that rows moved on since they were compared, and offers to compare these again', () => {
    const banner = bannerOf(openView(review({ stale: 3 }), undefined), texts);
    assert.equal(banner?.tone, 'warning');
    assert.match(banner.heading, /^Stale rows: 3 moved on in production/);
    assert.deepEqual(banner.actions, ['compareStale']);
    assert.equal(bannerOf(openView(review(), undefined), texts), undefined);
  });

  it('says how many rows are written and how many are left where it is partly applied', () => {
    const written = { insert: 2, update: 1, delete: 0, at: '2026-11-19T12:00:00Z' };
    const left = { insert: 0, update: 4, delete: 1 };
    const outcome = { state: 'partly', written, left, remarks: [] } as const;
    const banner = bannerOf(openView(review({ status: status({ outcome }) }), undefined), texts);
    assert.equal(banner?.tone, 'warning');
    assert.match(banner.heading, /^Partly applied at .*: 3 rows are written, 5 are left$/);
  });

  it('names the file that was applied, until another plan is rehearsed', () => {
    const at = '2026-11-19T12:00:00Z';
    const outcome = { state: 'filed', file: 'correction.sql', at, remarks: [] } as const;
    const banner = bannerOf(openView(review({ status: status({ outcome }) }), undefined), texts);
    assert.equal(banner?.tone, 'warning');
    assert.match(banner.heading, /^Applied by file at .*: correction\.sql$/);
    assert.match(banner.lines.join(), /undone by hand/);
    const rehearsal = { state: 'passed', at: '2026-11-19T12:30:00Z', remarks: [] } as const;
    const anew = review({ status: status({ outcome, rehearsal }) });
    assert.match(bannerOf(openView(anew, undefined), texts)?.heading ?? '', /^Rehearsed/);
  });

  it('is an error when what was applied could not be proved', () => {
    const written = { insert: 2, update: 1, delete: 0, at: '2026-11-19T12:00:00Z' };
    const proof = { state: 'failed', reasons: ['1 row is not equal to the backup'] } as const;
    const view = openView(
      review({
        status: status({
          outcome: { state: 'applied', written, proof, remarks: ['A sequence is behind.'] },
        }),
      }),
      undefined,
    );
    const banner = bannerOf(view, texts);
    assert.equal(banner?.tone, 'error');
    assert.match(banner.heading, /2 inserted, 1 updated, 0 deleted/);
    assert.deepEqual(banner.lines, ['1 row is not equal to the backup', 'A sequence is behind.']);
  });
});
