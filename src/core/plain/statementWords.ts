const longestWord = 64;

/**
 * The words of one statement outside of strings and names, as far as psql looks at them: a routine's body
 * from BEGIN ATOMIC to its END may hold semicolons.
 */
export class StatementWords {
  /** How deep in parentheses the statement is at the moment. */
  parentheses = 0;
  private readonly first: string[] = [];
  private word = '';
  private length = 0;
  private bodies = 0;

  static isLetter(byte: number): boolean {
    const lower = byte | 0x20;
    return (lower >= 0x61 && lower <= 0x7a) || byte === 0x5f || byte >= 0x80;
  }

  get isInBody(): boolean {
    return this.bodies > 0;
  }

  /** Undefined for a byte that is part of a word; for any other the word that it ends, or ''. */
  add(byte: number): string | undefined {
    const isDigitOrDollar = (byte >= 0x30 && byte <= 0x39) || byte === 0x24;
    if (StatementWords.isLetter(byte) || (isDigitOrDollar && this.length > 0)) {
      if (this.length < this.longest) {
        this.word += String.fromCharCode(byte).toLowerCase();
      }
      this.length += 1;
      return undefined;
    }
    if (this.length === 0) {
      return '';
    }
    const { word } = this;
    this.word = '';
    this.length = 0;
    this.end(word);
    return word;
  }

  /** Of a statement that makes nothing no word matters but the letter before a string: `E'…'`. */
  private get longest(): number {
    const [first] = this.first;
    return first === undefined || first === 'create' ? longestWord : 2;
  }

  private end(word: string): void {
    if (this.first.length < 4) {
      this.first.push(word);
    }
    if (this.parentheses > 0 || this.first[0] !== 'create' || !this.isRoutine()) {
      return;
    }
    if (word === 'begin' || (word === 'case' && this.bodies > 0)) {
      this.bodies += 1;
    } else if (word === 'end' && this.bodies > 0) {
      this.bodies -= 1;
    }
  }

  private isRoutine(): boolean {
    return /^create (or replace )?(function|procedure)\b/.test(this.first.join(' '));
  }
}
