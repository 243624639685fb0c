import { diffLines } from 'diff';

/** Both texts as one: lines of the backup only begin with `-`, of production only with `+`, others with a blank. */
export function markedLines(backup: string, live: string): string {
  return diffLines(backup, live)
    .flatMap(({ value, added, removed }) => {
      const mark = added ? '+' : removed ? '-' : ' ';
      return value
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${mark} ${line}`.trimEnd());
    })
    .join('\n');
}
