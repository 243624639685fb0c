import { RecoveryError } from '../errors';
import { shortHash } from '../shortHash';
import { type ReportLanguage, reportLanguages } from './words/languages';
import type { ReportWords } from './words/words';

/** What only people know. Each has a part of the report that is theirs. */
export const ownPartNames = [
  ...(['what-happened', 'qualification', 'left', 'decisions'] as const),
  ...(['causes', 'actions', 'lessons'] as const),
];

export type OwnPart = (typeof ownPartNames)[number];

/** Before each line that says what is to be filled in; such lines are not kept. */
const pen = '> ✎ ';
/** The same once the incident is closed: nobody said it. */
const unsaid = '> – ';

/** What an own part asks for, and whether that is told already. */
export interface Asked {
  readonly name: OwnPart;
  readonly own: string;
  readonly isTold: boolean;
}

/** An own part that nobody has written in yet. */
export function ownPart(
  { name, own, isTold }: Asked,
  { isClosed }: { readonly isClosed: boolean },
  { notNoted }: Pick<ReportWords, 'notNoted'>,
): readonly string[] {
  const line = isClosed ? `${unsaid}${notNoted(own)}` : `${pen}${own}`;
  return [`<!-- pra:own ${name} -->`, '', ...(isTold ? [] : [line, '']), '<!-- pra:end -->', ''];
}

/** With a last line by which it is known again, and what people change in it outside of their parts. */
export function sealedReport(text: string, language: ReportLanguage): string {
  return `${text.trimEnd()}\n\n<!-- pra:report ${language} ${sealOf(text)} -->\n`;
}

/** The language that a report was written in; undefined where it is none of ours. */
export function languageOfReport(text: string): ReportLanguage | undefined {
  const found = sealLine.exec(text)?.[1];
  return reportLanguages.find((language) => language === found);
}

/**
 * The new report with what people wrote into their parts of the old one.
 * @throws {RecoveryError} `report-edited` where they wrote elsewhere in it, too, or it is none of ours.
 */
export function withOwnParts(fresh: string, old: string | undefined): string {
  if (old === undefined || old.trim() === '') {
    return fresh;
  }
  const text = old.replaceAll('\r\n', '\n');
  if (sealLine.exec(text)?.[2] !== sealOf(text)) {
    throw new RecoveryError(
      'report-edited',
      'report.md was changed outside of the parts that are yours, and is left as it is.',
      {
        hint: 'Rename it, write the report again, and move your text into the parts that are yours.',
        ways: ['write-report'],
      },
    );
  }
  const written = new Map([...text.matchAll(part)].map(([, name, content]) => [name, content]));
  return fresh.replace(part, (whole, name: string) => {
    const own = withoutInvitation(written.get(name) ?? '');
    return own === '' ? whole : `<!-- pra:own ${name} -->\n\n${own}\n\n<!-- pra:end -->`;
  });
}

const part = /<!-- pra:own ([\w-]+) -->\n([\s\S]*?)<!-- pra:end -->/g;
const sealLine = /<!-- pra:report (\w+) ([0-9a-f]{8}) -->/;

function withoutInvitation(content: string): string {
  return content
    .split('\n')
    .filter((line) => ![pen, unsaid].some((mark) => line.startsWith(mark.trim())))
    .join('\n')
    .trim();
}

/** The same however an editor lays out a table or breaks a line, and whatever the own parts hold. */
function sealOf(text: string): string {
  const ours = text.replace(sealLine, '').replace(part, '$1');
  return shortHash(ours.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ').trim());
}
