import assert from 'node:assert/strict';
import path from 'node:path';
import { small } from '../apply/fileScene';
import { apply, newFolder, removeFolders, scene } from '../apply/scene';
import { pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

describe('pra, where another folder has applied the same plan', () => {
  after(removeFolders);

  it('leaves the undo to that folder, before and after it is asked for', async () => {
    const incident = await scene(small);
    await apply(incident);
    const other = await newFolder(incident.stored.plan);
    const home = { PRA_HOME: path.join(folder(), 'home') };
    const words = [other, '--live', uri(incident.live), '--confirm', small.table];
    const again = await pra(['apply', ...words], home);
    assert.equal(again.status, 0, again.stderr);
    assert.match(again.stdout, /Already applied: nothing was written\./);
    assert.match(again.stdout, /not this folder that wrote it: undo it where it was applied\./);
    assert.doesNotMatch(again.stdout, /pra undo/);
    const { status, error } = await praJson(['undo', ...words], home);
    assert.equal(status, 3);
    assert.equal(error.code, 'not-applied');
    assert.match(error.message, /hold the corrected values, but it was not this folder/);
    assert.match(error.hint ?? '', /undo\.sql/);
  });
});
