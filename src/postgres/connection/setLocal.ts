/** A statement that sets them until the transaction ends. */
export function setLocal(settings: Readonly<Record<string, string>>): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `pg_catalog.set_config('${name}', '${value}', true)`,
  );
  return `select ${calls.join(', ')}`;
}
