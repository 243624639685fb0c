import * as vscode from 'vscode';
import type { Say } from '../french/say';
import { inLanguage } from '../french/sentences';
import { chosen } from './chosen';
import {
  type DialogOptions,
  linesIn,
  type PickItem,
  type Shown,
  shownDialog,
  shownItem,
} from './shownTexts';

/**
 * What the window asks and tells, in its own language. Texts are English in the code, and so are the answers; names
 * and values stay as they are. Every dialog, picker, notification and progress of the window goes through here.
 */
export function inWindow(english: string): string {
  return linesIn(english, sayInWindow());
}

function sayInWindow(): Say {
  return inLanguage(vscode.env.language);
}

export async function pickOne<T extends PickItem>(
  items: readonly T[],
  asked: vscode.QuickPickOptions,
): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(shownItems(items), shownOptions(asked)))?.item;
}

export async function pickMany<T extends PickItem>(
  items: readonly T[],
  asked: vscode.QuickPickOptions,
): Promise<readonly T[] | undefined> {
  const options = { ...shownOptions(asked), canPickMany: true } as const;
  const picked = await vscode.window.showQuickPick(shownItems(items), options);
  return picked?.map(({ item }) => item);
}

function shownItems<T extends PickItem>(items: readonly T[]): readonly Shown<T>[] {
  const say = sayInWindow();
  return items.map((item) => shownItem(item, say));
}

/** One of several names, such as folders. Undefined where the operator leaves. */
export async function pickName(
  names: readonly string[],
  asked: vscode.QuickPickOptions,
): Promise<string | undefined> {
  const items = names.map((label) => ({ label, isName: true }));
  return (await pickOne(items, asked))?.label;
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

/** A picker that is filled and shown by whoever made it; its items are theirs to translate. */
export function newPicker<T extends vscode.QuickPickItem>(
  title: string,
  placeholder: string,
): vscode.QuickPick<T> {
  const picker = vscode.window.createQuickPick<T>();
  picker.title = inWindow(title);
  picker.placeholder = inWindow(placeholder);
  picker.ignoreFocusOut = true;
  return picker;
}

export function pickerButton(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip: inWindow(tooltip) };
}

/** Files or folders that are there. @throws {vscode.CancellationError} where the operator leaves. */
export async function askPaths(asked: vscode.OpenDialogOptions): Promise<readonly vscode.Uri[]> {
  return chosen(await vscode.window.showOpenDialog(shownOptions(asked)));
}

/** Where a file is to be written. @throws {vscode.CancellationError} where the operator leaves. */
export async function askNewFile(asked: vscode.SaveDialogOptions): Promise<vscode.Uri> {
  return chosen(await vscode.window.showSaveDialog(shownOptions(asked)));
}

/** @throws {vscode.CancellationError} where the operator leaves. */
export async function askWorkspaceFolder(placeHolder: string): Promise<vscode.WorkspaceFolder> {
  const options = shownOptions({ placeHolder });
  return chosen(await vscode.window.showWorkspaceFolderPick(options));
}

/** Shows in a notification that can stop it how far a piece of work has come. */
export async function showProgress<T>(
  title: string,
  work: (progress: Messages, token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: inWindow(title), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const report: Messages['report'] = ({ message, ...drawn }) => {
      progress.report({ ...drawn, ...(message && { message: inWindow(message) }) });
    };
    return work({ report }, token);
  });
}

type Messages = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

/** An item of the status bar, on its left side; not shown yet. */
export function newStatusItem(id: string, priority: number, name: string): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
  item.name = inWindow(name);
  return item;
}

type Show = (
  text: string,
  options: vscode.MessageOptions,
  ...answers: readonly string[]
) => Thenable<string | undefined>;

/** Several sentences are each translated by themselves. */
export type Message = readonly [
  text: string | readonly string[],
  optionsOrAnswer?: DialogOptions | string,
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
  const said = [text].flat().map(inWindow).join(' ');
  const shown = shownDialog(options, sayInWindow());
  const answer = await show(said, shown, ...answers.map(inWindow));
  return answers.find((each) => inWindow(each) === answer);
}

const asking = ['title', 'prompt', 'placeHolder', 'openLabel', 'saveLabel'] as const;

/** A question stays when the operator looks elsewhere: what was answered before it would be lost. */
function shownOptions<T extends object>(options: T): T {
  const texts = options as Partial<Record<(typeof asking)[number], string>>;
  const said = asking.flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [[name, inWindow(text)] as const];
  });
  return { ignoreFocusOut: true, ...options, ...Object.fromEntries(said) };
}

type Refusal = Awaited<ReturnType<NonNullable<vscode.InputBoxOptions['validateInput']>>>;

function shownRefusal(refusal: Refusal): Refusal {
  return typeof refusal === 'string' ? inWindow(refusal) : refusal;
}
