import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  type Appointment,
  type SampleRequest,
  anchorDay,
  appointmentCells,
  appointmentColumns,
  appointments,
  defaultSample,
} from '../../../src/sample/appointments';
import { copyLine } from '../../../src/core/archive/copyLine';

describe('the sample’s appointments', () => {
  const rows = [...appointments(defaultSample)];

  it('are the same for the same seed, on every machine', () => {
    // The kept dump holds these very rows: when this changes, it must be made anew.
    assert.equal(
      fingerprint(defaultSample),
      '07dbf9160dd603bf93edd831919e666b72046ba4174076d45abe8bb1092a36e7',
    );
  });

  it('are others for another seed', () => {
    assert.notEqual(fingerprint({ ...defaultSample, seed: 7 }), fingerprint(defaultSample));
  });

  it('are as many as asked for', () => {
    assert.equal(rows.length, 20_000);
    assert.equal([...appointments({ seed: 1, rows: 1234 })].length, 1234);
  });

  it('have ids that rise and leave more than half of the numbers unused', () => {
    const ids = rows.map(({ id }) => id);
    assert.ok(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id)));
    const filled = rows.length / (ids.at(-1) ?? 1);
    assert.ok(filled > 0.29 && filled < 0.5, String(filled));
  });

  it('are closed when they are past and open when they are to come, with few exceptions', () => {
    const open = (row: Appointment): boolean => ['EN_ATTENTE', 'CONFIRME'].includes(row.status);
    const past = rows.filter(({ date }) => date <= anchorDay);
    const toCome = rows.filter(({ date }) => date > anchorDay);
    assert.ok(share(past, open) < 0.1);
    assert.ok(share(toCome, open) > 0.8);
    assert.ok(toCome.length > 200);
    assert.ok(toCome.every(({ status }) => status !== 'HONORE'));
  });

  it('never lie before they were asked for', () => {
    assert.ok(rows.every(({ date, askedOn }) => date >= askedOn && date <= askedOn + 30));
  });

  it('have comments with everything that a tool may trip over', () => {
    const comments = rows.map(({ comment }) => comment);
    const filled = comments.filter((comment) => comment !== null);
    assert.ok(share(comments, (comment) => comment === null) > 0.4);
    assert.ok(share(comments, (comment) => comment === '') > 0.03);
    for (const awkward of ['é', "'", '"', '\n', '\r\n', '\t', '\\', '😀', '€', 'NULL', '\\N']) {
      assert.ok(
        filled.some((comment) => comment.includes(awkward)),
        awkward,
      );
    }
    assert.ok(filled.includes('\\N') && filled.includes('NULL'));
  });

  it('have a history for some of the cancelled ones only', () => {
    const recorded = rows.filter(({ cancellation }) => cancellation);
    assert.ok(recorded.length > 500 && recorded.length < 1500);
    assert.ok(recorded.every(({ status }) => status === 'ANNULE'));
  });

  it('do not get more history as the table grows', () => {
    let recorded = 0;
    for (const { cancellation } of appointments({ seed: 3, rows: 100_000 })) {
      recorded += cancellation ? 1 : 0;
    }
    assert.ok(recorded > 500 && recorded < 1500, String(recorded));
  });

  it('fill every column of the table', () => {
    assert.ok(rows.every((row) => appointmentCells(row).length === appointmentColumns.length));
    const slotted = rows.find(({ slot }) => slot);
    assert.ok(
      slotted && appointmentCells(slotted).every((cell, index) => index === 8 || cell !== null),
    );
  });
});

function fingerprint(request: SampleRequest): string {
  const hash = createHash('sha256');
  for (const row of appointments(request)) {
    hash.update(copyLine(appointmentCells(row)));
  }
  return hash.digest('hex');
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}
