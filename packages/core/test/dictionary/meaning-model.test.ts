/** A model of the person's own: chosen, made ready, in use, gone back from, and failing. */
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeaningHit } from '@mirubato/domain/dictionary';
import { unwrap } from '@mirubato/domain/problem';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MeaningModelState } from '../../src/client/client.ts';
import { createMeaningModelFile } from '../../src/dictionary/meaning-model-file.ts';
import { createMeanings, type Meanings, type MeaningsOptions } from '../../src/dictionary/meanings.ts';
import { encoderFile, readLookUp } from '../../src/dictionary/read-terms.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { modelFolder } from './sentence-models.ts';

const lookUp = await readLookUp();
const terms = lookUp.terms().slice(0, 300);
const QUERY = 'getting slower little by little';
const MEMORY = { memoryBytes: 400 * 1024 ** 2 };

function meaningsOf(options: Partial<MeaningsOptions> = {}): Meanings {
  const meanings = createMeanings(async () => ({ ...lookUp, terms: () => terms }), {
    encoderFile: encoderFile(),
    // However busy the machine is.
    patienceMs: 60_000,
    ...options,
  });
  onTestFinished(() => meanings.close());
  return meanings;
}

/** Which encoder answers is told by what it answers. */
async function answerOf(meanings: Meanings): Promise<(string | number)[][]> {
  const hits: readonly MeaningHit[] = await meanings.similar(QUERY, 'en', 5);
  return hits.map(({ term, likeness }) => [term.id, likeness]);
}

async function answerWith(folder?: string): Promise<(string | number)[][]> {
  const meanings = meaningsOf();
  if (folder !== undefined) unwrap(await meanings.model.choose(folder, 'en'));
  await meanings.ready('en');
  return answerOf(meanings);
}

const builtInAnswer = await (async () => {
  const meanings = createMeanings(async () => ({ ...lookUp, terms: () => terms }), {
    encoderFile: encoderFile(),
  });
  await meanings.ready('en');
  const answer = await answerOf(meanings);
  await meanings.close();
  return answer;
})();

/** Those of the processes that run a model. */
async function modelProcesses(pids: readonly number[]): Promise<number[]> {
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8')));
  return pids.filter((_, at) => commands[at]?.includes('model-process'));
}

