import { userInfo } from 'node:os';

/** Who runs the program; empty where a container runs it under a number that no account has. */
export function ownUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
