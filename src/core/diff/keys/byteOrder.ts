/** The order of the UTF-8 bytes, as `COLLATE "C"` sorts. JavaScript's `<` is the order of UTF-16 units. */
export function compareInByteOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) {
      return inByteOrder(left) - inByteOrder(right);
    }
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above all of the basic plane: moved behind U+FFFF. */
function inByteOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2000 + 0x10000 : unit;
}
