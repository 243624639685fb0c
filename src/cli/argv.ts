import { parseArgs, type ParseArgsConfig } from 'node:util';
import { RecoveryError } from '../core/errors';
import type { CommandSpec, OptionSpecs, OptionValues } from './commandSpec';
import { commonOptions, usageLine } from './help';
import { nearWord } from './nearWord';

interface OperandsAndOptions<O extends OptionSpecs> {
  readonly operands: readonly string[];
  readonly options: OptionValues<O>;
}

/** @throws {RecoveryError} `usage`: unknown, repeated or missing options and operands. */
export function readOperandsAndOptions<O extends OptionSpecs>(
  spec: CommandSpec<O>,
  words: readonly string[],
): OperandsAndOptions<O> {
  const specs: OptionSpecs = { ...commonOptions, ...spec.options };
  checkNames(spec, specs, words);
  const { values, positionals } = parseStrictly(spec, specs, words);
  checkOperands(spec, positionals);
  const options = Object.entries(spec.options).map(([name, { type }]) => {
    const value = values[name];
    return [name, value ?? (type === 'flag' ? false : type === 'list' ? [] : undefined)];
  });
  for (const [name, option] of Object.entries(spec.options)) {
    if (option.type === 'text' && option.required && values[name] === undefined) {
      throw usage(spec, `pra ${spec.name} needs --${name} ${option.value}.`);
    }
  }
  // The types follow from the specs that were just read.
  return { operands: positionals, options: Object.fromEntries(options) as OptionValues<O> };
}

export function usage(spec: CommandSpec, message: string, hint?: string): RecoveryError {
  return new RecoveryError('usage', message, {
    hint: `${hint === undefined ? '' : `${hint} `}Usage: ${usageLine(spec)}`,
  });
}

/** Unknown names get a hint; a value given twice is refused, since one of them would be lost. */
function checkNames(spec: CommandSpec, specs: OptionSpecs, words: readonly string[]): void {
  const { tokens } = parseArgs({ ...config(specs, words), strict: false, tokens: true });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'option') {
      const known = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
      if (!known) {
        const near = nearWord(token.name, Object.keys(specs));
        const hint = near === undefined ? undefined : `Did you mean --${near}?`;
        throw usage(spec, `pra ${spec.name} has no option ${token.rawName}.`, hint);
      }
      if (known.type === 'text' && seen.has(token.name)) {
        throw usage(spec, `--${token.name} is given twice.`);
      }
      seen.add(token.name);
    }
  }
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function parseStrictly(spec: CommandSpec, specs: OptionSpecs, words: readonly string[]): Parsed {
  try {
    return parseArgs({ ...config(specs, words), strict: true });
  } catch (error) {
    if (error instanceof TypeError && String(codeOf(error)).startsWith('ERR_PARSE_ARGS_')) {
      throw usage(spec, error.message.replaceAll('\n', ' '));
    }
    throw error;
  }
}

function codeOf(error: Error): unknown {
  return (error as { readonly code?: unknown }).code;
}

function config(specs: OptionSpecs, words: readonly string[]): ParseArgsConfig {
  const options = Object.entries(specs).map(([name, { type }]) => [
    name,
    { type: type === 'flag' ? 'boolean' : 'string', multiple: type === 'list' },
  ]);
  return {
    args: [...words],
    allowPositionals: true,
    options: Object.fromEntries(options) as NonNullable<ParseArgsConfig['options']>,
  };
}

function checkOperands(spec: CommandSpec, operands: readonly string[]): void {
  const { operand } = spec;
  const most = { none: 0, one: 1, optional: 1, several: Infinity }[operand?.count ?? 'none'];
  if (operand && operand.count !== 'optional' && operands.length === 0) {
    throw usage(spec, `pra ${spec.name} needs ${operand.name}.`);
  }
  const surplus = operands[most];
  if (surplus !== undefined) {
    throw usage(spec, `pra ${spec.name} does not understand “${surplus}”.`);
  }
}
