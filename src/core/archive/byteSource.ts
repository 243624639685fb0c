/** Random access to the bytes of a dump. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes, or fewer only where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Undoes zlib's compression of a stream. @throws where the stream is damaged or incomplete. */
export type Inflate = (compressed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
