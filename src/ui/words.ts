export { ageText } from '../core/ageText';
export { sizeText } from '../core/sizeText';
export { count, counted, shownName, wordFor } from '../core/words';
