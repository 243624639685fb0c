import type { English } from './french/french';

/** Says things in the operator's language and manner. */
export interface Texts<Text extends string = English> {
  /**
   * The text, with each `{name}` replaced; numbers are grouped. Of `{name:row|rows}` the first stands where the
   * language speaks of that number as of one.
   */
  say(english: Text, values?: Readonly<Record<string, string | number>>): string;
  /** BCP 47, of dates and numbers. */
  readonly locale: string;
  count(value: number): string;
  /** `18 Nov 02:00`, with the year where it is not this one. */
  moment(iso: string): string;
  /** `11:26` */
  clock(iso: string): string;
  /** `18 Nov 23:41:07`, as {@link moment}. */
  instant(iso: string): string;
}

/** @param translations English text → the operator's; what is missing stays English. */
export function textsIn(
  locale: string,
  translations: Readonly<Record<string, string>>,
): Texts<string> {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const count = (value: number): string =>
    numbers.format(value).replaceAll(/[,.\u202f]/g, '\u00a0');
  const format = (iso: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { hourCycle: 'h23', ...options }).format(new Date(iso));
  return {
    locale,
    count,
    say(english, values = {}) {
      const text = translations[english] ?? english;
      const filled = (placeholder: string, name: string, one?: string, many = ''): string => {
        const value = values[name];
        if (typeof value !== 'number') {
          return value ?? placeholder;
        }
        return one === undefined ? count(value) : plural.select(value) === 'one' ? one : many;
      };
      return text.replaceAll(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, filled);
    },
    moment(iso) {
      const sameYear = new Date(iso).getFullYear() === new Date().getFullYear();
      const day = format(iso, {
        day: 'numeric',
        month: 'short',
        ...(sameYear ? {} : { year: 'numeric' }),
      });
      return `${day} ${this.clock(iso)}`;
    },
    clock: (iso) => format(iso, { hour: '2-digit', minute: '2-digit' }),
    instant(iso) {
      const seconds = String(new Date(iso).getSeconds()).padStart(2, '0');
      return `${this.moment(iso)}:${seconds}`;
    },
  };
}
