import path from 'node:path';
import type { QualifyPage } from '../core/qualify/page/page';
import { makeFolder, writeDurably } from '../files/durableFile';

/** Where a page is to be, and what its charts are named after. */
export interface PagePlace {
  readonly file: string;
  readonly name: string;
}

export function pagePlace(file: string): PagePlace {
  const resolved = path.resolve(file);
  return { file: resolved, name: path.parse(resolved).name };
}

/** With its charts in a folder beside it; another of that name is written over. */
export async function writePage({ file }: PagePlace, page: QualifyPage): Promise<void> {
  const { dir } = path.parse(file);
  await makeFolder(path.join(dir, 'charts'), 0o777);
  for (const [chart, text] of Object.entries(page.charts)) {
    await writeDurably({ path: path.join(dir, chart), mode: 0o666 }, [text]);
  }
  await writeDurably({ path: file, mode: 0o666 }, [page.text]);
}
