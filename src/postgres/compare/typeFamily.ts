/** The narrowest built-in type that holds the values of both sides without changing them. */
export function familyOf(backup: string | undefined, live: string | undefined): string | undefined {
  const families = [
    ['int2', 'int4'],
    ['int2', 'int4', 'int8'],
    ['varchar', 'text'],
  ];
  const family = families.find((types) =>
    [backup, live].every((type) => type !== undefined && types.includes(type)),
  );
  return family?.at(-1) ?? (backup === live ? live : undefined);
}
