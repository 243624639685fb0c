/** Any object's fields may be looked at; each is checked where it is used. */
export type UncheckedFields = Readonly<Record<string, unknown>>;

/** The fields of an object that was written as JSON; none where the text is cut, or of something else. */
export function fieldsIn(text: string): UncheckedFields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as UncheckedFields) : {};
  } catch (error) {
    if (error instanceof SyntaxError) {
      return {};
    }
    throw error;
  }
}
