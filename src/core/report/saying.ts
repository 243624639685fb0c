import type { Moments } from './moments';
import type { ReportWords } from './words/words';

/** In which words, and by whose clock, something is told. */
export interface Saying {
  readonly words: ReportWords;
  readonly moments: Moments;
}
