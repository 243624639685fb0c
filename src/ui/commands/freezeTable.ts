import path from 'node:path';
import { tableLabel } from '../../core/catalog/table';
import { gapSentence } from '../../core/freeze/freeze';
import { freeze } from '../../engine/freezing';
import type { FreezeResult } from '../../recovery/freeze/freezeTable';
import { chosen } from '../chosen';
import { despiteBlockers } from '../freeze/despiteBlockers';
import { type TableSubject, tableSubject } from '../incidents/tableSubject';
import { incidentOfTable } from '../incidents/underWay';
import { lookForFrozen } from '../freeze/lookForFrozen';
import { placeLines } from '../freeze/placeLines';
import type { UiServices } from '../services';
import { askText, inform, warn } from '../asking';

/** Has production refuse all writes to a table but those of its recovery, once the operator has confirmed it. */
export async function freezeTable(services: UiServices, node: unknown): Promise<void> {
  const subject = await withIncident(await tableSubject(services, node), services);
  const { profile, settings: live, table, incident } = subject;
  const reason = await askReason(subject);
  await confirm(subject, reason);
  const order = { live, table, incident, reason, owner: undefined, secrets: services.tokens };
  const title = `Freezing ${tableLabel(table)}`;
  const result = await despiteBlockers(subject, services, () =>
    services.tasks.run(title, async ({ work }) => {
      const done = await freeze(order, work);
      await lookForFrozen(profile, services, work);
      return done;
    }),
  );
  services.refresh();
  tell(result, services);
}

/** A table that is frozen by itself is frozen for its incident, where there is one. */
async function withIncident(subject: TableSubject, services: UiServices): Promise<TableSubject> {
  return { ...subject, incident: subject.incident ?? (await incidentOfTable(subject, services)) };
}

async function askReason({ table }: TableSubject): Promise<string> {
  const needed = 'Whoever is refused reads it: say why.';
  const typed = await askText({
    title: `Freeze ${tableLabel(table)}`,
    prompt: 'The reason, which production tells everybody whose write it refuses',
    validateInput: (text) => (text.trim() === '' ? needed : undefined),
  });
  return chosen(typed).trim();
}

async function confirm(subject: TableSubject, reason: string): Promise<void> {
  const { incident } = subject;
  const detail = [
    ...placeLines(subject),
    ...(incident ? [`Incident: ${path.basename(incident.path)}`] : []),
    `Reason: ${reason}`,
    '',
    'From then on every write to it is refused, also those of its owner and of superusers; reads go on.',
    'Only corrections of this installation are let through.',
    'It stays frozen until somebody unfreezes it, also when this window is closed.',
  ].join('\n');
  const question = `Freeze in production, ${tableLabel(subject.table)}?`;
  chosen(await warn(question, { modal: true, detail }, 'Freeze'));
}

function tell({ outcome, frozen, notices }: FreezeResult, { log }: UiServices): void {
  const label = tableLabel(frozen.table);
  const sentence = outcome === 'frozen' ? `${label} is frozen.` : `${label} is frozen whole again.`;
  const notes = [...notices, ...frozen.gaps.map(gapSentence)];
  notes.forEach((note) => {
    log.warn(note);
  });
  void inform([sentence, ...notes]);
}
