import assert from 'node:assert/strict';
import {
  childrenLost,
  givenBackTexts,
  type GivenBack,
  notAsTheyWere,
} from '../../../src/core/correction/keptChildren';
import {
  agreedText,
  type ChildrenConsent,
  childrenText,
  type LostChildren,
} from '../../../src/core/correction/lostChildren';
import { foundChildrenTexts } from '../../../src/core/correction/provedChildren';
import { DriftedRowsError } from '../../../src/core/correction/refusal';
import { foreseenSentences } from '../../../src/core/incident/foreseen';
import { inLanguage, sentences } from '../../../src/french/sentences';

const french = inLanguage('fr-FR');
const child = { schema: 'metier', name: 'pieces' };
const deletes: ChildrenConsent = { constraint: 'fk', child, action: 'delete', rows: 0 };
const lost: LostChildren = {
  ...deletes,
  ...{ when: 'delete', written: 0, givenBack: true, own: false },
};
const givenBack: GivenBack = { child, rows: 0, otherwise: 0, triggers: [] };
const found = { child, equal: 0, missing: 0, changedByOthers: 0, otherwise: 0 };
const nothing = {
  ...{ triggers: [], below: [], outside: [], unread: [], dynamic: [], publications: [] },
};

/** Sentences of so many rows. */
function saidOf(rows: number): readonly string[] {
  const drifted = Array.from({ length: rows }, () => ({ key: ['1'], found: 'gone' as const }));
  return [
    ...childrenLost([{ ...deletes, rows }], []),
    ...childrenLost([{ ...deletes, action: 'set to null', rows }], []),
    ...givenBackTexts([{ ...givenBack, rows }]),
    ...notAsTheyWere([{ ...givenBack, rows, otherwise: rows }]),
    ...foundChildrenTexts([{ ...found, rows, equal: rows }]),
    ...foundChildrenTexts([{ ...found, rows, missing: rows }]),
    childrenText({ ...lost, rows, written: rows, further: { child, rows } }),
    childrenText({ ...lost, rows, written: rows, when: 'update', action: 'set to null' }),
    agreedText({ ...deletes, rows }),
    new DriftedRowsError(drifted).message,
    ...foreseenSentences({ insert: rows, update: 0, delete: 0 }, nothing).slice(0, 1),
  ];
}

describe('Sentences with a number', () => {
  it('speak of one row as of one', () => {
    assert.deepEqual(saidOf(1), [
      '1 row of metier.pieces stays deleted: it went with deleted rows.',
      '1 row of metier.pieces stays changed: what it referred to was deleted.',
      'Given back: 1 row of metier.pieces.',
      '1 row of metier.pieces came back otherwise than it was: triggers rewrote it.',
      '1 row of metier.pieces was given back: it is as it was.',
      'Of 1 row of metier.pieces that was given back, as it was: 0; missing: 1; changed by others since: 0; otherwise: 0.',
      'Deleting 1 row would also delete 1 row of metier.pieces, and with them 1 row of metier.pieces.',
      'Updating 1 row would also change 1 row of metier.pieces (references set to null).',
      'Agreed to was 1.',
      'Of the planned rows, 1 gone since they were compared.',
      'The whole correction of 1 row is made in production and rolled back.',
    ]);
  });

  it('speak of several as of several', () => {
    assert.deepEqual(saidOf(1200), [
      '1,200 rows of metier.pieces stay deleted: they went with deleted rows.',
      '1,200 rows of metier.pieces stay changed: what they referred to was deleted.',
      'Given back: 1,200 rows of metier.pieces.',
      '1,200 rows of metier.pieces came back otherwise than they were: triggers rewrote them.',
      '1,200 rows of metier.pieces were given back: each is as it was.',
      'Of 1,200 rows of metier.pieces that were given back, as they were: 0; missing: 1200; changed by others since: 0; otherwise: 0.',
      'Deleting 1,200 rows would also delete 1,200 rows of metier.pieces, and with them 1,200 rows of metier.pieces.',
      'Updating 1,200 rows would also change 1,200 rows of metier.pieces (references set to null).',
      'Agreed to were 1,200.',
      'Of the planned rows, 1200 gone since they were compared.',
      'The whole correction of 1,200 rows is made in production and rolled back.',
    ]);
  });

  it('do so in French', () => {
    assert.deepEqual(saidOf(1).map(french), [
      '1 ligne de metier.pieces reste supprimée\u00a0: elle est partie avec des lignes supprimées.',
      '1 ligne de metier.pieces reste modifiée\u00a0: ce à quoi elle renvoyait a été supprimé.',
      'Rendu\u00a0: 1 ligne de metier.pieces.',
      '1 ligne de metier.pieces est revenue autrement qu’elle n’était\u00a0: des déclencheurs l’ont réécrite.',
      '1 ligne de metier.pieces a été rendue\u00a0: elle est comme elle était.',
      'Sur 1 ligne de metier.pieces rendue, comme elle était\u00a0: 0\u00a0; manquante\u00a0: 1\u00a0; modifiée par d’autres depuis\u00a0: 0\u00a0; autrement\u00a0: 0.',
      'Supprimer 1 ligne, ce serait aussi supprimer 1 ligne de metier.pieces, et avec elle 1 ligne de metier.pieces.',
      'Modifier 1 ligne, ce serait aussi changer 1 ligne de metier.pieces (références mises à NULL).',
      'Il était convenu de 1.',
      'Parmi les lignes du plan, depuis la comparaison\u00a0: 1 disparue.',
      'Toute la correction de 1 ligne est faite en production, puis annulée.',
    ]);
    assert.deepEqual(saidOf(2).map(french), [
      '2 lignes de metier.pieces restent supprimées\u00a0: elles sont parties avec des lignes supprimées.',
      '2 lignes de metier.pieces restent modifiées\u00a0: ce à quoi elles renvoyaient a été supprimé.',
      'Rendu\u00a0: 2 lignes de metier.pieces.',
      '2 lignes de metier.pieces sont revenues autrement qu’elles n’étaient\u00a0: des déclencheurs les ont réécrites.',
      '2 lignes de metier.pieces ont été rendues\u00a0: chacune est comme elle était.',
      'Sur 2 lignes de metier.pieces rendues, comme elles étaient\u00a0: 0\u00a0; manquantes\u00a0: 2\u00a0; modifiée par d’autres depuis\u00a0: 0\u00a0; autrement\u00a0: 0.',
      'Supprimer 2 lignes, ce serait aussi supprimer 2 lignes de metier.pieces, et avec elles 2 lignes de metier.pieces.',
      'Modifier 2 lignes, ce serait aussi changer 2 lignes de metier.pieces (références mises à NULL).',
      'Il était convenu de 2.',
      'Parmi les lignes du plan, depuis la comparaison\u00a0: 2 disparues.',
      'Toute la correction de 2 lignes est faite en production, puis annulée.',
    ]);
  });

  it('have no noun in French that goes with several only', () => {
    const many =
      /\{\d\} (?:lignes|tables|clés|valeurs|colonnes|fichiers|octets|sauvegardes|contraintes)\b(?![^{]*\})/;
    /** Never of one, or with a sentence of its own for one. */
    const ofMany =
      /^(At most|A set of|.* a text of|.* too many for|\{1\} rows\/s|\{1\} tables$|the rows of)/;
    assert.deepEqual(
      Object.entries(sentences).filter(
        ([english, said]) => many.test(said) && !ofMany.test(english),
      ),
      [],
    );
  });
});
