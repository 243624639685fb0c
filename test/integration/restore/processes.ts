import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Command lines of living processes that name a file; other systems than Linux do not tell. */
export function processesWith(text: string): readonly string[] {
  return pids()
    .map(commandLine)
    .filter((line) => line.includes(text));
}

function pids(): readonly string[] {
  return existsSync('/proc/self') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
