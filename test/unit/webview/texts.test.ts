import assert from 'node:assert/strict';
import { textsIn } from '../../../webview/review/texts';

describe('the texts of the review', () => {
  it('are the operator’s where they are translated, with numbers grouped alike', () => {
    const texts = textsIn('fr', { '{n} selected': '{n} choisies' });
    assert.equal(texts.say('{n} selected', { n: 2340 }), '2\u00a0340 choisies');
    assert.equal(textsIn('en', {}).say('{n} selected', { n: 2340 }), '2\u00a0340 selected');
  });

  it('speak of one or of many as the language does: of none, French speaks as of one', () => {
    const texts = textsIn('fr', { '{n} selected': '{n} {n:choisie|choisies}' });
    const said = [0, 1, 2, 1_000_000].map((n) => texts.say('{n} selected', { n }));
    const many = '1\u00a0000\u00a0000 choisies';
    assert.deepEqual(said, ['0 choisie', '1 choisie', '2 choisies', many]);
    const rows = (n: number): string => textsIn('en', {}).say('{n} {n:row|rows}', { n });
    assert.deepEqual([0, 1, 2].map(rows), ['0 rows', '1 row', '2 rows']);
  });

  it('leave a text of the database as it is, braces and all', () => {
    assert.equal(textsIn('en', {}).say('at {time}', { time: '{n}', n: 3 }), 'at {n}');
  });
});
