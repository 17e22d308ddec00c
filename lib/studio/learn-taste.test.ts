import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { runToFile } from '@/lib/learn/exchange/run-file';
import { DEFAULT_RANKER_SETTINGS } from '@/lib/learn/ranker-settings';
import { hiddenTasteLabels, sketchedRequests } from '@/lib/learn/testing/hidden-taste';
import { configureOnnx } from '@/lib/onnx/session';
import { createLabelStore } from '@/lib/store/label-store';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { createTrainingRuns } from '@/lib/store/training-runs';
import { learnTaste, takeRun } from './learn-taste';

describe('learning from the answers in the store', () => {
  it('mixes no raters who disagree, and learns from one of them instead', async () => {
    const { tables } = memoryBackends();
    const stores = { labels: createLabelStore(tables), trainingRuns: createTrainingRuns(tables) };
    const requests = sketchedRequests(12, 1);
    const kim = hiddenTasteLabels(requests, 90, 0, createRandom(2));
    const max = kim.map((label) => ({
      ...label,
      id: `max:${label.pairIndex}`,
      rater: 'Max',
      winner: label.winner === 'a' ? ('b' as const) : ('a' as const),
    }));
    for (const label of [...kim, ...max]) await stores.labels.add(label);
    const settings = {
      ...DEFAULT_RANKER_SETTINGS,
      trees: { ...DEFAULT_RANKER_SETTINGS.trees, trees: 20 },
    };
    const options = { id: 'run', nowMs: 0, settings, current: null };
    await expect(learnTaste(stores, { ...options, rater: null })).rejects.toMatchObject({
      code: 'raters-disagree',
    });
    expect((await stores.trainingRuns.list()).records).toEqual([]);
    const run = await learnTaste(stores, { ...options, rater: 'Kim' });
    expect(run.manifest.answers.human).toBe(90);
    expect((await stores.trainingRuns.list()).records).toHaveLength(1);

    configureOnnx({ files: null, threads: 1 });
    const taking = { id: 'taken', nowMs: 1, settings, current: run };
    const bytes = new TextEncoder().encode(runToFile(run));
    const taken = await takeRun(stores, [{ name: 'run.json', bytes }], taking);
    expect(taken).toMatchObject({ id: 'taken', manifest: run.manifest });
    expect(taken.verdict.isOffered).toBe(false);
    const model = { name: 'mine.onnx', bytes: run.bytes };
    const manifest = JSON.stringify(run.manifest.features);
    const features = { name: 'features.json', bytes: new TextEncoder().encode(manifest) };
    const made = await takeRun(stores, [model, features], { ...taking, id: 'made' });
    expect(made).toMatchObject({ title: 'mine', settings: null });
    const broken = { name: 'mine.onnx', bytes: run.bytes.slice(0, 300) };
    await expect(takeRun(stores, [broken], { ...taking, id: 'no' })).rejects.toMatchObject({
      code: 'model-unreadable',
    });
    expect((await stores.trainingRuns.list()).records).toHaveLength(3);
    expect(await stores.trainingRuns.activeId()).toBeNull();
  });
});
