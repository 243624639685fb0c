/** What one query gave, or why it gave nothing. */
export type Figure<T> =
  | { readonly query: number; readonly value: T }
  | { readonly query: number; readonly missing: Missing };

/**
 * `slow`: not done within the time that it had. `locked`: another session held the table. `spared`: not asked, since
 * one before it was slow or locked. `absent`: there is no such table. `refused`: the server said so.
 */
export type Missing =
  | { readonly why: 'slow' | 'locked' | 'spared' | 'absent' }
  | { readonly why: 'refused'; readonly message: string };

export function valueOf<T>(figure: Figure<T> | undefined): T | undefined {
  return figure && 'value' in figure ? figure.value : undefined;
}

/** There is no such table. */
export function isAbsent(figure: Figure<unknown>): boolean {
  return 'missing' in figure && figure.missing.why === 'absent';
}

/** The same figure of what its value comes to. */
export function mapped<T, U>(figure: Figure<T>, map: (value: T) => U): Figure<U> {
  return 'value' in figure ? { query: figure.query, value: map(figure.value) } : figure;
}
