const longestLine = 4000;
const keptLines = 3;

/** What a program says, cut into lines as it comes; a password in it is masked. */
export class OutputLines {
  private open = '';
  private last: readonly string[] = [];

  constructor(
    private readonly onLine: (line: string) => void,
    private readonly password: string | undefined,
  ) {}

  add(text: string): void {
    const lines = `${this.open}${text}`.split(/\r?\n|\r/);
    // Of a line that has no end only the beginning is kept.
    this.open = (lines.pop() ?? '').slice(0, 2 * longestLine);
    lines.forEach((line) => {
      this.say(line);
    });
  }

  end(): void {
    if (this.open !== '') {
      this.say(this.open);
    }
    this.open = '';
  }

  /** The last lines that say something. */
  get ending(): string {
    return this.last.join(' / ');
  }

  private say(line: string): void {
    const shown = masked(line, this.password).slice(0, longestLine);
    this.onLine(shown);
    if (shown.trim() !== '') {
      this.last = [...this.last, shown.trim()].slice(-keptLines);
    }
  }
}

/** As it is, and as a connection URI has it. */
function masked(line: string, password: string | undefined): string {
  const secrets = password === undefined ? [] : [password, encodeURIComponent(password)];
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '********'), line);
}
