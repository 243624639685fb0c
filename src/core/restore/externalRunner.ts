import { RecoveryError } from '../errors';

/** A site's own script that restores dumps, as it is configured: arguments and values may hold placeholders. */
export interface RunnerSettings {
  readonly program: string;
  readonly args: readonly string[];
  /** Beside the variables that lead PostgreSQL's own programs to the target. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What takes the place of the placeholders: the dump, and the scratch database to restore it into. */
export interface RunnerTarget {
  /** An absolute path. */
  readonly dump: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | undefined;
}

/** The settings with every placeholder filled in. */
export type RunnerCommand = RunnerSettings;

/**
 * Refuses a script that would choose by itself what to restore, or where to: that is production.
 * @throws {RecoveryError} `runner-refused`.
 */
export function requireSafeRunner({ args, environment }: RunnerSettings): void {
  const inArguments = args.flatMap(placeholdersIn);
  const named = [...inArguments, ...Object.values(environment).flatMap(placeholdersIn)];
  requireKnown(named);
  if (inArguments.includes('password')) {
    throw refused('An argument holds ${password}: everybody on this machine could read it.', {
      hint: 'The script finds it in the variable PGPASSWORD; where it wants another one, set that one to ${password}.',
    });
  }
  requireNoOtherTarget(environment);
  requireTarget(new Set(named));
}

/** Fills in the placeholders, each as it is: no shell reads them. */
export function runnerCommand(
  { program, args, environment }: RunnerSettings,
  target: RunnerTarget,
): RunnerCommand {
  const fill = (text: string): string =>
    text.replaceAll(placeholder, (whole, name: string) =>
      isKnown(name) ? String(target[name] ?? '') : whole,
    );
  return {
    program,
    args: args.map(fill),
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, fill(value)]),
    ),
  };
}

const placeholder = /\$\{([^}]*)\}/g;
const known = ['dump', 'host', 'port', 'database', 'user', 'password'] as const;

function isKnown(name: string): name is (typeof known)[number] {
  return known.some((one) => one === name);
}

function placeholdersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(placeholder), ([, name = '']) => name);
}

function requireKnown(named: readonly string[]): void {
  const unknown = named.find((name) => !isKnown(name));
  if (unknown !== undefined) {
    throw refused(`Nothing is known by the name \${${unknown}}.`, {
      hint: `Known are ${known.map(shown).join(', ')} (the last in the environment only).`,
    });
  }
}

/** They lead PostgreSQL's programs to a database whatever the arguments say; some outdo the others. */
const leading = ['PGHOST', 'PGHOSTADDR', 'PGPORT', 'PGDATABASE', 'PGUSER', 'PGSERVICE'];

function requireNoOtherTarget(environment: RunnerSettings['environment']): void {
  const fixed = leading.find((name) => placeholdersIn(environment[name] ?? '${}').length === 0);
  if (fixed !== undefined) {
    throw refused(
      `${fixed} is set to a fixed value: it would lead the script to another database than the scratch one.`,
      { hint: `Leave ${fixed} out: it is set to the scratch database anyway.` },
    );
  }
}

function requireTarget(named: ReadonlySet<string>): void {
  const database = named.has('database') ? [] : [shown('database')];
  const server = named.has('host') || named.has('port') ? [] : ['${host} or ${port}'];
  const lacking = [...database, ...server].join(', nor ');
  if (lacking !== '') {
    throw refused(
      `The script is not told where to restore: its arguments and environment do not name ${lacking}. A script that takes no target restores into the database that it is configured for, which may be production.`,
      { hint: howToTell },
    );
  }
  if (!named.has('dump')) {
    throw refused(
      'The script is not told what to restore: its arguments and environment do not name ${dump}. It would restore a dump that it finds by itself.',
      { hint: howToTell },
    );
  }
}

const howToTell =
  'Give it its dump and its target, as in: --dump ${dump} --host ${host} --port ${port} --database ${database} --user ${user}.';

function shown(name: string): string {
  return `\${${name}}`;
}

function refused(message: string, { hint }: { readonly hint: string }): RecoveryError {
  return new RecoveryError('runner-refused', message, { hint, ways: ['set-runner'] });
}
