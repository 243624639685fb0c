import { parseLocalTime } from '../dumpTime/localTime';
import type { ZoneClock } from '../dumpTime/zoneClock';
import type { ReportWords } from './words/words';

/** Moments as a report writes them, by the clocks of one zone. */
export class Moments {
  constructor(
    private readonly clock: ZoneClock,
    private readonly words: ReportWords,
  ) {}

  /** `10 March 2026, 14:02`; of an interval its two ends. Another text as it is. */
  full(time: string): string {
    return time
      .split('/')
      .map((end) => {
        const shown = this.shown(end);
        return shown === undefined
          ? end
          : this.words.moment(this.words.date(...dateOf(shown)), shown.slice(11, 16));
      })
      .join(' – ');
  }

  /** The second of two moments, without its day where that is the first’s, too. */
  until(from: string, to: string): string {
    const isSameDay = this.short(from).slice(0, 10) === this.short(to).slice(0, 10);
    return isSameDay ? this.ofDay(to) : this.full(to);
  }

  /** `2026-03-10 14:02:05` */
  short(time: string): string {
    return this.shown(time)?.replace('T', ' ') ?? time;
  }

  /** `14:02` */
  ofDay(time: string): string {
    return this.shown(time)?.slice(11, 16) ?? time;
  }

  /** `3 d 4 h`, `1 h 05 min`, `38 min`, `12 s`; undefined where one of them is no moment, or the second the earlier. */
  between(from: string, to: string): string | undefined {
    const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
    return seconds >= 0 ? this.lasting(seconds) : undefined;
  }

  lasting(seconds: number): string {
    const { days, hours, minutes, seconds: second } = this.words.units;
    const whole = Math.floor(seconds);
    const [d, h, m] = [86_400, 3600, 60].map((unit) => Math.floor(whole / unit)) as [
      number,
      number,
      number,
    ];
    if (whole < 60) {
      return `${this.words.decimal(Math.floor(seconds * 10) / 10)} ${second}`;
    }
    if (d > 0) {
      return `${d} ${days} ${h % 24} ${hours}`;
    }
    return h > 0
      ? `${h} ${hours} ${String(m % 60).padStart(2, '0')} ${minutes}`
      : `${m} ${minutes}`;
  }

  /** What the clocks show; a time that names no zone is as it is written. */
  private shown(time: string): string | undefined {
    if (!/(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(time) || /^\d{4}-\d\d-\d\d$/.test(time)) {
      return parseLocalTime(time.length === 10 ? `${time} 00:00` : time);
    }
    const instant = Date.parse(time);
    return Number.isNaN(instant) ? undefined : this.clock.shownAt(instant);
  }
}

function dateOf(shown: string): [year: number, month: number, day: number] {
  const [year = 0, month = 1, day = 1] = shown.slice(0, 10).split('-').map(Number);
  return [year, month, day];
}
