import assert from 'node:assert/strict';
import { textsIn } from '../../../webview/review/texts';

describe('the texts of the review', () => {
  it('are the operator’s where they are translated, with numbers grouped alike', () => {
    const texts = textsIn('fr', { '{n} selected': '{n} choisies' });
    assert.equal(texts.say('{n} selected', { n: 2340 }), '2\u00a0340 choisies');
    assert.equal(textsIn('en', {}).say('{n} selected', { n: 2340 }), '2\u00a0340 selected');
  });

  it('leave a text of the database as it is, braces and all', () => {
    assert.equal(textsIn('en', {}).say('at {time}', { time: '{n}', n: 3 }), 'at {n}');
  });
});
