/** The system's word for what went wrong with a file or a process, as `ENOENT`. */
export function errorCode(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** For what may not be there: the other value then; every other failure rises. */
export async function unlessMissing<T, U>(promise: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await promise;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return otherwise;
    }
    throw error;
  }
}
