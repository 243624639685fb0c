import * as vscode from 'vscode';
import { languageOf } from '../../core/report/words/languages';
import type { Audience } from '../../core/report/words/messageFacts';
import { openIncident } from '../../engine/incidents';
import { draftMessage as draftIn } from '../../engine/reporting';
import { chosen } from '../chosen';
import { pickOne } from '../asking';
import type { PickItem } from '../shownTexts';

interface Line extends PickItem {
  readonly audience: Audience;
}

/** Opens the draft of a message on how far the incident has come: to be completed, and sent by whoever sends messages here. */
export async function draftMessage(dir: string): Promise<void> {
  const lines: readonly Line[] = [
    {
      audience: 'business',
      label: 'To the business',
      description: 'without technical terms',
    },
    {
      audience: 'team',
      label: 'To the team',
      description: 'with what is to be done next',
    },
  ];
  const { audience } = chosen(
    await pickOne(lines, { title: 'Draft a message about the incident' }),
  );
  const { text } = await draftIn(
    await openIncident(dir),
    audience,
    languageOf(vscode.env.language),
  );
  const document = await vscode.workspace.openTextDocument({ content: text });
  await vscode.window.showTextDocument(document);
}
