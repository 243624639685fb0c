import assert from 'node:assert/strict';
import { FaultProxy } from '../../support/faultProxy';
import { apply, type Scene, shortPatience } from '../apply/scene';

/** Every planned row is another's by now: what they hold tells nothing of who wrote them before. */
export const overwritten = `
  delete from metier.rdv where id between 10 and 19 or id > 200;
  update metier.rdv set statut = 'PRIS', vu = null where id between 30 and 49`;

/** Cuts the connection at the COMMIT of the apply; the tool cannot ask what became of it. */
export async function cutAtCommit(incident: Scene, fate: 'cut' | 'cut-unanswered'): Promise<void> {
  const proxy = await FaultProxy.start(incident.live);
  let isOver = false;
  proxy.expect(({ text }) => {
    const isCommit = !isOver && text === 'commit';
    isOver ||= isCommit;
    return isCommit ? fate : isOver ? 'cut' : 'pass';
  });
  const patience = { ...shortPatience, settle: 300 };
  const { outcome } = await apply({ ...incident, live: proxy.settings }, { patience });
  await proxy.close();
  assert.equal(outcome, 'unknown');
}
