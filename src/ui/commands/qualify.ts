import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import type { Instants } from '../../core/dumpTime/zoneClock';
import type { Qualification } from '../../core/qualify/qualification';
import { languageOf } from '../../core/report/words/languages';
import { thisMachinesClock } from '../../engine/dumpRanking';
import type { EngineHost } from '../../engine/engineHost';
import { incidentToFreeze } from '../../engine/incidents';
import {
  keepQualification,
  qualify as qualified,
  type QualifyRequest,
  usualQualifySeconds,
} from '../../engine/qualifying';
import { foundChecks } from '../checks/checksFolder';
import { columnsIn } from '../columnSettings';
import { askDamageTime } from '../dumps/damageTime';
import { dumpCandidates } from '../dumps/pickRankedDump';
import { newIncidentFolder } from '../incidents/incidentFolders';
import { incidentToQualify } from '../incidents/underWay';
import { type QualifySubject, qualifySubject } from '../qualify/qualifySubject';
import { maskedIn } from '../review/masking';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { rowsReach } from '../settings';
import { subjectOf } from '../views/subject';
import { type RestoredTable, restoredTable, withRestored } from './restoredTable';

/**
 * Looks at a damaged table, for its incident or a new one, and shows the page about it. Of a scratch database: what was
 * restored is told beside production. Only reads.
 */
export async function qualify(services: UiServices, node: unknown): Promise<void> {
  if (subjectOf(node, 'scratchDatabase')) {
    await qualifyRestored(services, await restoredTable(services, node));
    return;
  }
  const subject = await qualifySubject(services, node);
  const damagedAt = await damageTime(subject);
  const found = await look(subject, services, (host, request) =>
    qualified({ ...request, damagedAt, scratch: undefined }, host.work),
  );
  await show(subject, found, services);
}

/** The same with the figures of a table that stands in scratch: to be read before anybody trusts it. */
export async function qualifyRestored(
  services: UiServices,
  restored: Pick<RestoredTable, 'place' | 'table'> & {
    readonly database: { readonly name: string };
  },
): Promise<void> {
  const { profiles } = services;
  const { table } = restored;
  const profile = await pickProduction(profiles, 'Beside which production?');
  const settings = await profiles.settings(profile);
  const subject = { settings, table, incident: await incidentToQualify(table, services) };
  const found = await look(subject, services, (host, request) =>
    withRestored(restored, host, (scratch) =>
      qualified({ ...request, damagedAt: undefined, scratch }, host.work),
    ),
  );
  await show(subject, found, services);
}

/** Asked where the incident does not know it yet. */
async function damageTime({ incident }: QualifySubject): Promise<Instants | undefined> {
  const entries = (await incident?.entries()) ?? [];
  const isKnown = entries.some((entry) => entry.step === 'opened' && entry.damagedAt !== undefined);
  return isKnown ? undefined : askDamageTime(thisMachinesClock());
}

type Asked = Omit<QualifyRequest, 'damagedAt' | 'scratch'>;

async function look(
  { settings: live, table, incident }: QualifySubject,
  services: UiServices,
  use: (host: EngineHost, request: Asked) => Promise<Qualification>,
): Promise<Qualification> {
  const request: Asked = {
    ...{ live, table, incident, seconds: usualQualifySeconds, masked: maskedIn },
    dumps: [...(await dumpCandidates(services, table)).keys()],
    checks: await foundChecks(),
    personal: columnsIn('personalColumns', table) ?? [],
  };
  return services.tasks.run(`Qualifying ${tableLabel(table)}`, (host) => use(host, request));
}

/** A new incident is opened only once there is something to keep in it. */
async function show(
  { incident, table }: QualifySubject,
  found: Qualification,
  services: UiServices,
): Promise<void> {
  const language = languageOf(vscode.env.language);
  const dir = await newIncidentFolder(table, new Date());
  const folder = incident ?? (await incidentToFreeze({ dir, rows: rowsReach() }));
  const { file } = await keepQualification(folder, found, { language });
  services.incidents.refresh();
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.file(file));
}
