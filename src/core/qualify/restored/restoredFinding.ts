/** One sentence about a restored table, with the queries that it follows from. */
export type RestoredFinding = { readonly queries: readonly number[] } & (
  | {
      readonly kind: 'volume';
      readonly rows: number;
      /** Rows that production has more of; fewer where negative. */
      readonly change: number;
    }
  /** Production has no such table. */
  | { readonly kind: 'gone'; readonly rows: number | undefined }
  | {
      /** Rows of a time that one side lacks. */
      readonly kind: 'hole';
      readonly lackedBy: 'restored' | 'production';
      readonly column: string;
      readonly from: string;
      /** The first day after it. */
      readonly to: string;
      readonly rows: number;
    }
  | { readonly kind: 'rules kept'; readonly rules: number }
  /** Of production's constraints. */
  | { readonly kind: 'rules absent' | 'rules not validated'; readonly names: readonly string[] }
  | { readonly kind: 'checks kept'; readonly checks: number }
  | { readonly kind: 'checks failed'; readonly names: readonly string[] }
  /** What they ask of was not restored. */
  | { readonly kind: 'checks without answer'; readonly names: readonly string[] }
);
