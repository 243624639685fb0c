import { HostFailure, type HostConnection } from '../../src/protocol/connect';
import type { Method, Params, Result } from '../../src/protocol/messages';
import type { ShownCount } from '../../src/protocol/shown';
import type { Failure } from './state/view';

/** Puts the review's requests to the host, so that none fails unseen. */
export class Asking {
  private readonly latest = new Map<string, object>();

  constructor(
    private readonly host: HostConnection,
    private readonly onFailure: (failure: Failure) => void,
  ) {}

  ask<M extends Method>(
    method: M,
    params: Params<M>,
    answered: (result: Result<M>) => void = () => undefined,
  ): void {
    this.host.request(method, params).then(answered, (error: unknown) => {
      this.failed(error, 'request');
    });
  }

  /** How many rows are shown. The answer is let go where `purpose` has asked again meanwhile. */
  count(
    purpose: 'show' | 'filter' | 'select',
    params: Params<'count'>,
    answered: (count: ShownCount) => void,
  ): void {
    this.latest.set(purpose, params);
    this.ask('count', params, (count) => {
      if (this.latest.get(purpose) === params) {
        answered(count);
      }
    });
  }

  /** The answer itself; whoever waits for it hears of a failure. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.host.request(method, params);
  }

  failed(error: unknown, during: Failure['during']): void {
    if (!(error instanceof HostFailure)) {
      throw error;
    }
    const { code } = error.wire;
    // Outdated rows: the new comparison is on its way. Cancelled: the operator knows.
    if (code !== 'outdated' && code !== 'cancelled') {
      this.onFailure({ error: error.wire, during });
    }
  }
}
