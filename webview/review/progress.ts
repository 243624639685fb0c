import type { ReviewStatus, RunningStep } from '../../src/protocol/state';
import { button } from './controls';
import { element } from './dom';
import type { Part } from './part';
import type { Texts } from './texts';

/** Where the running step stands, and its way out. */
export function progressLine(texts: Texts, onCancel: () => void): Part<ReviewStatus> {
  const words = element('span', { class: 'words' });
  const done = element('div', { class: 'done' });
  const bar = element('div', { class: 'bar', attributes: { role: 'progressbar' } }, done);
  const cancel = button(onCancel);
  const made = element('div', { class: 'progress' }, bar, words, cancel.element);
  made.hidden = true;
  return {
    element: made,
    show({ running }) {
      made.hidden = running === undefined;
      if (!running) {
        return;
      }
      const { phase, done: count, total, pace = '', cancellable } = running;
      const share = shareOf(running);
      const far =
        total === undefined ? texts.count(count) : `${texts.count(count)} / ${texts.count(total)}`;
      const parts = [phase, ...(count === 0 && total === undefined ? [] : [far]), pace];
      words.textContent = parts.filter((part) => part !== '').join(' · ');
      bar.classList.toggle('unknown', share === undefined);
      bar.setAttribute('aria-label', phase);
      done.style.width = `${Math.round(Math.min(1, share ?? 1) * 100)}%`;
      if (share === undefined) {
        bar.removeAttribute('aria-valuenow');
      } else {
        bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
      }
      cancel.show({ label: texts.say('Cancel'), primary: false, enabled: cancellable });
    },
  };
}

/** Of the whole step, where it is known; undefined where the phase has no known end. */
function shareOf({ done, total, percent }: RunningStep): number | undefined {
  if (total === undefined || total === 0) {
    return undefined;
  }
  return percent === undefined ? done / total : percent / 100;
}
