/** Random access to bytes. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes, or fewer only where they end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The bytes of a dump, or of a part of one. */
export interface DumpBytes extends Pick<ByteSource, 'read'> {
  /** Undefined where only reading to the end tells. */
  readonly size: number | undefined;
}

/** Whoever opened it closes it. */
export interface OpenBytes extends DumpBytes {
  close(): Promise<void>;
}

/** The `length` bytes of a dump from `start` on. */
export function slice(source: DumpBytes, start: number, length: number): DumpBytes {
  return {
    size: length,
    read: (offset, wanted) =>
      source.read(start + offset, Math.max(0, Math.min(wanted, length - offset))),
  };
}
