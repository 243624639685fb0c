import type { RowFilter } from '../../../src/protocol/shown';
import { element } from '../dom';
import type { Part } from '../part';
import type { View } from '../state/view';
import type { Texts } from '../texts';
import type { FindActs } from './findActs';
import { findBar } from './findBar';
import { keyBar } from './keyBar';

/** What is looked for above the rows: a text, or a key; nothing where neither is. */
export function findBars(
  texts: Texts,
  { finding, filter }: { readonly finding: FindActs; readonly filter: (filter: RowFilter) => void },
): Part<View> {
  const onClose = (): void => {
    finding.close();
  };
  const bars = [
    findBar(texts, {
      ...{ onFilter: filter, onClose },
      onSought: (sought) => {
        finding.seek(sought);
      },
      onNext: (back) => {
        finding.next(back);
      },
    }),
    keyBar(texts, {
      onClose,
      onKey: (key) => {
        finding.goToKey(key);
      },
      onShowKey: (key) => {
        finding.showKey(key);
      },
    }),
  ];
  return {
    element: element('div', { class: 'find-bars' }, ...bars.map((bar) => bar.element)),
    show(view) {
      for (const bar of bars) {
        bar.show(view);
      }
    },
  };
}
