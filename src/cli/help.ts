import type { Say } from '../french/say';
import type { Command, CommandSpec, OptionSpec, OptionSpecs } from './commandSpec';

/** Options that every command has. */
export const commonOptions = {
  lang: { type: 'text', value: 'en|fr', help: 'Language of what is said (the system’s)' },
  json: { type: 'flag', help: 'One JSON document on standard output, nothing else there' },
  help: { type: 'flag', help: 'Show this help' },
} as const satisfies OptionSpecs;

export const exitStatuses =
  'Exit status: 0 done, 1 unexpected (a bug), 2 usage, 3 refused for safety or not proved, 4 the input is bad, 5 no connection or outcome unknown, 6 the database refused, 130 cancelled.';

export const connectionHelp =
  'CONN is a URI (postgresql://user@host:5432/database?sslmode=…), a keyword string (host=… dbname=…), service=NAME, or local:DATABASE for a database of the private server. Passwords come from PGPASSWORD, the password file or the service file; they are never printed.';

export function programHelp(commands: readonly Command[], say: Say): string {
  return helpText(say, [
    'pra – table recovery for PostgreSQL: dump, compare, choose, rehearse, apply, prove, undo.',
    '',
    'Usage: pra COMMAND [OPTIONS]',
    '',
    commands.map(({ spec }) => [spec.name, spec.summary]),
    '',
    'pra COMMAND --help shows the options of a command; pra --version shows the version.',
    connectionHelp,
    exitStatuses,
  ]);
}

export function commandHelp(spec: CommandSpec, say: Say): string {
  const lines: (readonly [string, string])[] = [
    ...(spec.operand ? [[spec.operand.name, spec.operand.help] as const] : []),
    ...Object.entries({ ...spec.options, ...commonOptions, ...spec.options }).map(
      ([name, option]) => [optionLabel(name, option), option.help] as const,
    ),
  ];
  const usesConnection = lines.some(([label]) => /CONN|SCRATCH/.test(label));
  return helpText(say, [
    `Usage: ${usageLine(spec)}`,
    '',
    spec.summary,
    '',
    lines,
    ...(usesConnection ? ['', connectionHelp] : []),
  ]);
}

/** A text, or labels with what they mean. */
type HelpPart = string | readonly (readonly [label: string, help: string])[];

/** Columns of the help, in every language. */
const widest = 100;

function helpText(say: Say, parts: readonly HelpPart[]): string {
  return parts
    .flatMap((part) =>
      typeof part === 'string' ? wrapped(say(part), widest) : labelled(part, say),
    )
    .join('\n');
}

function labelled(lines: Exclude<HelpPart, string>, say: Say): readonly string[] {
  const width = Math.max(...lines.map(([label]) => label.length));
  return lines.flatMap(([label, help]) =>
    wrapped(say(help), widest - width - 4).map(
      (line, at) => `  ${(at === 0 ? label : '').padEnd(width)}  ${line}`,
    ),
  );
}

/** Broken between words, so that no line is wider where a word is not. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= width) {
      lines.splice(-1, 1, longer);
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** `pra toc DUMP [--json]`. */
export function usageLine({ name, operand, options }: CommandSpec): string {
  const parts = Object.entries(options).map(([option, spec]) => {
    const label = optionLabel(option, spec);
    const required = spec.type === 'text' && spec.required === true;
    return required ? label : spec.type === 'list' ? `[${label}]...` : `[${label}]`;
  });
  const operands = operand
    ? [
        { one: operand.name, optional: `[${operand.name}]`, several: `${operand.name}...` }[
          operand.count
        ],
      ]
    : [];
  return ['pra', name, ...operands, ...parts, '[--json]'].join(' ');
}

function optionLabel(name: string, option: OptionSpec): string {
  return option.type === 'flag' ? `--${name}` : `--${name} ${option.value}`;
}
