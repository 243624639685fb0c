import { aligned, asIs, printable } from './text';

/** A page as a terminal shows it: without its marks and the links to its queries, tables in columns. */
export function pageText(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !/^[|\s-]*$/.test(line) || line === '')
    .map((line) => (line.startsWith('| ') ? tableLine(line) : asIs(printable(withoutMarks(line)))))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

function tableLine(line: string): string {
  const cells = line
    .replaceAll(/^\| | \|$/g, '')
    .split(' | ')
    .map((cell) => asIs(withoutMarks(cell)));
  // The last one names the query.
  return aligned([cells.slice(0, -1)]);
}

function withoutMarks(text: string): string {
  return text
    .replaceAll(/ ?\[Q\d+\]\(#q\d+\)/g, '')
    .replaceAll('**', '')
    .replace(/^#+ /, '')
    .replaceAll(/\\([\\`*_<>[\]|#])/g, '$1');
}
