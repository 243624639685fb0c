/** Words that English sentences can hardly do without, and that are none in French. */
const words =
  /\b(the|of|and|is|are|was|were|to|which|where|what|who|with|without|not|from|its|this|that|it|by|in|at|rows?|ago|now|found|left|restored|verified|password|host|user|name|needed)\b/i;

/** Paths, names with dots and underscores, addresses, SQL in capitals: the same in every language. */
const names = /\S*[/_@\\]\S*|\S+\.\S+|\b[A-Z]{2,}\b/g;

/** Of a text in French, the lines that are still English. */
export function englishIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => words.test(line.replaceAll(names, '')));
}
