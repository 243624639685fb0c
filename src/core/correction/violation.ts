import type { Key } from '../catalog/table';

/** What production refuses rows by. */
export interface Violation {
  /** Undefined where it is no constraint, but a type or a trigger that refuses the row. */
  readonly constraint: string | undefined;
  readonly message: string;
  readonly sqlstate: string;
  /** Of the one row that is refused; undefined where it is not known which. */
  readonly key?: Key;
}
