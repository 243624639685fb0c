import type { Command } from './commandSpec';
import { apply } from './commands/apply';
import { compare } from './commands/compare';
import { prove } from './commands/prove';
import { rank } from './commands/rank';
import { recover } from './commands/recover';
import { rehearse } from './commands/rehearse';
import { replan } from './commands/replan';
import { restore } from './commands/restore';
import { sampleStart, sampleStop } from './commands/sample';
import { sampleRecover } from './commands/sampleRecover';
import { scratchDrop, scratchList, scratchStop } from './commands/scratch';
import { toc } from './commands/toc';
import { undo } from './commands/undo';
import { verify } from './commands/verify';
import { volumes } from './commands/volumes';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  toc,
  verify,
  volumes,
  rank,
  restore,
  scratchList,
  scratchDrop,
  scratchStop,
  compare,
  recover,
  replan,
  rehearse,
  apply,
  undo,
  prove,
  sampleStart,
  sampleRecover,
  sampleStop,
];
