/**
 * A text for a `--` comment: one line of it, whatever it holds. Characters that end a line for some
 * reader, or that turn the direction of writing, become blanks.
 */
export function commentText(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu, ' ');
}

/** Lines of comment. */
export function comment(...lines: readonly string[]): string {
  return lines.map((line) => `-- ${commentText(line)}`.trimEnd() + '\n').join('');
}

/** A fact of a script's head: what it is, at most ten letters, and the fact in the column beside it. */
export function labelled(label: string, fact: string): string {
  return `${label.padEnd(10)} ${fact}`;
}
