/** Base64 of the bytes. */
export function textOfBytes(bytes: Uint8Array): string {
  let characters = '';
  for (let at = 0; at < bytes.length; at += bytesAtOnce) {
    characters += String.fromCharCode(...bytes.subarray(at, at + bytesAtOnce));
  }
  return btoa(characters);
}

/** Undefined where the text is no base64. */
export function bytesOfText(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    return undefined;
  }
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** No call takes arguments without end. */
const bytesAtOnce = 8192;
