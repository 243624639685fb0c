/** A drawing of its own ground, so that it can be read on a light page and on a dark one. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What it shows, in words, for whoever does not see it. */
  readonly description: string;
  readonly parts: readonly string[];
}

export function svg({ width, height, title, description, parts }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description)}</desc>`,
    `<style>${style}</style>`,
    hatching,
    `<rect class="ground" width="${width}" height="${height}" rx="4"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

export interface At {
  readonly x: number;
  readonly y: number;
}

export function label(
  text: string,
  { x, y }: At,
  anchor: 'start' | 'middle' | 'end' = 'start',
  of = 'text',
): string {
  return `<text class="${of}" x="${rounded(x)}" y="${rounded(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

export function bar(
  of: string,
  { x, y }: At,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  return `<rect class="${of}" x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}"/>`;
}

/** To a tenth: nobody sees more. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
  return text.replaceAll(/[&<>"]/g, (character) => `&${names[character] ?? ''};`);
}

const hatching =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="rest-ground" width="6" height="6"/><line class="rest-line" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>';

const style = [
  '.ground{fill:#fff;stroke:#d0d0d0}',
  'text{font:12px sans-serif;fill:#1f1f1f}',
  '.title{font-size:14px;font-weight:600}',
  '.small{font-size:11px;fill:#595959}',
  '.axis{stroke:#8a8a8a;fill:none}',
  '.backup{fill:none;stroke:#0b5cad;stroke-width:1.6}',
  '.live{fill:#9a9a9a}',
  '.dump{fill:#0b5cad}',
  '.done{fill:#1d7a3a}',
  '.rest{fill:url(#hatch);stroke:#9a5b00}',
  '.rest-ground{fill:#fff3e0}',
  '.rest-line{stroke:#9a5b00;stroke-width:2}',
  '@media (prefers-color-scheme: dark){',
  '.ground{fill:#1f1f1f;stroke:#4a4a4a}',
  'text{fill:#e6e6e6}',
  '.small{fill:#b5b5b5}',
  '.axis{stroke:#8a8a8a}',
  '.backup{stroke:#6cb6ff}',
  '.live{fill:#7d7d7d}',
  '.dump{fill:#6cb6ff}',
  '.done{fill:#57ab5a}',
  '.rest{stroke:#e0a458}',
  '.rest-ground{fill:#33281a}',
  '.rest-line{stroke:#e0a458}',
  '}',
].join('');
