const matching =
  /^rows (?:with (.+?) (?:from (.+?)(?: to before (.+?))?|before (.+?))(?:, |$))?(?:where ([^]+))?$/;

/** A scope as it was noted, in English: its names, bounds and condition stay as people wrote them. */
export function scopeInFrench(text: string): string {
  const [, keys] = /^the rows? of (\d+) keys?$/.exec(text) ?? [];
  if (keys !== undefined) {
    return keys === '1' ? 'la ligne d’une clé' : `les lignes de ${keys} clés`;
  }
  const [whole, column, from, to, before, condition] = matching.exec(text) ?? [];
  if (whole === undefined) {
    return text;
  }
  const end = to ?? before;
  const parts = [
    column !== undefined && ['avec', column, ...bounds(from, end)].join(' '),
    condition !== undefined && `où ${condition}`,
  ];
  return `lignes ${parts.filter((part) => part !== false).join(', ')}`;
}

function bounds(from: string | undefined, end: string | undefined): readonly string[] {
  return [
    ...(from === undefined ? [] : [end === undefined ? `à partir de ${from}` : `de ${from}`]),
    ...(end === undefined ? [] : [from === undefined ? `avant ${end}` : `jusqu’avant ${end}`]),
  ];
}
