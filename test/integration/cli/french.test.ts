import assert from 'node:assert/strict';
import path from 'node:path';
import { pra, praJson, temporaryFolder } from './pra';

const folder = temporaryFolder();
const inFrench = { LC_ALL: 'fr_FR.UTF-8' };
/** Sentences of ours; what PostgreSQL and the system say stays theirs. */
const english =
  /\b(the|with|which|rows|written|planned|compared|missing|changed|cannot|nothing)\b/i;

describe('pra in French', () => {
  it('helps', async () => {
    const { status, stdout } = await pra(['--help'], inFrench);
    assert.equal(status, 0);
    assert.match(stdout, /^Utilisation\u00a0: pra COMMANDE \[OPTIONS\]$/m);
    assert.match(stdout, /^ {2}undo +Rend les lignes corrigées/m);
    assert.match(stdout, /Code de retour\u00a0: 0 fait/);
    const asked = await pra(['recover', '--help', '--lang', 'fr']);
    assert.match(asked.stdout, /--keep +Garde la base de travail/);
  });

  it('says what is wrong with a call, and what was meant', async () => {
    const { status, stderr } = await pra(['retsore'], inFrench);
    assert.equal(status, 2);
    assert.equal(
      stderr,
      'pra n’a pas de commande « retsore ».\nVouliez-vous dire pra restore ?\n'.replaceAll(
        / (?=[»?])|(?<=«) /g,
        '\u00a0',
      ),
    );
    const lang = await pra(['toc', 'x', '--lang', 'de']);
    assert.equal(lang.stderr, '--lang takes en or fr.\n');
  });

  it('says that a server cannot be reached, and what to look at', async () => {
    const nowhere = 'host=127.0.0.1 port=1 user=u dbname=d';
    const words = ['activity', '--live', nowhere, '--table', 'a.b'];
    const { status, stderr } = await pra(words, inFrench);
    assert.equal(status, 5);
    assert.match(stderr, /^Connexion impossible à u@127\.0\.0\.1:1\/d\u00a0: /);
    assert.match(
      stderr,
      /\nVérifiez l’adresse, le port, le nom de la base, et que le serveur tourne\./,
    );
  });

  it('leaves JSON as it is', async () => {
    const missing = path.join(folder(), 'none.dump');
    const [french, plain] = await Promise.all([
      praJson(['toc', missing], inFrench),
      praJson(['toc', missing]),
    ]);
    assert.deepEqual(french.json, plain.json);
    assert.match(french.error.message, /there is no such file/);
  });

  it('leads the sample incident to its end, without a word of English', async () => {
    const variables = { ...inFrench, PRA_HOME: path.join(folder(), 'home') };
    const dir = path.join(folder(), 'sample');
    const { status, stdout, stderr } = await pra(
      ['sample', 'recover', '--rows', '4000', '--undo', '--dir', dir],
      variables,
    );
    await pra(['sample', 'stop', '--dir', dir], variables);
    await pra(['scratch', 'stop'], variables);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^1\. La production d’une mairie tourne/);
    assert.match(stdout, /^5\. Répétée en .*\u00a0s puis annulée\u00a0: /m);
    assert.match(stdout, /^7\. Prouvé\u00a0: /m);
    assert.match(stdout, /^8\. Annulée en /m);
    assert.deepEqual(
      // Names of files are the same in any language.
      stdout.split('\n').filter((line) => english.test(line.replaceAll(/\/\S+/g, ''))),
      [],
    );
  });
});
