import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import type { QualifyPage } from '../../core/qualify/page/page';
import { languageOf } from '../../core/report/words/languages';
import { usualQualifySeconds } from '../../engine/qualifying';
import { figuresPage, restoredFailure, restoredFigures } from '../../engine/restoredFigures';
import { inWindow, warn } from '../asking';
import { foundChecks } from '../checks/checksFolder';
import { columnsIn } from '../columnSettings';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { type RestoredTable, restoredTable, withRestored } from './restoredTable';

/** Shows rows, spread, constraints and checks of a restored table beside production’s. Only reads. */
export async function showFigures(services: UiServices, node: unknown): Promise<void> {
  await showFiguresOf(services, await restoredTable(services, node));
}

export async function showFiguresOf(
  services: UiServices,
  restored: Pick<RestoredTable, 'place' | 'table'> & {
    readonly database: Pick<RestoredTable['database'], 'name'>;
  },
): Promise<void> {
  const { profiles, tasks, pages } = services;
  const { table } = restored;
  const profile = await pickProduction(profiles, 'Beside which production?');
  const request = {
    ...{ table, live: await profiles.settings(profile), checks: await foundChecks() },
    ...{ seconds: usualQualifySeconds, personal: columnsIn('personalColumns', table) ?? [] },
  };
  const label = tableLabel(table);
  const found = await tasks.run(`Looking at the restored table ${label}`, (host) =>
    withRestored(restored, host, (scratch) => restoredFigures({ ...request, scratch }, host.work)),
  );
  const page = figuresPage(found, languageOf(vscode.env.language));
  await pages.preview(inWindow(`Restored: ${label}`), withPictures(page));
  const failure = restoredFailure(found.run);
  if (failure) {
    void warn(failure.message);
  }
}

/** Nothing is written for a page that is only looked at: its charts stand in it. */
function withPictures({ text, charts }: QualifyPage): string {
  return Object.entries(charts).reduce((page, [file, svg]) => {
    const data = Buffer.from(svg).toString('base64');
    return page.replace(`](${file})`, `](data:image/svg+xml;base64,${data})`);
  }, text);
}
