import * as vscode from 'vscode';
import type { ListedDump } from '../../engine/dumpListing';
import type { DumpVerification } from '../../recovery/dumps/verifyDump';

/** What reading a dump whole has shown, as long as the file is the same. */
export interface Verification {
  readonly ok: boolean;
  /** ISO 8601. */
  readonly at: string;
  /** Why it cannot be trusted. */
  readonly problem: string | undefined;
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly rows: number | undefined;
  }[];
  readonly size: number;
  readonly modifiedAt: number;
}

const key = 'verifications';
const mostKept = 500;

export class Verifications implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  /** Undefined where the file was never read whole, or has changed since. */
  of({ path, bytes, modifiedAt }: ListedDump): Verification | undefined {
    const found = this.all()[path];
    return found?.size === bytes && found.modifiedAt === modifiedAt ? found : undefined;
  }

  async keep({ path, bytes, modifiedAt }: ListedDump, verified: DumpVerification): Promise<void> {
    const { ok, error, tables } = verified;
    const verification: Verification = {
      ...{ ok, problem: error?.message, tables },
      ...{ at: new Date().toISOString(), size: bytes, modifiedAt },
    };
    const others = Object.entries(this.all()).filter(([file]) => file !== path);
    const kept = [...others, [path, verification] as const].slice(-mostKept);
    await this.state.update(key, Object.fromEntries(kept));
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private all(): Readonly<Record<string, Verification>> {
    return this.state.get<Readonly<Record<string, Verification>>>(key, {});
  }
}
