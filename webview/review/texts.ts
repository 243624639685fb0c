// Where all parts of the page look for it; the host says things in the same way.
export { type Texts, textsIn } from '../../src/protocol/texts';
