import { describe, expect, it } from 'vitest';
import {
  EMPTY_DRAFT,
  finished,
  nextItem,
  rated,
  surer,
  toggledTag,
  withWinner,
} from './answer-draft';

describe('an answer in the making', () => {
  it('cannot be sent before one was chosen', () => {
    expect(finished(EMPTY_DRAFT)).toBeNull();
    expect(finished(withWinner(EMPTY_DRAFT, 'b'))).toEqual({
      winner: 'b',
      confidence: 'medium',
      note: '',
      ratings: { a: { rubric: {}, tags: [] }, b: { rubric: {}, tags: [] } },
    });
  });

  it('takes a rating back when it is given twice', () => {
    const once = rated(EMPTY_DRAFT, 'a', 'groove', 4);
    expect(once.ratings.a.rubric).toEqual({ groove: 4 });
    expect(once.ratings.b.rubric).toEqual({});
    expect(rated(once, 'a', 'groove', 2).ratings.a.rubric).toEqual({ groove: 2 });
    expect(rated(once, 'a', 'groove', 4).ratings.a.rubric).toEqual({});
  });

  it('keeps the tags of the two sides apart', () => {
    const draft = toggledTag(toggledTag(EMPTY_DRAFT, 'a', 'muddy'), 'b', 'timing_off');
    expect(draft.ratings.a.tags).toEqual(['muddy']);
    expect(draft.ratings.b.tags).toEqual(['timing_off']);
    expect(toggledTag(draft, 'a', 'muddy').ratings.a.tags).toEqual([]);
  });

  it('stays on the scale of confidence and goes round the rubric', () => {
    expect(surer(surer(EMPTY_DRAFT, 1), 1).confidence).toBe('high');
    expect(surer(surer(EMPTY_DRAFT, -1), -1).confidence).toBe('low');
    expect(nextItem(EMPTY_DRAFT, -1).item).toBe('loudness');
    expect(nextItem(nextItem(EMPTY_DRAFT, -1), 1).item).toBe('arrangement');
  });
});
