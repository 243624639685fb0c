// What core uses of the platform, in every runtime the same. Neither Node's nor the DOM's types.
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(
    encoding?: string,
    options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
  );
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** Base64, to and from texts of which each character is one byte. */
declare function btoa(bytes: string): string;
/** Throws where the text is no base64. */
declare function atob(text: string): string;
