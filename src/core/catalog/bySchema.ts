/** Tables by their schema, both in the order in which they come. */
export function bySchema<T>(
  tables: readonly T[],
  schemaOf: (table: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const schemas = new Map<string, T[]>();
  for (const table of tables) {
    const schema = schemaOf(table);
    const known = schemas.get(schema);
    if (known) {
      known.push(table);
    } else {
      schemas.set(schema, [table]);
    }
  }
  return schemas;
}
