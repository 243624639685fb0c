import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { sizeText } from '../words';
import { inWindow } from '../asking';

/** VS Code gives extensions no document above 50 MB, and colours none above 20. */
const mostBytes = 5_000_000;
const firstPart = 200_000;

/** Opens a script; of a large one the first part, with a word on the rest. */
export async function openScript(file: string): Promise<void> {
  const { size } = await stat(file);
  const document =
    size <= mostBytes
      ? await vscode.workspace.openTextDocument(vscode.Uri.file(file))
      : await vscode.workspace.openTextDocument({
          language: 'sql',
          content: await beginningOf(file, size),
        });
  await vscode.window.showTextDocument(document, { preview: false });
}

async function beginningOf(file: string, size: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(firstPart);
    const { bytesRead } = await handle.read(buffer, 0, firstPart, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const said = [
      `The beginning of ${path.basename(file)} (${sizeText(size)}), to be read only.`,
      `The whole script is ${file}`,
      '… the rest is in the file.',
    ];
    const [title, where, rest] = said.map((each) => `-- ${inWindow(each)}`);
    return `${title}\n${where}\n\n${whole}\n${rest}\n`;
  } finally {
    await handle.close();
  }
}
