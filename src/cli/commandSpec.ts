import type { RecoveryError } from '../core/errors';
import type { ReportLanguage } from '../core/report/words/languages';
import type { EngineHost } from '../engine/engineHost';

/** One option of a command; `value` is the word that stands for it in the help. */
export type OptionSpec =
  | { readonly type: 'flag'; readonly help: string }
  | {
      readonly type: 'text';
      readonly value: string;
      readonly help: string;
      readonly required?: true;
    }
  | { readonly type: 'list'; readonly value: string; readonly help: string };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What the options of a command line say, by the name of the option. */
export type OptionValues<O extends OptionSpecs> = {
  readonly [Name in keyof O]: OptionValue<O[Name]>;
};

type OptionValue<S extends OptionSpec> = S extends { readonly type: 'flag' }
  ? boolean
  : S extends { readonly type: 'list' }
    ? readonly string[]
    : S extends { readonly required: true }
      ? string
      : string | undefined;

/** What a command names beside its options: `DUMP`, `DIR`. */
export interface OperandSpec {
  readonly name: string;
  readonly help: string;
  readonly count: 'one' | 'optional' | 'several';
}

export interface CommandSpec<O extends OptionSpecs = OptionSpecs> {
  /** Its words: `restore`, `scratch drop`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly operand?: OperandSpec;
  readonly options: O;
}

/** What the program gives every command. */
export interface CommandHost extends EngineHost {
  /** A line of the answer as soon as it is known; nothing where the answer is JSON. */
  readonly tell: (line: string) => void;
  /** Of whoever reads the answer; a command speaks English, the program puts it into this one. */
  readonly language: ReportLanguage;
}

export interface Call<O extends OptionSpecs> extends CommandHost {
  readonly operands: readonly string[];
  readonly options: OptionValues<O>;
}

/** What a command has to say; a failure beside it sets the exit status and `ok`. */
export interface Answer {
  /** Of the JSON document, beside `ok` and `error`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** For a person, in English, without a newline at its end. */
  readonly text: string;
  readonly failure?: RecoveryError;
}

export interface Command {
  readonly spec: CommandSpec;
  /** @throws {RecoveryError} `usage` where the words do not fit the command. */
  readonly run: (words: readonly string[], host: CommandHost) => Promise<Answer>;
}
