import * as vscode from 'vscode';
import { inLanguage } from '../../french/sentences';
import type { UiServices } from '../services';
import type { OpenIncident } from './openIncident';

/** Says how a correction that is partly applied stands, and offers both ways out. Does not wait for the answer. */
export function offerToGoOn(
  { folder }: Pick<OpenIncident, 'folder'>,
  sentences: readonly string[],
  { log }: Pick<UiServices, 'log'>,
): void {
  const say = inLanguage(vscode.env.language);
  log.warn(sentences.join(' '));
  const ways = [
    { title: say('Apply the Rest…'), command: 'pra.apply' },
    { title: say('Undo What Is Written…'), command: 'pra.undo' },
  ];
  const text = sentences.map(say).join(' ');
  void vscode.window.showWarningMessage(text, ...ways).then(async (way) => {
    if (way) {
      await vscode.commands.executeCommand(way.command, {
        subject: { kind: 'incident', dir: folder.path },
      });
    }
  });
}
