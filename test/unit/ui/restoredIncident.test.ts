import assert from 'node:assert/strict';
import { restoredIncident } from '../../../src/ui/review/restoredIncident';
import { reviewTitle } from '../../../src/ui/review/reviewTitle';
import { identity } from '../../support/planned';

const name = '2026-11-19-metier.demandes_rdv';
const known = [`/srv/mairie/pra/${name}`, `/srv/archives/pra/${name}`];

describe('A review after a reload of the window', () => {
  it('finds its own incident where two folders have the same name', () => {
    for (const incident of known) {
      assert.equal(restoredIncident({ version: 4, incident, view: {} }, known), incident);
    }
  });

  it('finds none where it kept none, or one that this workspace does not have', () => {
    const others = [undefined, null, 'text', {}, { incident: 7 }, { incident: '/etc' }];
    for (const kept of [...others, { incident: `/srv/pra/${name}` }]) {
      assert.equal(restoredIncident(kept, known), undefined);
    }
  });
});

describe('The title of a review', () => {
  const dump = { path: '/srv/mairie.dump', createdAt: '2026-11-18T02:00:00', sha256: undefined };

  it('says which table, from which moment to production', () => {
    const title = (locale: string): string => reviewTitle({ dump, identity }, locale);
    assert.equal(title('en-GB'), 'demandes_rdv: 18 Nov 02:00 → production');
    assert.equal(title('fr'), 'demandes_rdv: 18 nov. 02:00 → production');
  });

  it('names the dump where nobody knows when it was made', () => {
    const undated = { ...dump, createdAt: '' };
    const title = reviewTitle({ dump: undated, identity }, 'en');
    assert.equal(title, 'demandes_rdv: mairie.dump → production');
  });
});
