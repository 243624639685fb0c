import type { MessageOptions, QuickPickItem } from 'vscode';
import type { Say } from '../french/say';

/** A line of a picker. */
export interface PickItem extends QuickPickItem {
  /** Its label is the name of something, which may read like a word of ours: it stays as it is. */
  readonly isName?: boolean;
}

/** What a dialog says beside its question. */
export interface DialogOptions extends MessageOptions {
  /** Its detail tells values of rows, which may read like a sentence of ours: it stays as it is. */
  readonly tellsValues?: boolean;
}

export interface Shown<T> extends QuickPickItem {
  readonly item: T;
}

export function shownItem<T extends PickItem>(item: T, say: Say): Shown<T> {
  const { label, description, detail, isName } = item;
  return {
    ...item,
    label: isName ? label : linesIn(label, say),
    ...(description === undefined ? {} : { description: linesIn(description, say) }),
    ...(detail === undefined ? {} : { detail: linesIn(detail, say) }),
    item,
  };
}

export function shownDialog(
  { tellsValues = false, ...options }: DialogOptions,
  say: Say,
): MessageOptions {
  const { detail } = options;
  return detail === undefined || tellsValues
    ? options
    : { ...options, detail: linesIn(detail, say) };
}

/** By its lines; of each, where it is none as a whole, what stands between its dots; an icon stays before it. */
export function linesIn(text: string, say: Say): string {
  return text
    .split('\n')
    .map((line) => {
      const [, icon = '', words = line] = /^(\$\([\w~-]+\) )?(.*)$/.exec(line) ?? [];
      const whole = say(words);
      return icon + (whole === words ? words.split(' · ').map(say).join(' · ') : whole);
    })
    .join('\n');
}
