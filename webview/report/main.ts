import type { Report, ReportIntent, ReportMessage } from '../../src/protocol/report';
import { textsIn } from '../review/texts';
import './report.css';
import { trustCard } from './trustCard';
import { volumeHistory } from './volumeHistory';

/** VS Code gives this to every webview, once. */
declare function acquireVsCodeApi(): { postMessage(intent: ReportIntent): void };

const vscode = acquireVsCodeApi();
const send = (intent: ReportIntent): void => {
  vscode.postMessage(intent);
};

window.addEventListener('message', ({ data }: MessageEvent<ReportMessage>) => {
  show(data.report);
});
send({ kind: 'ready' });

function show(report: Report): void {
  document.documentElement.lang = report.locale;
  const texts = textsIn(report.locale, report.texts);
  document.body.replaceChildren(
    report.kind === 'trust' ? trustCard(report, texts, send) : volumeHistory(report, texts, send),
  );
}
