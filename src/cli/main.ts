import { RecoveryError } from '../core/errors';
import type { Program } from '../engine/engineHost';
import type { Command } from './commandSpec';
import { commandHelp, programHelp } from './help';
import { interruptSignal } from './interrupts';
import { nearWord } from './nearWord';
import { answered, type Ending, failed } from './output';
import { ProgressDisplay } from './progressDisplay';

/** Runs one command line and says how it ended; prints progress only. Throws nothing. */
export async function runCommandLine(
  words: readonly string[],
  commandsFor: (words: readonly string[]) => Promise<readonly Command[]>,
  ownProgram: () => Promise<Program>,
): Promise<Ending> {
  const display = new ProgressDisplay(process.stderr, () => performance.now());
  const say = (line: string): void => {
    display.say(line);
  };
  const { signal, release } = interruptSignal(say);
  const json = words.includes('--json');
  try {
    const commands = await commandsFor(words);
    const help = await helpFor(words, commands, ownProgram);
    if (help !== undefined) {
      return { stdout: `${help}\n`, stderr: '', status: 0 };
    }
    const { command, rest } = find(words, commands);
    const work = { signal, progress: display.show };
    const tell = (line: string): void => {
      display.clear();
      process.stdout.write(json ? '' : `${line}\n`);
    };
    const program = await ownProgram();
    return answered(await command.run(rest, { work, say, program, tell }), json);
  } catch (error) {
    return failed(error, signal, json);
  } finally {
    display.clear();
    release();
  }
}

/** Undefined where no help was asked for. */
async function helpFor(
  words: readonly string[],
  commands: readonly Command[],
  ownProgram: () => Promise<Program>,
): Promise<string | undefined> {
  const [first] = words;
  if (first === '--version') {
    return (await ownProgram()).tool;
  }
  if (first === undefined || first.startsWith('-')) {
    return isHelp(first) ? programHelp(commands) : undefined;
  }
  if (first === 'help') {
    return words.length === 1 ? programHelp(commands) : helpOn(words.slice(1), commands);
  }
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  return options.some(isHelp) ? helpOn(words, commands) : undefined;
}

/** A line without any word asks for help too. */
function isHelp(word: string | undefined): boolean {
  return word === undefined || word === '--help' || word === '-h';
}

/** Of one command, or of all that begin with its word (`scratch`). */
function helpOn(words: readonly string[], commands: readonly Command[]): string {
  const group = commands.filter(({ spec }) => spec.name.startsWith(`${words[0] ?? ''} `));
  const exact = commandOf(words, commands);
  return exact || group.length === 0
    ? commandHelp(find(words, commands).command.spec)
    : programHelp(group);
}

function find(
  words: readonly string[],
  commands: readonly Command[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const command = commandOf(words, commands);
  if (command) {
    return { command, rest: words.slice(command.spec.name.split(' ').length) };
  }
  const [first = '', second = ''] = words;
  const names = commands.map(({ spec }) => spec.name);
  const inGroup = names.filter((name) => name.startsWith(`${first} `));
  const near = nearWord(`${first} ${second}`, inGroup) ?? nearWord(first, names);
  throw new RecoveryError(
    'usage',
    inGroup.length > 0
      ? `pra ${first} needs one of: ${inGroup.map((name) => name.slice(first.length + 1)).join(', ')}.`
      : `pra has no command “${first}”.`,
    { hint: near === undefined ? 'pra --help lists the commands.' : `Did you mean pra ${near}?` },
  );
}

/** The command with the most words that the line begins with. */
function commandOf(words: readonly string[], commands: readonly Command[]): Command | undefined {
  return [2, 1]
    .map((length) => words.slice(0, length).join(' '))
    .map((name) => commands.find(({ spec }) => spec.name === name))
    .find((command) => command !== undefined);
}
