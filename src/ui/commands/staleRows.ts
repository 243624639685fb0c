import type { CountedValues } from '../../core/review/chart/countedValues';
import { compareStale, countBy, findStale, type StaleOrder } from '../../engine/staleRows';
import type { ComparedAgain } from '../../recovery/review/compareStaleRows';
import type { OpenIncident } from '../review/openIncident';
import { comparedProduction } from '../review/production';
import type { UiServices } from '../services';
import { longestSnapshot } from '../settings';
import { count, counted, wordFor } from '../words';

/** Looks which rows are no longer as compared in production; the review marks them. */
export async function findStaleRows(incident: OpenIncident, services: UiServices): Promise<void> {
  const order = await orderOf(incident, services);
  const { rows, stale } = await incident.run(
    'findStale',
    'Looking for stale rows',
    async (host) => {
      const found = await findStale(order, host);
      await incident.reopen(host.work);
      return found;
    },
  );
  await incident.say(
    stale === 0
      ? `${counted(rows, 'row')} looked at: production is as it was compared.`
      : `${counted(stale, 'row')} of ${count(rows)} moved on in production since ${wordFor(stale, 'it was', 'they were')} compared.`,
  );
}

/** Takes over what the stale rows are in production now, and leaves every other as it is. */
export async function compareStaleRows(
  incident: OpenIncident,
  services: UiServices,
): Promise<void> {
  const order = await orderOf(incident, services);
  const title = 'Comparing the stale rows again';
  const now = await incident.run('compareStale', title, async (host) => {
    const compared = await compareStale(order, host);
    await incident.reopen(host.work);
    return compared;
  });
  await sayCompared(incident, now);
}

/** Production's rows by a compared column, as they are now. */
export async function countProduction(
  column: number,
  incident: OpenIncident,
  services: UiServices,
): Promise<CountedValues | undefined> {
  const order = await orderOf(incident, services);
  return services.tasks.run('Counting rows in production', (host) => countBy(column, order, host));
}

/** Both, one after the other: rows that production has no longer as compared are shown as they are now. */
export async function refreshRows(incident: OpenIncident, services: UiServices): Promise<void> {
  const order = await orderOf(incident, services);
  const title = 'Comparing again what has moved on';
  const { rows, now } = await incident.run('refresh', title, async (host) => {
    const found = await findStale(order, host);
    try {
      const compared = found.stale > 0 ? await compareStale(order, host) : undefined;
      return { rows: found.rows, now: compared };
    } finally {
      await incident.reopen(host.work);
    }
  });
  if (now) {
    await sayCompared(incident, now);
  } else {
    await incident.say(`${counted(rows, 'row')} looked at: production is as it was compared.`);
  }
}

async function sayCompared(incident: OpenIncident, now: ComparedAgain): Promise<void> {
  const { missing, changed, extra, equal, stale } = now;
  await incident.say(
    `${counted(missing + changed + extra + equal, 'stale row')} compared again; ${count(equal)} ${wordFor(equal, 'differs', 'differ')} no longer.`,
  );
  if (stale > 0) {
    incident.warn(
      `${counted(stale, 'row')} can only be compared with the whole table: several rows of production have ${wordFor(stale, 'its', 'their')} key now.`,
    );
  }
}

async function orderOf(incident: OpenIncident, services: UiServices): Promise<StaleOrder> {
  const { settings, moved } = await comparedProduction(incident, services.profiles);
  return {
    ...{ incident: incident.folder, live: settings, moved },
    longestSnapshot: longestSnapshot(),
  };
}
