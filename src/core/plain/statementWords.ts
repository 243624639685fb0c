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
    if (StatementWords.isLetter(byte) || (isDigitOrDollar && this.word !== '')) {
      if (this.word.length < longestWord) {
        this.word += String.fromCharCode(byte).toLowerCase();
      }
      return undefined;
    }
    const { word } = this;
    this.word = '';
    if (word !== '') {
      this.end(word);
    }
    return word;
  }

  private end(word: string): void {
    if (this.first.length < 4) {
      this.first.push(word);
    }
    if (this.parentheses > 0 || !this.isRoutine()) {
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
