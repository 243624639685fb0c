/** What the page beside the views shows. It decides nothing: the host sends a report, it sends back intents. */
export type Report = TrustReport | VolumeReport;

/** What speaks for something (good) or against it, and what one only has to know (plain). */
export type FactKind = 'good' | 'warn' | 'bad' | 'plain';

export interface ReportFact {
  readonly name: string;
  readonly value: string;
  readonly kind: FactKind;
}

/** How far a dump can be relied on. */
export interface TrustReport {
  readonly kind: 'trust';
  readonly locale: string;
  /** What the page says, by its English; what is missing stays English. */
  readonly texts: Readonly<Record<string, string>>;
  /** Of the file or folder, without where it is. */
  readonly name: string;
  readonly path: string;
  /** Somebody has read it whole, with whatever outcome. */
  readonly isVerified: boolean;
  readonly verdict: { readonly text: string; readonly kind: FactKind };
  readonly facts: readonly ReportFact[];
}

/** The rows of a table in one dump after another, and in production. */
export interface VolumeReport {
  readonly kind: 'volumes';
  readonly locale: string;
  /** As of a trust report. */
  readonly texts: Readonly<Record<string, string>>;
  readonly table: string;
  /** Where the most rows went; undefined where they never became fewer. */
  readonly fall: VolumeFall | undefined;
  readonly lines: readonly VolumeLine[];
}

/** By the places of the lines. */
export interface VolumeFall {
  readonly rows: number;
  readonly before: number;
  readonly after: number;
}

export interface VolumeLine {
  /** Of a dump local, without a zone; of production with it. */
  readonly time: string;
  /** The dump's or the connection's name. */
  readonly name: string;
  readonly standing: 'verified' | 'not verified' | 'damaged' | 'production';
  readonly rows: number | undefined;
  /** Since the line before that has rows. */
  readonly change: number | undefined;
  /** Why there are no rows. */
  readonly problem: string | undefined;
}

export type ReportIntent =
  /** The page is there and has nothing to show yet. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'verifyDump' }
  | { readonly kind: 'recoverTable' }
  /** Of the dump in a line of the volumes. */
  | { readonly kind: 'showTrust'; readonly line: number };

export interface ReportMessage {
  readonly kind: 'report';
  readonly report: Report;
}

/** Undefined for what no page of ours sends. */
export function readReportIntent(message: unknown): ReportIntent | undefined {
  const { kind, line } = (message ?? {}) as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'ready':
    case 'verifyDump':
    case 'recoverTable':
      return { kind };
    case 'showTrust':
      return typeof line === 'number' && Number.isInteger(line) && line >= 0
        ? { kind, line }
        : undefined;
    default:
      return undefined;
  }
}
