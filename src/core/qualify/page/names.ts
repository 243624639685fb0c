const mostNamed = 6;

/** The first few of some names, each shown so. */
export function namesText(names: readonly string[], shown: (name: string) => string): string {
  const more = names.length > mostNamed ? ' …' : '';
  return `${names.slice(0, mostNamed).map(shown).join(', ')}${more}`;
}
