import type { Entries } from '../../core/archive/tables';
import { RecoveryError } from '../../core/errors';

const keptLines = 400;

/** What `pg_restore --verbose` says on its standard error, in English: its exit status alone is no proof. */
export class PgRestoreMessages {
  private lines: string[] = [];
  private open = '';
  /** Lines so far. */
  count = 0;
  /** An entry of the list was not found: it says so and goes on, and ends with status 0. */
  lineIgnored = false;
  /** What it is doing. */
  phase = 'restoring';

  add(text: string): void {
    const lines = `${this.open}${text}`.split(/\r?\n/);
    this.open = lines.pop() ?? '';
    for (const line of lines) {
      this.addLine(line);
    }
  }

  get text(): string {
    return [...this.lines, this.open].join('\n');
  }

  private addLine(line: string): void {
    this.count += 1;
    this.lineIgnored ||= line.includes('line ignored');
    this.phase = phaseOf(line) ?? this.phase;
    this.lines.push(line);
    if (this.lines.length > 2 * keptLines) {
      this.lines = this.lines.slice(-keptLines);
    }
  }
}

/** The failure that the messages tell of. They carry no SQLSTATE: a full disk is known by its words only. */
export function pgRestoreFailure(messages: PgRestoreMessages, { entries }: Entries): RecoveryError {
  const { text } = messages;
  const [, id] = /from TOC entry (\d+);/.exec(text) ?? [];
  const entry = entries.find(({ dumpId }) => String(dumpId) === id);
  const where = entry ? `${entry.desc} ${entry.namespace ?? ''}.${entry.tag}: ` : '';
  const why =
    errorIn(text) ?? (messages.lineIgnored ? 'it ignored entries of the plan' : text.slice(-500));
  const isFull = /No space left on device|Disk quota exceeded|could not extend file/.test(text);
  return new RecoveryError(
    isFull ? 'disk-full' : 'restore-failed',
    `pg_restore failed: ${where}${why}`,
    isFull ? { hint: 'Free space on the server’s disk, then start again.' } : {},
  );
}

/** The first error without the command that caused it, which may hold rows. */
function errorIn(text: string): string | undefined {
  const [, found] =
    /^pg_restore: error: ([^]*?)(?=^Command was: |^pg_restore: |(?![^]))/m.exec(text) ?? [];
  return found?.trim().replaceAll(/\s*\n\s*/g, ' ');
}

function phaseOf(line: string): string | undefined {
  const [, doing] = /^pg_restore: ((?:creating|processing|executing) .+)$/.exec(line) ?? [];
  return doing;
}
