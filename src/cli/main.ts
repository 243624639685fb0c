import { RecoveryError } from '../core/errors';
import type { Program } from '../engine/engineHost';
import type { Say } from '../french/say';
import type { Command } from './commandSpec';
import { commandHelp, programHelp } from './help';
import { interruptSignal } from './interrupts';
import { checkLanguage, commandWords, type Speech } from './language';
import { nearWord } from './nearWord';
import { answered, type Ending, failed } from './output';
import { ProgressDisplay } from './progressDisplay';
import { spoken } from './text';

export interface CommandLine extends Speech {
  readonly words: readonly string[];
}

/** Runs one command line and says how it ended; prints progress only. Throws nothing. */
export async function runCommandLine(
  { words: line, language, say }: CommandLine,
  commandsFor: (words: readonly string[]) => Promise<readonly Command[]>,
  ownProgram: () => Promise<Program>,
): Promise<Ending> {
  const display = new ProgressDisplay(process.stderr, () => performance.now(), say);
  const announce = (line: string): void => {
    display.say(spoken(line, say));
  };
  const { signal, release } = interruptSignal(announce);
  const words = commandWords(line);
  const reader = { json: words.includes('--json'), say };
  try {
    checkLanguage(words);
    const commands = await commandsFor(words);
    const help = await helpFor(words, { commands, ownProgram, say });
    if (help !== undefined) {
      return { stdout: `${help}\n`, stderr: '', status: 0 };
    }
    const { command, rest } = find(words, commands);
    const work = { signal, progress: display.show };
    const tell = (line: string): void => {
      display.clear();
      process.stdout.write(reader.json ? '' : `${spoken(line, say)}\n`);
    };
    const program = await ownProgram();
    const host = { work, say: announce, program, tell, language };
    return answered(await command.run(rest, host), reader);
  } catch (error) {
    return failed(error, signal, reader);
  } finally {
    display.clear();
    release();
  }
}

interface HelpSources {
  readonly commands: readonly Command[];
  readonly ownProgram: () => Promise<Program>;
  readonly say: Say;
}

/** Undefined where no help was asked for. */
async function helpFor(
  words: readonly string[],
  { commands, ownProgram, say }: HelpSources,
): Promise<string | undefined> {
  const [first] = words;
  if (first === '--version') {
    return (await ownProgram()).tool;
  }
  if (first === undefined || first.startsWith('-')) {
    return isHelp(first) ? programHelp(commands, say) : undefined;
  }
  if (first === 'help') {
    return words.length === 1 ? programHelp(commands, say) : helpOn(words.slice(1), commands, say);
  }
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  return options.some(isHelp) ? helpOn(words, commands, say) : undefined;
}

/** A line without any word asks for help too. */
function isHelp(word: string | undefined): boolean {
  return word === undefined || word === '--help' || word === '-h';
}

/** Of one command, or of all that begin with its word (`scratch`). */
function helpOn(words: readonly string[], commands: readonly Command[], say: Say): string {
  const group = commands.filter(({ spec }) => spec.name.startsWith(`${words[0] ?? ''} `));
  const exact = commandOf(words, commands);
  return exact || group.length === 0
    ? commandHelp(find(words, commands).command.spec, say)
    : programHelp(group, say);
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
