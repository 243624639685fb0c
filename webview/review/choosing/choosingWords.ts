import type { LeftOut } from '../../../src/protocol/selecting';
import { childrenWords } from '../markWords';
import type { View } from '../state/view';
import type { Texts } from '../texts';

/** What is to be known where rows are chosen: what was left out just now, or what choosing them means. */
export function choosingWords(view: View, texts: Texts): string {
  const left = view.leftOut ? leftOutWords(view.leftOut, texts) : '';
  return [left, childrenSelected(view, texts), deletesWords(view, texts)].find(isSaid) ?? '';
}

function isSaid(words: string): boolean {
  return words !== '';
}

/** What the rows selected to be deleted would do to others. */
function childrenSelected({ review }: View, texts: Texts): string {
  const { children = [] } = review.status.selection;
  return children.map((of) => childrenWords(of, texts)).join(' · ');
}

function leftOutWords({ deletes, reused, stale, unread, blocked }: LeftOut, texts: Texts): string {
  // What can be done about it comes first, where there is not the room for all.
  const parts = [
    blocked > 0 &&
      texts.say('{n} {n:needs a parent|need parents} that production lacks', { n: blocked }),
    deletes > 0 && texts.say('{n} only in production: deletes are not allowed', { n: deletes }),
    reused > 0 && texts.say('{n} with a reused key: chosen one by one', { n: reused }),
    stale > 0 && texts.say('{n} stale', { n: stale }),
    unread > 0 && texts.say('{n} too large to be read', { n: unread }),
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : texts.say('Left out: {what}', { what: parts.join(' · ') });
}

function deletesWords({ tab, review }: View, texts: Texts): string {
  if (tab !== 'extra' || review.withoutKey || review.counts.extra === 0) {
    return '';
  }
  return review.status.selection.allowDeletes
    ? texts.say('A row selected here is deleted in production')
    : texts.say('Selected here, a row would be deleted in production: allow deletes first');
}
