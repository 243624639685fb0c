import type { RowGroup } from '../../src/protocol/groups';
import type { ColumnLook } from '../../src/protocol/cells';
import type { RowFilter, RowFlag } from '../../src/protocol/shown';
import type { ReviewState, ReviewStatus, Step } from '../../src/protocol/state';
import { banner } from './banner';
import type { BannerAction } from './bannerModel';
import { element } from './dom';
import { empty } from './empty';
import type { FindActs } from './finding/findActs';
import { findBars } from './finding/findBars';
import type { MenuAct } from './finding/takeMenu';
import { findFromAnywhere } from './finding/pageKeys';
import { keepingFocus, moveBetweenParts } from './focus';
import { footer } from './footer';
import { header } from './header';
import type { Part } from './part';
import { lackingNote } from './lackingNote';
import { more } from './more';
import { positionLine } from './positionLine';
import { progressLine } from './progress';
import { type Rail, rail } from './rail/rail';
import { chartPart } from './chart/chart';
import type { Masking } from './columns/masked';
import type { ChooseActs } from './choosing/chooseActs';
import { type RulesMenu, rulesMenu } from './choosing/rulesMenu';
import { readingNotes } from './readingNotes';
import { filterBar } from './filters/filterBar';
import { shownRows } from './state/counts';
import type { View, ViewTab } from './state/view';
import { structureNote } from './structureNote';
import { panelId, tabBar, tabId } from './tabs';
import type { Texts } from './texts';

/** What the operator can do outside the grid. */
export interface PageIntents {
  readonly tab: (tab: ViewTab) => void;
  /** Whether only the columns that differ are shown. */
  readonly changedOnly: (on: boolean) => void;
  /** Whether only some rows are shown. */
  readonly filter: (filter: RowFilter) => void;
  /** Only the rows of the group, or again all. */
  readonly filterGroup: (group: RowGroup) => void;
  /** All rows of the group, in or out. */
  readonly selectGroup: (group: RowGroup) => void;
  /** The histogram of another column; `count`: production is asked. */
  readonly chart: (column: number, count: boolean) => void;
  readonly foldChart: (folded: boolean) => void;
  /** All rows that are shown, however many. */
  readonly selectShown: () => void;
  /** How many differences have the flag. */
  readonly countFlag: (flag: RowFlag) => Promise<number>;
  readonly finding: FindActs;
  readonly menu: (act: MenuAct) => void;
  readonly look: (look: ColumnLook) => void;
  readonly masking: Masking;
  readonly step: (step: Step) => void;
  /** What the host does by itself. */
  readonly ask: (method: 'cancel' | 'compareStructure' | 'chooseIgnored') => void;
  readonly allowDeletes: (allowed: boolean) => void;
  readonly selectNothing: () => void;
  readonly chosen: Pick<ChooseActs, 'rules' | 'takeBack'>;
  /** The answer to whether the whole tab is meant. */
  readonly selectTab: (yes: boolean) => void;
  /** Brings rows of another table, by their place among those that are lacking. */
  readonly bring: (parents: number) => void;
  readonly banner: (action: BannerAction) => void;
}

/** The rows in the middle of the page. */
interface Rows {
  readonly element: HTMLElement;
  readonly show: (view: View) => void;
}

export interface Page {
  show(view: View): void;
}

/** Puts the parts of the page in their order, around the grid. */
export function composePage(texts: Texts, grid: Rows, intents: PageIntents): Page {
  const made = partsOf(texts, intents);
  const { top, notes, built, lacking, progress, news, tabs, groups, finding, filters } = made;
  const { chart, none, menu, position, bottom } = made;
  const rows = rowsPanel(grid.element, none.element);
  const upper = [top, notes, built, lacking];
  const above = element('div', { class: 'above' }, ...upper.map((part) => part.element));
  const ahead = [above, ...[progress, news, tabs].map((part) => part.element)];
  const narrowing = element('div', { class: 'narrowing' }, finding.element, filters.element);
  const column = [narrowing, chart.element, rows, position.element];
  const parts = [...ahead, groups.element, ...column, bottom.element];
  lay({ ahead, beside: groups.element, column, bottom: bottom.element });
  const around = [built, lacking, news, tabs, groups, finding, filters, chart];
  moveBetweenParts([...around.map((part) => part.element), rows, bottom.element]);
  keepSelectAllFromVsCode();
  findFromAnywhere(intents.finding);
  const draw = (view: View): void => {
    const ofView = [news, tabs, groups, finding, filters, chart, menu, position, none, made.rules];
    for (const part of ofView) {
      part.show(view);
    }
    for (const part of [...upper, bottom]) {
      part.show(view.review);
    }
    progress.show(view.review.status);
    grid.element.hidden = (shownRows(view) ?? 0) === 0;
    rows.setAttribute('aria-labelledby', tabId(view.tab));
    grid.show(view);
  };
  return {
    show(view) {
      const draws = (): void => {
        draw(view);
      };
      keepingFocus(draws, parts, [rows, bottom.element, tabs.element]);
    },
  };
}

