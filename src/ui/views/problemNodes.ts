import * as vscode from 'vscode';
import { inWindow } from '../asking';
import { failureText, failureWords } from '../errors';
import { itemOf } from './node';
import type { ViewNode } from './subject';

/** The sentence, and below it what to do next. */
export function problemNodes(error: unknown): ViewNode[] {
  const { message, hint } = failureWords(error);
  const icon = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  const look = {
    label: inWindow(message),
    icon,
    tooltip: [failureText(error)],
    context: 'pra.problem',
  };
  const problem = { item: itemOf(look, false) };
  if (hint === undefined) {
    return [problem];
  }
  const bulb = new vscode.ThemeIcon('lightbulb');
  return [problem, { item: itemOf({ label: inWindow(hint), icon: bulb, tooltip: [hint] }, false) }];
}
