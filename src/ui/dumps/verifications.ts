import * as vscode from 'vscode';
import {
  type DumpStamp,
  type KeptVerification,
  type KeptVerifications,
  keptVerification,
  verificationOf,
  withVerification,
} from '../../recovery/dumps/keptVerification';
import type { DumpVerification } from '../../recovery/dumps/verifyDump';

const key = 'verifiedDumps';

/** What reading dumps whole has shown, on this machine. */
export class Verifications implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  /** Undefined where the file was never read whole, or has changed since. */
  of(dump: DumpStamp): KeptVerification | undefined {
    return verificationOf(this.all(), dump);
  }

  /** What is then kept: it tells whether the dump was another one before. */
  async keep(dump: DumpStamp, verified: DumpVerification): Promise<KeptVerification | undefined> {
    const kept = keptVerification(dump, verified, new Date().toISOString());
    await this.state.update(key, withVerification(this.all(), kept));
    this.changed.fire();
    return this.of(dump);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private all(): KeptVerifications {
    return this.state.get<KeptVerifications>(key, []);
  }
}
