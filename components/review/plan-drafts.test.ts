import { describe, expect, it } from 'vitest';
import { addStep, redo, undo } from '@/lib/plan/edit/edit-history';
import { makePlans } from '@/lib/plan/make-plans';
import { planId } from '@/lib/plan/plan-id';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { draftOf, PlanDrafts } from './plan-drafts';

const { candidates } = makePlans({
  songs: {
    a: { title: 'Lithium', artist: '', analysis: sketchAnalysis({ tempoBpm: 124 }) },
    b: { title: 'Sodium', artist: '', analysis: sketchAnalysis({ tempoBpm: 128 }) },
  },
  prompt: '',
  seed: 1,
});
const [first, second] = candidates;
const louder = { ...first, targetLufs: -11 };
const changed = { ...louder, id: planId(louder) };

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

describe('drafts of plans', () => {
  it('stay with their steps while others are opened, and outlive the page', () => {
    const storage = memory();
    const drafts = new PlanDrafts('remix', storage);
    drafts.change(first, (history) => addStep(history, { plan: changed, what: 'louder' }));
    drafts.change(second, undo);
    expect(draftOf(drafts.histories.get(), first.id)).toEqual(changed);
    expect(draftOf(drafts.histories.get(), second.id)).toBeNull();

    const reloaded = new PlanDrafts('remix', storage);
    expect(draftOf(reloaded.histories.get(), first.id)).toEqual(changed);
    reloaded.change(first, undo);
    expect(draftOf(reloaded.histories.get(), first.id)).toBeNull();
    reloaded.change(first, redo);
    expect(draftOf(reloaded.histories.get(), first.id)).toEqual(changed);
    expect(new PlanDrafts('another', storage).histories.get()).toEqual({});
    reloaded.discard(first.id);
    reloaded.discard(second.id);
    expect(new PlanDrafts('remix', storage).histories.get()).toEqual({});
  });

  it('do without storage, and begin anew where it holds something else', () => {
    const drafts = new PlanDrafts('remix', null);
    drafts.change(first, (history) => addStep(history, { plan: changed, what: 'louder' }));
    expect(draftOf(drafts.histories.get(), first.id)).toEqual(changed);
    const storage = memory();
    storage.setItem('segue-drafts-remix', '{"x": 1}');
    expect(new PlanDrafts('remix', storage).histories.get()).toEqual({});
  });
});
