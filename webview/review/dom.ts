interface ElementParts {
  readonly class?: string;
  /** Set as text, never as markup. */
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** An element with its parts and children; no markup is ever parsed. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parts: ElementParts = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (parts.class !== undefined) {
    made.className = parts.class;
  }
  if (parts.text !== undefined) {
    made.textContent = parts.text;
  }
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export type IconName =
  | 'archive'
  | 'arrow'
  | 'close'
  | 'down'
  | 'columns'
  | 'error'
  | 'filter'
  | 'info'
  | 'key'
  | 'list'
  | 'lock'
  | 'more'
  | 'paired'
  | 'pass'
  | 'refresh'
  | 'search'
  | 'stacked'
  | 'up'
  | 'warning';

const paths: Readonly<Record<IconName, string>> = {
  archive: 'M2 3h12v3H2zM3 6v7h10V6M6.5 8.5h3',
  arrow: 'M2.5 8h11M9.5 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M8 3v10M4 9l4 4 4-4',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  error: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6',
  filter: 'M2 3h12L9.5 8.5V13l-3-1.5v-3z',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.2v4M8 4.7v.8',
  key: 'M10.2 2a3.8 3.8 0 1 0 .1 7.6 3.8 3.8 0 0 0 0-7.6zM7.5 8.5 2 14M4 12l1.7 1.7',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  lock: 'M3.5 7.2h9v6.3h-9zM5.2 7V4.8a2.8 2.8 0 0 1 5.6 0V7',
  more: 'M3 7.5h1v1H3zM7.5 7.5h1v1h-1zM12 7.5h1v1h-1z',
  paired: 'M2 3h12v10H2zM8 3v10',
  pass: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.3 8.2l2 2 3.6-4.2',
  refresh: 'M13 3v3.5H9.5M12.8 6.3A5.2 5.2 0 1 0 13 9.5',
  search: 'M6.8 2.2a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zM10.2 10.2 14 14',
  stacked: 'M2 3h12v10H2zM2 8h12',
  up: 'M8 13V3M4 7l4-4 4 4',
  warning: 'M8 2 1.5 13.7h13zM8 6.5v3.4M8 11.2v.8',
};

/** A picture beside a word that says the same, and so hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', `icon ${name}`);
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
