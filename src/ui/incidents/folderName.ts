import path from 'node:path';
import * as vscode from 'vscode';

/** The table without its schema, which of the day's it is, and the day (`26 Nov`); another folder's name as it is. */
export function nameOf(dir: string): { readonly table: string; readonly day: string } {
  const name = path.basename(dir);
  const [, day, label = name, number] = /^(\d{4}-\d\d-\d\d)-(.+?)(?:-(\d+))?$/.exec(name) ?? [];
  const table = label.slice(label.indexOf('.') + 1);
  const shown = new Intl.DateTimeFormat(
    vscode.env.language === 'en' ? 'en-GB' : vscode.env.language,
    { day: 'numeric', month: 'short' },
  );
  return {
    table: number === undefined ? table : `${table} (${number})`,
    day: day === undefined ? '' : shown.format(new Date(`${day}T12:00`)),
  };
}