describe('a model is chosen', () => {
  it('42.12 what answers goes on until it is ready, with a count, and then it answers', async () => {
    const meanings = meaningsOf();
    await meanings.ready('en');
    expect(await meanings.model.state()).toEqual({ state: 'built-in' });
    const folder = await modelFolder();
    expect(unwrap(await meanings.model.choose(folder, 'en'))).toEqual({
      state: 'indexing',
      folder,
      done: 0,
      total: 0,
    });
    expect(await answerOf(meanings)).toEqual(builtInAnswer);
    const counts = new Set<number>();
    let state: MeaningModelState;
    do {
      state = await meanings.model.state();
      if (state.state === 'indexing' && state.total > 0) {
        expect(state.done).toBeLessThan(state.total);
        counts.add(state.done);
      }
      await new Promise(setImmediate);
    } while (state.state === 'indexing');
    expect(counts.size).toBeGreaterThan(10);
    expect(state).toEqual({ state: 'in-use', folder });
    const answer = await answerOf(meanings);
    expect(answer).toHaveLength(5);
    expect(answer).not.toEqual(builtInAnswer);
  });

  it('42.12 a second one takes over from the first, which answers until then', async () => {
    const [first, second] = [await modelFolder(), await modelFolder({ model: 'sentence' })];
    const maxPooled = await modelFolder({ files: { '1_Pooling/config.json': '{"pooling_mode":"max"}' } });
    const [firstAnswer, thirdAnswer] = [await answerWith(first), await answerWith(maxPooled)];
    expect(firstAnswer).not.toEqual(thirdAnswer);
    const meanings = meaningsOf();
    unwrap(await meanings.model.choose(first, 'en'));
    await meanings.ready('en');
    unwrap(await meanings.model.choose(maxPooled, 'en'));
    expect(await answerOf(meanings)).toEqual(firstAnswer);
    await meanings.ready('en');
    expect(await answerOf(meanings)).toEqual(thirdAnswer);
    // The same model in another form gives the same order.
    unwrap(await meanings.model.choose(second, 'en'));
    await meanings.ready('en');
    expect((await answerOf(meanings)).map(([id]) => id)).toEqual(firstAnswer.map(([id]) => id));
  });

  it('42.12 going back cuts it off at any time, and leaves nothing', async () => {
    const cacheFolder = await temporaryFolder();
    const meanings = meaningsOf({ cacheFolder });
    const folder = await modelFolder();
    const choosing = meanings.model.choose(folder, 'en');
    expect(await meanings.model.goBack()).toEqual({ state: 'built-in' });
    expect(unwrap(await choosing)).toEqual({ state: 'built-in' });

    unwrap(await meanings.model.choose(folder, 'en'));
    expect(await meanings.model.goBack()).toEqual({ state: 'built-in' });
    unwrap(await meanings.model.choose(folder, 'en'));
    await meanings.ready('en');
    expect((await stat(join(cacheFolder, 'own-model', 'embeddings-en.bin'))).size).toBeGreaterThan(1000);
    expect(await meanings.model.goBack()).toEqual({ state: 'built-in' });
    expect(await answerOf(meanings)).toEqual(builtInAnswer);
    await expect(stat(join(cacheFolder, 'own-model'))).rejects.toThrow('ENOENT');
  });

  it('42.12 choosing another while one is looked at cuts off the first', async () => {
    const meanings = meaningsOf();
    const [first, second] = [await modelFolder(), await modelFolder()];
    const [one, two] = await Promise.all([
      meanings.model.choose(first, 'en'),
      meanings.model.choose(second, 'en'),
    ]);
    expect(unwrap(one)).not.toMatchObject({ folder: first });
    expect(unwrap(two)).toMatchObject({ folder: second });
  });
});

describe('a model fails', () => {
  it('42.13 one that is refused changes nothing', async () => {
    const meanings = meaningsOf();
    const good = await modelFolder();
    unwrap(await meanings.model.choose(good, 'en'));
    await meanings.ready('en');
    const answer = await answerOf(meanings);
    const refused = await meanings.model.choose(await modelFolder({ model: 'constant' }), 'en');
    expect(refused).toMatchObject({ ok: false, problem: { code: 'model-unfit' } });
    expect(await meanings.model.state()).toEqual({ state: 'in-use', folder: good });
    expect(await answerOf(meanings)).toEqual(answer);
  });

  it('42.13 one that ends in use is done without, and the reason is told', async () => {
    const warnings: string[] = [];
    const log = { info() {}, error() {}, warn: (_: object, message: string) => warnings.push(message) };
    const onChange = vi.fn();
    const meanings = meaningsOf({ limits: MEMORY, log, onChange });
    const folder = await modelFolder({ model: 'greedy' });
    unwrap(await meanings.model.choose(folder, 'en'));
    await meanings.ready('en');
    expect(await answerOf(meanings)).not.toEqual(builtInAnswer);
    onChange.mockClear();
    // Signs have a token each: 120 to the fourth power are 800 MB.
    await meanings.similar(`slow${'!?'.repeat(58)}`, 'en', 5);
    await vi.waitFor(
      async () =>
        expect(await meanings.model.state()).toEqual({
          state: 'failed',
          folder,
          problem: { code: 'model-failed', detail: expect.stringContaining('too much memory') },
        }),
      60_000,
    );
    expect(await answerOf(meanings)).toEqual(builtInAnswer);
    expect(warnings).toEqual(['the dictionary is searched without the chosen model']);
    expect(onChange).toHaveBeenCalled();
    // It can be tried again.
    expect(unwrap(await meanings.model.choose(folder, 'en'))).toMatchObject({ state: 'indexing' });
  });

  it.skipIf(process.platform !== 'linux')('42.13 no question waits for one that stands still', async () => {
    const meanings = meaningsOf({ patienceMs: 100 });
    const folder = await modelFolder();
    unwrap(await meanings.model.choose(folder, 'en'));
    await meanings.ready('en');
    const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
    const [pid = 0] = await modelProcesses(children.trim().split(' ').map(Number));
    process.kill(pid, 'SIGSTOP');
    expect(await answerOf(meanings)).toEqual(builtInAnswer);
    expect(await meanings.model.state()).toEqual({ state: 'in-use', folder });
    process.kill(pid, 'SIGCONT');
    await vi.waitFor(async () => expect(await answerOf(meanings)).not.toEqual(builtInAnswer), 60_000);
  });

  it('42.13 one whose files have changed since is looked at again, and made ready anew', async () => {
    const [dataDir, cacheFolder] = [await temporaryFolder(), await temporaryFolder()];
    const options = () => ({ cacheFolder, file: createMeaningModelFile(dataDir) });
    const folder = await modelFolder();
    const before = meaningsOf(options());
    unwrap(await before.model.choose(folder, 'en'));
    await before.ready('en');
    await before.close();
    const other = await modelFolder({ model: 'constant' });
    await rename(join(other, 'model.onnx'), join(folder, 'model.onnx'));
    const after = meaningsOf(options());
    expect(await after.model.state()).toEqual({ state: 'waiting', folder });
    await after.ready('en');
    expect(await after.model.state()).toMatchObject({ state: 'failed', problem: { code: 'model-unfit' } });
    expect(await answerOf(after)).toEqual(builtInAnswer);
  });
});

