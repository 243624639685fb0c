import type { LocalTime } from './localTime';
import { timeInName } from './nameTime';

/**
 * When a dump was made: an interval, in the dump host's local time. A plain dump does not say: then it is
 * what its file's name says, else when the file was written, in this machine's.
 */
export interface DumpTime {
  readonly from: string;
  readonly to: string;
  readonly source: 'header' | 'name' | 'file';
}

/** Of a plain dump: the file's name without its folder, and when it was last written. */
export function plainDumpTime(name: string, writtenAt: LocalTime): DumpTime {
  const named = timeInName(name);
  if (!named) {
    return { from: writtenAt, to: writtenAt, source: 'file' };
  }
  // It was begun by the time that it was written, unless that time is another one's.
  const isWithin = writtenAt >= named.from && writtenAt < named.to;
  return { from: named.from, to: isWithin ? writtenAt : named.to, source: 'name' };
}

/** For people: `begun 2026-03-10 02:00:00, local time of the machine that made it`. */
export function dumpTimeText({ from, to, source }: DumpTime): string {
  const shown = (time: string): string => time.replace('T', ' ');
  switch (source) {
    case 'header':
      return `begun ${shown(from)}, local time of the machine that made it`;
    case 'name':
      return `begun ${shown(from)}${to === from ? '' : ` to ${shown(to)}`} by its file’s name; plain SQL does not say`;
    case 'file':
      return `its file was written ${shown(from)}; plain SQL does not say when it was begun`;
  }
}