function rowsPanel(...parts: readonly HTMLElement[]): HTMLElement {
  const attributes = { role: 'tabpanel', id: panelId };
  return element('div', { class: 'rows', attributes }, ...parts);
}

interface Layout {
  readonly ahead: readonly HTMLElement[];
  readonly beside: HTMLElement;
  readonly column: readonly HTMLElement[];
  readonly bottom: HTMLElement;
}

function lay({ ahead, beside, column, bottom }: Layout): void {
  const middle = element('div', { class: 'column' }, ...column);
  document.body.replaceChildren(
    element(
      'main',
      { class: 'review', attributes: { 'aria-labelledby': 'heading' } },
      ...ahead,
      element('div', { class: 'middle' }, beside, middle),
      bottom,
    ),
  );
}

interface Parts {
  readonly top: Part<ReviewState>;
  /** How it was compared. */
  readonly notes: Part<ReviewState>;
  /** How the table is built on both sides. */
  readonly built: Part<ReviewState>;
  /** What must be brought before some rows can be. */
  readonly lacking: Part<ReviewState>;
  readonly progress: Part<ReviewStatus>;
  readonly news: Part<View>;
  readonly tabs: Part<View>;
  readonly finding: Part<View>;
  readonly groups: Rail;
  readonly filters: Part<View>;
  readonly chart: Part<View>;
  /** In place of the rows. */
  readonly none: Part<View>;
  readonly menu: Part<View>;
  readonly position: Part<View>;
  readonly rules: RulesMenu;
  readonly bottom: Part<ReviewState>;
}

function partsOf(texts: Texts, intents: PageIntents): Parts {
  const { allowDeletes: onAllowDeletes, changedOnly: onChangedOnly, filter: onFilter } = intents;
  const rules = rulesMenu(texts, intents.chosen);
  const menu = more({
    ...{ texts, onChangedOnly, onAllowDeletes },
    rules: rules.folded,
    onAct: intents.menu,
    onFindStale: () => {
      intents.step('findStale');
    },
  });
  const { selectGroup: onSelect, filterGroup: onFilterGroup } = intents;
  const groups = rail({ texts, onSelect, onFilter: onFilterGroup });
  return {
    top: header(texts, () => {
      intents.step('refresh');
    }),
    notes: readingNotes(texts),
    built: structureNote({
      texts,
      onAsk: intents.ask,
    }),
    lacking: lackingNote({ texts, onFilter, onBring: intents.bring }),
    progress: progressLine(texts, () => {
      intents.ask('cancel');
    }),
    news: banner({ texts, onAction: intents.banner }),
    tabs: tabBar({
      ...{ texts, onTab: intents.tab, onChangedOnly, onFilter },
      ...{ countFlag: intents.countFlag, groups: groups.opener },
      ...{ countFlag: intents.countFlag, onLook: intents.look, onMasking: intents.masking },
    }),
    finding: findBars(texts, intents),
    groups,
    filters: filterBar({ texts, onFilter, onSelect: intents.selectShown }),
    chart: chartPart({ texts, onFilter, onChart: intents.chart, onFold: intents.foldChart }),
    none: empty(texts, intents),
    menu,
    position: positionLine(texts, {
      ...{ menu: menu.element, onAnswer: intents.selectTab, onBring: intents.bring },
    }),
    rules,
    bottom: footer({
      ...{ texts, onAllowDeletes, rules: rules.element },
      onStep: intents.step,
      onSelectNothing: intents.selectNothing,
    }),
  };
}

/**
 * VS Code answers Ctrl+A with `execCommand('selectAll')`, whatever the page has prevented, unless the key
 * never reaches the window.
 */
function keepSelectAllFromVsCode(): void {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}