it('42.14 the choice stays on this computer over a restart, until its folder is gone or one goes back', async () => {
  const folder = await modelFolder();
  const { core, client, dataDir } = await openTestCore();
  const api = client.api.dictionary;
  const refused = await api.model.$put({ json: { folder: join(folder, 'none') } });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ code: 'folder-not-found' });
  expect(await (await api.model.$get()).json()).toEqual({ state: 'built-in' });
  const taken = await api.model.$put({ json: { folder } });
  expect(taken.status).toBe(202);
  await vi.waitFor(
    async () => expect(await (await api.model.$get()).json()).toEqual({ state: 'in-use', folder }),
    { timeout: 150_000, interval: 200 },
  );
  const find = async (dictionary: typeof api) => {
    const found = await dictionary.$get({ query: { q: QUERY, language: 'en', limit: '10' } });
    return (await found.json()).terms.map(({ id }) => id);
  };
  expect(await find(api)).toContain('rallentando');
  await core.close();

  const second = await openTestCore({ dataDir });
  const again = second.client.api.dictionary;
  expect(await (await again.model.$get()).json()).toEqual({ state: 'waiting', folder });
  await find(again);
  await vi.waitFor(
    async () => expect(await (await again.model.$get()).json()).toEqual({ state: 'in-use', folder }),
    { timeout: 150_000, interval: 50 },
  );
  // Nothing of it is in what travels.
  expect(await (await second.client.api.settings.$get()).text()).not.toContain(folder);
  await second.core.close();

  await rename(folder, `${folder}-moved`);
  const third = await openTestCore({ dataDir });
  const gone = third.client.api.dictionary;
  expect(await (await gone.model.$get()).json()).toMatchObject({
    state: 'failed',
    folder,
    problem: { code: 'folder-not-found' },
  });
  await vi.waitFor(async () => expect(await find(gone)).toContain('rallentando'), 60_000);
  expect(await (await gone.model.$delete()).json()).toEqual({ state: 'built-in' });
  await third.core.close();
  await rename(`${folder}-moved`, folder);

  const fourth = await openTestCore({ dataDir });
  expect(await (await fourth.client.api.dictionary.model.$get()).json()).toEqual({ state: 'built-in' });
});
