import { pickConnection } from '../connections/pickConnection';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { warn } from '../asking';

export async function removeConnection(services: UiServices, node: unknown): Promise<void> {
  const profile =
    subjectOf(node, 'connection')?.profile ??
    (await pickConnection(services.profiles.all(), 'Which connection is no longer needed?'));
  if (!profile) {
    return;
  }
  const answer = await warn(
    `Remove the connection “${profile.name}”?`,
    { modal: true, detail: 'Its password is forgotten too. The database itself is not touched.' },
    'Remove',
  );
  if (answer !== undefined) {
    await services.profiles.remove(profile);
  }
}
