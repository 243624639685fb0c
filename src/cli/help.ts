import type { Command, CommandSpec, OptionSpec, OptionSpecs } from './commandSpec';

/** Options that every command has. */
export const commonOptions = {
  json: { type: 'flag', help: 'One JSON document on standard output, nothing else there' },
  help: { type: 'flag', help: 'Show this help' },
} as const satisfies OptionSpecs;

export const exitStatuses = `Exit status: 0 done, 1 unexpected (a bug), 2 usage, 3 refused for safety or not proved,
4 the input is bad, 5 no connection or outcome unknown, 6 the database refused, 130 cancelled.`;

export const connectionHelp = `CONN is a URI (postgresql://user@host:5432/database?sslmode=…), a keyword string (host=… dbname=…),
service=NAME, or local:DATABASE for a database of the private server. Passwords come from PGPASSWORD,
the password file or the service file; they are never printed.`;

export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ spec }) => spec.name.length));
  return [
    'pra – table recovery for PostgreSQL: dump, compare, choose, rehearse, apply, prove, undo.',
    '',
    'Usage: pra COMMAND [OPTIONS]',
    '',
    ...commands.map(({ spec }) => `  ${spec.name.padEnd(width)}  ${spec.summary}`),
    '',
    'pra COMMAND --help shows the options of a command; pra --version shows the version.',
    connectionHelp,
    exitStatuses,
  ].join('\n');
}

export function commandHelp(spec: CommandSpec): string {
  const lines: (readonly [string, string])[] = [
    ...(spec.operand ? [[spec.operand.name, spec.operand.help] as const] : []),
    ...Object.entries({ ...spec.options, ...commonOptions }).map(
      ([name, option]) => [optionLabel(name, option), option.help] as const,
    ),
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  const usesConnection = lines.some(([label]) => /CONN|SCRATCH/.test(label));
  return [
    `Usage: ${usageLine(spec)}`,
    '',
    spec.summary,
    '',
    ...lines.map(([label, help]) => `  ${label.padEnd(width)}  ${help}`),
    ...(usesConnection ? ['', connectionHelp] : []),
  ].join('\n');
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
