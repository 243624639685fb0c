import { readOperandsAndOptions } from './argv';
import type { Answer, Call, Command, CommandSpec, OptionSpecs } from './commandSpec';

export function command<const O extends OptionSpecs>(
  spec: CommandSpec<O>,
  run: (call: Call<O>) => Promise<Answer>,
): Command {
  return { spec, run: (words, host) => run({ ...readOperandsAndOptions(spec, words), ...host }) };
}

/** The one operand of a command that needs one. */
export function operand({ operands }: { readonly operands: readonly string[] }): string {
  const [first] = operands;
  if (first === undefined) {
    throw new Error('This command has no operand.');
  }
  return first;
}
