import { exportBackup } from '../../recovery/review/takeBackup';
import { chosen } from '../chosen';
import { saveAs } from '../review/exportFile';
import type { OpenIncident } from '../review/openIncident';
import type { UiServices } from '../services';
import { pickOne } from '../asking';

/** Writes the selected rows as the backup has them into a file: to be looked at, or inserted by hand. */
export async function exportSelected(incident: OpenIncident, services: UiServices): Promise<void> {
  const { session } = incident;
  const formats = [
    { label: 'CSV', description: 'NULL is nothing, an empty text is ""', format: 'csv' },
    { label: 'SQL', description: 'INSERTs in one transaction', format: 'sql' },
  ] as const;
  const title = 'Export the selected rows as the backup has them';
  const { format } = chosen(await pickOne(formats, { title }));
  const order = { format, time: new Date().toISOString(), tool: services.program().tool };
  await saveAs(
    `${session.comparison.identity.table.name}-backup.${format}`,
    (write, work) => exportBackup(order, session, write, work),
    incident,
    services,
  );
}
