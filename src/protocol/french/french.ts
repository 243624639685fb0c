import { columnsFrench } from './columns';
import { chartFrench } from './chart';
import { filtersFrench } from './filters';
import { findingFrench } from './finding';
import { footerFrench } from './footer';
import { gridFrench } from './grid';
import { groupsFrench } from './groups';
import { headerFrench } from './header';
import { marksFrench } from './marks';
import { menuFrench } from './menu';
import { newsFrench } from './news';
import { notesFrench } from './notes';
import { rulesFrench } from './rules';
import { tabsFrench } from './tabs';

/** A text of the review, as the webview says it: each has its French, or does not compile. */
export type English = keyof typeof french;

/** The review's texts in French, by their English. What stands in braces is replaced in both. */
export const french = {
  ...headerFrench,
  ...notesFrench,
  ...newsFrench,
  ...tabsFrench,
  ...filtersFrench,
  ...chartFrench,
  ...findingFrench,
  ...groupsFrench,
  ...gridFrench,
  ...marksFrench,
  ...columnsFrench,
  ...footerFrench,
  ...rulesFrench,
  ...menuFrench,
} as const;

/** The texts in the language, by their English; none where there are only these. */
export function textsOf(locale: string): Readonly<Record<string, string>> {
  return /^fr\b/i.test(locale) ? french : {};
}
