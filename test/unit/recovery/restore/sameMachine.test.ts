import assert from 'node:assert/strict';
import {
  refuseProductionsOwnDisk,
  type SameMachineRequest,
  type ThisMachine,
} from '../../../../src/recovery/restore/sameMachine';

const machine: ThisMachine = {
  isHere: (host) => Promise.resolve(host === 'localhost'),
  ownsPort: (port) => Promise.resolve(port === 7777),
  freeBytes: () => Promise.resolve(100e9),
};

function request(
  host: string,
  port: number,
  more: Partial<SameMachineRequest>,
): SameMachineRequest {
  const tls = { mode: 'disable' } as const;
  const live = { host, port, database: 'd', user: 'u', password: undefined, tls };
  return { live, needed: 10e9, reserve: 20e9, allowed: false, ...more };
}

async function refusal(asked: SameMachineRequest): Promise<string> {
  try {
    await refuseProductionsOwnDisk(machine, asked);
    return '';
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'production-on-this-machine');
    return (error as Error).message;
  }
}

describe('A restore into the private server', () => {
  it('is free where production is on another machine, or is one of our own servers', async () => {
    assert.equal(await refusal(request('db.example', 5432, {})), '');
    assert.equal(await refusal(request('localhost', 7777, {})), '');
  });

  it('is refused beside production until the operator allows it', async () => {
    assert.match(await refusal(request('localhost', 5432, {})), /on this very machine/);
    assert.equal(await refusal(request('localhost', 5432, { allowed: true })), '');
  });

  it('is refused beside production where too little disk would stay, allowed or not', async () => {
    const full = { needed: 90e9, allowed: true };
    assert.match(
      await refusal(request('localhost', 5432, full)),
      /100\.0 GB are free, up to 90\.0 GB needed, 20\.0 GB are to stay/,
    );
  });
});
