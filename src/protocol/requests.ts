/**
 * A family of messages is an interface of this form by method; `HostRequests` is all families. Each is in
 * a file of its own, with what reads its params.
 */
export type ParamsOf<R, M extends keyof R> = R[M] extends { readonly params: infer P } ? P : never;
export type ResultOf<R, M extends keyof R> = R[M] extends { readonly result: infer T } ? T : never;

/** Nothing that the webview sends is trusted: a reader takes every field that it knows, and no other. */
export type Readers<R> = { readonly [M in keyof R]: (params: unknown) => ParamsOf<R, M> };

export type Handlers<R> = {
  readonly [M in keyof R]: (params: ParamsOf<R, M>) => Promise<ResultOf<R, M>>;
};

/**
 * Which comparison the ordinals of a request belong to (`ReviewState.generation`). The host refuses an
 * older one with `outdated`: its ordinals would mean other rows.
 */
export interface OfGeneration {
  readonly generation: number;
}

/** A failure as it travels; the sentence is made by the host, in the operator's language. */
export interface WireError {
  /** A code of the engine's errors, or `outdated`, `cancelled`, `version`, `bad-request`, `unexpected`. */
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
}
