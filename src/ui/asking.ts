import * as vscode from 'vscode';
import { inLanguage, type Say } from '../french/sentences';

/**
 * What the window asks and tells, in its own language. Texts are English in the code, and so are the answers; names
 * and values stay as they are.
 */
export function inWindow(english: string): string {
  return linesIn(english, inLanguage(vscode.env.language));
}

export async function pickOne<T extends vscode.QuickPickItem>(
  items: readonly T[],
  asked: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = items.map(shownItem);
  return (await vscode.window.showQuickPick(shown, shownOptions(asked)))?.item;
}

export async function pickMany<T extends vscode.QuickPickItem>(
  items: readonly T[],
  asked: vscode.QuickPickOptions,
): Promise<readonly T[] | undefined> {
  const options = { ...shownOptions(asked), canPickMany: true } as const;
  const picked = await vscode.window.showQuickPick(items.map(shownItem), options);
  return picked?.map(({ item }) => item);
}

/** Undefined where the operator leaves. */
export async function askText(asked: vscode.InputBoxOptions): Promise<string | undefined> {
  const validateInput = async (text: string): Promise<Refusal> =>
    shownRefusal(await asked.validateInput?.(text));
  return vscode.window.showInputBox({
    ...shownOptions(asked),
    ...(asked.validateInput ? { validateInput } : {}),
  });
}

type Show = (
  text: string,
  options: vscode.MessageOptions,
  ...answers: readonly string[]
) => Thenable<string | undefined>;

export type Message = readonly [
  text: string,
  optionsOrAnswer?: vscode.MessageOptions | string,
  ...answers: readonly string[],
];

/** @returns The answer, in English as it was given; undefined where there was none. */
export function inform(...message: Message): Promise<string | undefined> {
  return answerTo(vscode.window.showInformationMessage, message);
}

export function warn(...message: Message): Promise<string | undefined> {
  return answerTo(vscode.window.showWarningMessage, message);
}

export function complain(...message: Message): Promise<string | undefined> {
  return answerTo(vscode.window.showErrorMessage, message);
}

async function answerTo(
  show: Show,
  [text, first, ...others]: Message,
): Promise<string | undefined> {
  const options = typeof first === 'object' ? first : {};
  const answers = typeof first === 'string' ? [first, ...others] : others;
  const detail = options.detail === undefined ? {} : { detail: inWindow(options.detail) };
  const answer = await show(inWindow(text), { ...options, ...detail }, ...answers.map(inWindow));
  return answers.find((each) => inWindow(each) === answer);
}

interface Shown<T> extends vscode.QuickPickItem {
  readonly item: T;
}

function shownItem<T extends vscode.QuickPickItem>(item: T): Shown<T> {
  const { label, description, detail } = item;
  return {
    ...item,
    label: inWindow(label),
    ...(description === undefined ? {} : { description: inWindow(description) }),
    ...(detail === undefined ? {} : { detail: inWindow(detail) }),
    item,
  };
}

const asking = ['title', 'prompt', 'placeHolder', 'openLabel'] as const;

function shownOptions<T extends object>(options: T): T {
  const texts = options as Partial<Record<(typeof asking)[number], string>>;
  const said = asking.flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [[name, inWindow(text)] as const];
  });
  return { ...options, ...Object.fromEntries(said) };
}

type Refusal = Awaited<ReturnType<NonNullable<vscode.InputBoxOptions['validateInput']>>>;

function shownRefusal(refusal: Refusal): Refusal {
  return typeof refusal === 'string' ? inWindow(refusal) : refusal;
}

/** By its lines; of each, where it is none as a whole, what stands between its dots; an icon stays before it. */
function linesIn(text: string, say: Say): string {
  return text
    .split('\n')
    .map((line) => {
      const [, icon = '', words = line] = /^(\$\([\w~-]+\) )?(.*)$/.exec(line) ?? [];
      const whole = say(words);
      return icon + (whole === words ? words.split(' · ').map(say).join(' · ') : whole);
    })
    .join('\n');
}
