/** Something of PostgreSQL, or of the tools around it, by which a tool that writes to production comes to grief. */
export interface Trap {
  readonly id: string;
  readonly what: string;
  /** The tests that lead into it: their titles as they are written, by file below `test/integration`, or `test`. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
}
