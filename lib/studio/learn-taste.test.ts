import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { hiddenTasteLabels, sketchedRequests } from '@/lib/learn/testing/hidden-taste';
import { DEFAULT_RANKER_SETTINGS } from '@/lib/learn/train-ranker';
import { createLabelStore } from '@/lib/store/label-store';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { createTrainingRuns } from '@/lib/store/training-runs';
import { learnTaste } from './learn-taste';

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
  });
});
