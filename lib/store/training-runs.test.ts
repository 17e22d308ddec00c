import { describe, expect, it } from 'vitest';
import type { TrainingRun } from '@/lib/learn/runs/training-run';
import { featureManifest } from '@/lib/taste/features/manifest';
import { memoryBackends } from './testing/memory-store';
import { createTrainingRuns } from './training-runs';

function run(id: string, madeAtMs: number): TrainingRun {
  return {
    schema: 1,
    id,
    madeAtMs,
    title: id,
    manifest: {
      schema: 1,
      title: id,
      origin: 'labels',
      sha256: 'a'.repeat(64),
      features: featureManifest(1),
      calibrationSlope: 1,
      qualityFloor: null,
      answers: { human: 30, negative: 0, heuristic: 0 },
      metrics: {},
      importance: {},
      training: null,
    },
    bytes: Uint8Array.of(1, 2, 3),
    settings: null,
    curve: [],
    treeCount: 0,
    counts: { train: 0, stop: 0, holdOut: 0 },
    report: null,
    verdict: { isOffered: true, pairs: 0, requests: 0, gain: 0, standardError: 0, sentence: '' },
    drift: null,
  };
}

describe('training runs', () => {
  it('keep which model is in use and go back step by step', async () => {
    const runs = createTrainingRuns(memoryBackends().tables);
    await runs.save(run('one', 1));
    await runs.save(run('two', 2));
    expect(await runs.activeModel()).toBeNull();
    await runs.activate('one');
    await runs.activate('two');
    expect((await runs.activeModel())?.bytes).toEqual(Uint8Array.of(1, 2, 3));
    expect(await runs.rollBack()).toBe('one');
    expect(await runs.activeId()).toBe('one');
    expect(await runs.rollBack()).toBeNull();
    expect(await runs.list()).toMatchObject({
      records: [{ id: 'two' }, { id: 'one' }],
      unreadable: 0,
    });
  });

  it('go back from the model that ships to the one that it took the place of', async () => {
    const runs = createTrainingRuns(memoryBackends().tables);
    await runs.save(run('one', 1));
    expect(await runs.canRollBack()).toBe(false);
    await runs.activate('one');
    await runs.activate(null);
    expect(await runs.canRollBack()).toBe(true);
    expect(await runs.rollBack()).toBe('one');
  });

  it('go back past what was deleted since', async () => {
    const runs = createTrainingRuns(memoryBackends().tables);
    for (const [i, id] of ['one', 'two', 'three'].entries()) await runs.save(run(id, i));
    for (const id of ['one', 'two', 'three']) await runs.activate(id);
    await runs.delete('two');
    expect(await runs.rollBack()).toBe('one');
    await runs.delete('one');
    expect(await runs.rollBack()).toBeNull();
    expect(await runs.activeModel()).toBeNull();
  });

  it('lose nothing that two tabs put in use at once', async () => {
    const { tables } = memoryBackends();
    const [here, there] = [createTrainingRuns(tables), createTrainingRuns(tables)];
    for (const [i, id] of ['one', 'two'].entries()) await here.save(run(id, i));
    await Promise.all([here.activate('one'), there.activate('two')]);
    const last = await here.activeId();
    expect(new Set([last, await there.rollBack()])).toEqual(new Set(['one', 'two']));
  });

  it('return to the shipped model where the one in use is deleted, and refuse unknown ones', async () => {
    const runs = createTrainingRuns(memoryBackends().tables);
    await runs.save(run('one', 1));
    await runs.activate('one');
    await runs.delete('one');
    expect(await runs.activeId()).toBeNull();
    await expect(runs.activate('gone')).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await runs.activeId()).toBeNull();
  });
});
