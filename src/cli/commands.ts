import type { Command } from './commandSpec';

/** Every command, in the order of the help; each is read when a line calls it. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  toc: async () => (await import('./commands/toc')).toc,
  verify: async () => (await import('./commands/verify')).verify,
  volumes: async () => (await import('./commands/volumes')).volumes,
  rank: async () => (await import('./commands/rank')).rank,
  qualify: async () => (await import('./commands/qualify')).qualify,
  drill: async () => (await import('./commands/drill')).drill,
  restore: async () => (await import('./commands/restore')).restore,
  'scratch list': async () => (await import('./commands/scratch')).scratchList,
  'scratch drop': async () => (await import('./commands/scratch')).scratchDrop,
  'scratch stop': async () => (await import('./commands/scratch')).scratchStop,
  snapshot: async () => (await import('./commands/snapshot')).snapshot,
  export: async () => (await import('./commands/export')).exportCommand,
  figures: async () => (await import('./commands/figures')).figures,
  structure: async () => (await import('./commands/structure')).structure,
  activity: async () => (await import('./commands/activity')).activity,
  checks: async () => (await import('./commands/checks')).checks,
  compare: async () => (await import('./commands/compare')).compare,
  recover: async () => (await import('./commands/recover')).recover,
  strategy: async () => (await import('./commands/strategy')).strategy,
  replan: async () => (await import('./commands/replan')).replan,
  replace: async () => (await import('./commands/replace')).replace,
  stale: async () => (await import('./commands/stale')).stale,
  rehearse: async () => (await import('./commands/rehearse')).rehearse,
  apply: async () => (await import('./commands/apply')).apply,
  undo: async () => (await import('./commands/undo')).undo,
  freeze: async () => (await import('./commands/freeze')).freezeCommand,
  unfreeze: async () => (await import('./commands/freeze')).unfreezeCommand,
  frozen: async () => (await import('./commands/freeze')).frozenCommand,
  ledger: async () => (await import('./commands/ledger')).ledgerCommand,
  'ledger create': async () => (await import('./commands/ledger')).ledgerCreate,
  'ledger drop': async () => (await import('./commands/ledger')).ledgerDrop,
  prove: async () => (await import('./commands/prove')).prove,
  validate: async () => (await import('./commands/validate')).validate,
  watch: async () => (await import('./commands/watch')).watch,
  note: async () => (await import('./commands/note')).note,
  steps: async () => (await import('./commands/steps')).steps,
  close: async () => (await import('./commands/close')).close,
  report: async () => (await import('./commands/report')).report,
  'postgres fetch': async () => (await import('./commands/postgres')).postgresFetch,
  'sample start': async () => (await import('./commands/sample')).sampleStart,
  'sample recover': async () => (await import('./commands/sampleRecover')).sampleRecover,
  'sample stop': async () => (await import('./commands/sample')).sampleStop,
};

/** The command that the line begins with, else all of them: for the help, and to name a near one. */
export async function commandsFor(words: readonly string[]): Promise<readonly Command[]> {
  const called = [words.slice(0, 2).join(' '), words[0] ?? '']
    .map((name) => (Object.hasOwn(commands, name) ? commands[name] : undefined))
    .find((read) => read !== undefined);
  return Promise.all((called ? [called] : Object.values(commands)).map((read) => read()));
}
