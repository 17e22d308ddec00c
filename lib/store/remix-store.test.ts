import { describe, expect, it } from 'vitest';
import { createRemixStore } from './remix-store';
import { memoryBackends } from './testing/memory-store';
import { samplePlan, sampleRemix, sampleRender } from './testing/samples';

function open() {
  const backends = memoryBackends();
  return { backends, store: createRemixStore(backends.tables, backends.files) };
}

describe('remix store', () => {
  it('brings back the plans, the master as it was rendered, and the buses', async () => {
    const { store } = open();
    const saved = await store.save(sampleRemix('r'), sampleRender());
    expect(await store.find('r')).toEqual(saved);
    expect(await store.sound('r', 'p1', 'mix')).toEqual(sampleRender().pcm);
    expect((await store.sound('r', 'p1', 'other')).channels[0][9]).toBeCloseTo(0.4, 4);
    expect(saved.renders.p1.durationSeconds).toBe(0.5);
  });

  it('keeps a second rendered plan beside the first and chooses between them', async () => {
    const { store } = open();
    await store.save(sampleRemix('r'), sampleRender());
    const added = await store.addRender('r', 'p2', sampleRender());
    expect(added.chosenPlanId).toBe('p2');
    expect(Object.keys(added.renders)).toEqual(['p1', 'p2']);
    expect((await store.choose('r', 'p1')).chosenPlanId).toBe('p1');
  });

  it('keeps a plan that was made by hand once, with what it was made from', async () => {
    const { store } = open();
    await store.save(sampleRemix('r'), sampleRender());
    const edited = samplePlan('p3');
    await store.addPlan('r', edited, 'p1');
    const kept = await store.addPlan('r', edited, 'p2');
    expect(kept.plans.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3']);
    expect(kept.editedFrom).toEqual({ p3: 'p1' });
    expect(kept.chosenPlanId).toBe('p1');
    expect((await store.addRender('r', 'p3', sampleRender())).chosenPlanId).toBe('p3');
    expect(await store.find('r')).toMatchObject({ editedFrom: { p3: 'p1' } });
  });

  it('keeps all that two tabs change at once', async () => {
    const { store } = open();
    await store.save(sampleRemix('r'), sampleRender());
    await Promise.all([
      store.addPlan('r', samplePlan('p3'), 'p1'),
      store.rename('r', 'Mine'),
      store.choose('r', 'p2'),
    ]);
    const kept = await store.find('r');
    expect(kept).toMatchObject({ givenTitle: 'Mine', chosenPlanId: 'p2' });
    expect(kept?.plans).toHaveLength(3);
  });

  it('loses nothing where one more render does not fit', async () => {
    const { backends, store } = open();
    const saved = await store.save(sampleRemix('r'), sampleRender());
    const before = backends.paths();
    backends.limitBytes(400_000);
    const more = store.addRender('r', 'p2', sampleRender());
    await expect(more).rejects.toMatchObject({ code: 'storage-full' });
    expect(await store.find('r')).toEqual(saved);
    expect(backends.paths()).toEqual(before);
  });

  it('lists the newest first, renames, deletes', async () => {
    const { backends, store } = open();
    await store.save({ ...sampleRemix('old'), madeAtMs: 1 }, sampleRender());
    await store.save({ ...sampleRemix('new'), madeAtMs: 2 }, sampleRender());
    expect((await store.list()).records.map(({ id }) => id)).toEqual(['new', 'old']);
    expect((await store.rename('old', 'Mine')).givenTitle).toBe('Mine');
    await store.delete('new');
    expect((await store.list()).records.map(({ id }) => id)).toEqual(['old']);
    expect(backends.paths().every((path) => path.startsWith('remixes/old/'))).toBe(true);
    await expect(store.rename('new', 'x')).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});
