/**
 * Undoes the compression of a whole stream, which must be one from its first byte to its last. Gives no
 * empty pieces.
 * `onUnchecked` is called where it carries no checksum of its content.
 * @throws {RecoveryError} `dump-truncated`, `dump-damaged`; failures of the source as they are.
 */
export type Decompress = (
  compressed: AsyncIterable<Uint8Array>,
  onUnchecked?: () => void,
) => AsyncGenerator<Uint8Array>;

/** `zlib` is what custom archives hold where they say gzip; `gzip` is a file. */
export type Decompressors = Readonly<Record<'zlib' | 'gzip' | 'lz4' | 'zstd', Decompress>>;
