import type { Check, CheckSide, Comparison, Expectation } from './check';

/** What a database answered to a check's query. Never what stands in a row. */
export type Answer =
  | { readonly state: 'rows'; readonly rows: number }
  | { readonly state: 'number'; readonly number: number }
  /** A relation or column that it names is not there. */
  | { readonly state: 'not there'; readonly reason: string }
  /** It is no query that gives one number, was too slow, or may not be asked. */
  | { readonly state: 'refused'; readonly reason: string };

export type Verdict =
  | { readonly state: 'kept' | 'broken' | 'measured'; readonly found: number }
  /** A scratch database holds only what was restored. */
  | { readonly state: 'not there'; readonly reason: string }
  | { readonly state: 'not run'; readonly reason: string };

export function verdictOf({ expected }: Check, answer: Answer, side: CheckSide): Verdict {
  switch (answer.state) {
    case 'refused':
      return { state: 'not run', reason: answer.reason };
    case 'not there':
      return { state: side === 'scratch' ? 'not there' : 'not run', reason: answer.reason };
    case 'rows':
      return { state: answer.rows === 0 ? 'kept' : 'broken', found: answer.rows };
    case 'number':
      return { state: judged(expected, answer.number), found: answer.number };
  }
}

/** Whether it must be told as a failure: what could not be asked is not proved. */
export function isFailure({ severity }: Check, { state }: Verdict): boolean {
  return severity === 'error' && (state === 'broken' || state === 'not run');
}

function judged(expected: Expectation, found: number): 'kept' | 'broken' | 'measured' {
  switch (expected.kind) {
    case 'any number':
      return 'measured';
    case 'no rows':
      return found === 0 ? 'kept' : 'broken';
    case 'compared':
      return holds[expected.by](found, expected.to) ? 'kept' : 'broken';
    case 'between':
      return found >= expected.least && found <= expected.most ? 'kept' : 'broken';
  }
}

const holds: Readonly<Record<Comparison, (found: number, to: number) => boolean>> = {
  '=': (found, to) => found === to,
  '<>': (found, to) => found !== to,
  '<': (found, to) => found < to,
  '<=': (found, to) => found <= to,
  '>': (found, to) => found > to,
  '>=': (found, to) => found >= to,
};
