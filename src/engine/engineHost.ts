import type { ReportLanguage } from '../core/report/words/languages';
import type { Work } from '../recovery/work';

/** What the engine cannot know of the program that it runs in. */
export interface Program {
  /** Its name and version, as plans and journals name it: `pra 0.1.0`. */
  readonly tool: string;
  /** Of whoever reads the scripts that it writes. */
  readonly language: ReportLanguage;
  /** The folder that the sample's dump lies in. */
  readonly mediaFolder: string;
  /** A pg_restore, or its folder, where another than the fittest one found is to serve. */
  readonly pgRestore: string | undefined;
  /** The folder of PostgreSQL's server programs, where none of the usual ones is to serve. */
  readonly postgresBinaries: string | undefined;
}

/** What every program gives the engine for one piece of work. */
export interface EngineHost {
  readonly work: Work;
  /** A line for the person who waits. */
  readonly say: (line: string) => void;
  readonly program: Program;
}
