import type * as vscode from 'vscode';
import type { Program } from '../engine/engineHost';
import type { TokenStore } from '../recovery/ports/freezer';
import type { Profiles } from './connections/profiles';
import type { DumpContentsReader } from './dumps/dumpContents';
import type { DumpFolders } from './dumps/dumpFolders';
import type { Verifications } from './dumps/verifications';
import type { FrozenTables } from './freeze/frozenTables';
import type { IncidentList } from './incidents/incidentList';
import type { Reports } from './report/reports';
import type { RunningSteps } from './review/runningSteps';
import type { Tasks } from './tasks';
import type { TextPages } from './textPages';

/** What the composition root gives to commands, views and the review. */
export interface UiServices {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly profiles: Profiles;
  readonly frozen: FrozenTables;
  /** Those of frozen tables that the window keeps; incidents have theirs, too. */
  readonly tokens: TokenStore;
  readonly dumpFolders: DumpFolders;
  readonly dumpContents: DumpContentsReader;
  readonly verifications: Verifications;
  readonly pages: TextPages;
  readonly reports: Reports;
  readonly tasks: Tasks;
  readonly incidents: IncidentList;
  readonly running: RunningSteps;
  /** With the settings as they are at this moment. */
  readonly program: () => Program;
  /** Draws all views anew. */
  readonly refresh: () => void;
  readonly onDidRefresh: vscode.Event<void>;
}
