import type { TocEntry } from '../archive/contents';
import { tableOf } from '../archive/tables';
import { identifier as name, unquoted } from '../sql/identifier';
import type { ReplacedCollation, RestorePlan } from './plan';

const setCompression = new RegExp(
  String.raw`^ALTER (?:FOREIGN )?TABLE (?:ONLY )?(?:${name}\.)?${name} ALTER COLUMN ${name} SET COMPRESSION (\w+);\n?`,
  'gm',
);
const collateBuiltIn = new RegExp(String.raw`\bCOLLATE pg_catalog\.(${name})`, 'g');

/** The ways of compressing values that the plan's columns ask for. */
export function compressionsIn(plan: RestorePlan): readonly string[] {
  return found(plan, setCompression);
}

/** The collations of the server itself that the plan's definitions name. */
export function collationsIn(plan: RestorePlan): readonly string[] {
  return found(plan, collateBuiltIn).map(unquoted);
}

/** Values are then compressed in the server's own way, which nobody sees. */
export function withoutCompressions(plan: RestorePlan, missing: readonly string[]): RestorePlan {
  const without = (text: string): string =>
    text.replaceAll(setCompression, (statement, method: string) =>
      missing.includes(method) ? '' : statement,
    );
  return missing.length === 0
    ? plan
    : rewritten(
        plan,
        without,
        `The scratch server cannot compress values by ${missing.join(', ')}: it compresses them in its own way.`,
      );
}

/** Such a collation makes no two different texts equal: another order changes no row. */
export function withCollationC(plan: RestorePlan, missing: readonly string[]): RestorePlan {
  const without = (text: string): string =>
    text.replaceAll(collateBuiltIn, (clause, written: string) =>
      missing.includes(unquoted(written)) ? 'COLLATE pg_catalog."C"' : clause,
    );
  return missing.length === 0
    ? plan
    : {
        ...rewritten(plan, without, collationSentence(missing)),
        collations: plan.preData.flatMap((entry) => collationsOfTable(entry, missing)),
      };
}

/** pg_dump writes a column a line: its name, its type, and then its collation. */
const collatedColumn = new RegExp(
  String.raw`^ {4}(${name}) [^\n"']*? COLLATE pg_catalog\.(${name})`,
  'gm',
);

function collationsOfTable(
  entry: TocEntry,
  missing: readonly string[],
): readonly ReplacedCollation[] {
  if (entry.desc !== 'TABLE') {
    return [];
  }
  return Array.from(entry.definition.matchAll(collatedColumn), ([, column = '', written = '']) => ({
    table: tableOf(entry),
    ...{ column: unquoted(column), collation: unquoted(written) },
  })).filter(({ collation }) => missing.includes(collation));
}

/** The same name, but the order of "C". */
export function withCollationsRedefined(
  plan: RestorePlan,
  missing: readonly TocEntry[],
): RestorePlan {
  const redefined = (text: string): string =>
    missing.some(({ definition }) => definition === text)
      ? text.replace(/\(.*\);/s, "(provider = libc, locale = 'C');")
      : text;
  const names = missing.map(({ namespace = '', tag }) => `${namespace}.${tag}`);
  return missing.length === 0 ? plan : rewritten(plan, redefined, collationSentence(names));
}

function collationSentence(missing: readonly string[]): string {
  const [one, are] = missing.length === 1 ? ['collation', 'is'] : ['collations', 'are'];
  return `The ${one} ${missing.join(', ')} ${are} not on the scratch server: “C” stands in for it. Rows are the same; the order of texts is not.`;
}

function found({ preData, postData }: RestorePlan, pattern: RegExp): readonly string[] {
  const names = [...preData, ...postData].flatMap(({ definition }) =>
    Array.from(definition.matchAll(pattern), ([, captured = '']) => captured),
  );
  return [...new Set(names)];
}

function rewritten(
  plan: RestorePlan,
  rewrite: (definition: string) => string,
  sentence: string,
): RestorePlan {
  const changed = new Map<TocEntry, TocEntry>();
  for (const entry of [...plan.preData, ...plan.postData]) {
    const definition = rewrite(entry.definition);
    if (definition !== entry.definition) {
      changed.set(entry, { ...entry, definition });
    }
  }
  const current = (entry: TocEntry): TocEntry => changed.get(entry) ?? entry;
  return {
    ...plan,
    preData: plan.preData.map(current),
    postData: plan.postData.map(current),
    optional: new Set(Array.from(plan.optional, current)),
    rewritten: [...plan.rewritten, sentence],
    warnings: [...plan.warnings, sentence],
  };
}
