import type { Session } from '../connection/session';

/**
 * Seconds that a session of a snapshot may say nothing before its server ends it: a program that was
 * killed, or a machine that went away or to sleep, is not to hold back production's vacuum for longer.
 */
export const longestSilence = 5 * 60;

/**
 * Speaks with the sessions of a snapshot that have nothing to do, as those of the side that is read first
 * and waits for the other: their server hears several times within the silence that it allows that somebody
 * is still there. Whoever begins it ends it.
 */
export class KeepAlive {
  private readonly timer: NodeJS.Timeout;

  /** @param silence Seconds that the server allows. */
  constructor(sessions: () => readonly Session[], silence = longestSilence) {
    this.timer = setInterval(
      () => {
        for (const session of sessions().filter(({ isQuiet }) => isQuiet)) {
          // Of a connection that is lost whoever asks next is told.
          session.query('select').catch(() => undefined);
        }
      },
      (silence * 1000) / 4,
    );
    this.timer.unref();
  }

  end(): void {
    clearInterval(this.timer);
  }
}
