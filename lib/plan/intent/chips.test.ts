import { describe, expect, it } from 'vitest';
import { chipChangesBetween, chipChoices, wishesOf, withChipChanges } from './chips';
import { promptIntentSchema } from './intent-schema';
import { parsePrompt } from './parse-prompt';
import { neutralWishes, type WishField } from './prompt-intent';

const SONGS = { a: { title: 'Lithium', artist: '' }, b: { title: 'Sodium', artist: '' } };
const INTENT = parsePrompt('a wild banger, no drums, two minutes, B sings', SONGS);

function chip(field: WishField) {
  const found = INTENT.understood.find((one) => one.field === field);
  if (!found) throw new Error(`no chip for ${field}`);
  return found;
}

describe('chips', () => {
  it('are together what was understood, and survive being stored', () => {
    expect(INTENT).toMatchObject(wishesOf(INTENT.understood));
    expect(promptIntentSchema.parse(JSON.parse(JSON.stringify(INTENT)))).toEqual(INTENT);
  });

  it('take all that they asked for with them when they are left out', () => {
    expect(INTENT).toMatchObject({ drop: 'wanted', energy: 'high' });
    const { field, words } = chip('drop');
    const changed = withChipChanges(INTENT, [{ field, words, to: null }]);
    expect(changed).toMatchObject({ drop: null, energy: null, stemsOut: ['drums'] });
    expect(changed.understood).toHaveLength(INTENT.understood.length - 1);
  });

  it('can be changed, and changed back', () => {
    const { field, words } = chip('stemsOut');
    const to = chipChoices({ field }).find(({ meaning }) => /bass/.test(meaning)) ?? null;
    const changed = withChipChanges(INTENT, [{ field, words, to }]);
    expect(changed.stemsOut).toEqual(['bass']);
    const changes = chipChangesBetween(INTENT.understood, changed.understood);
    expect(changes).toEqual([{ field, words, to }]);
    expect(withChipChanges(INTENT, changes)).toEqual(changed);
    expect(withChipChanges(INTENT, [])).toEqual(INTENT);
  });

  it('offer for every wish values that set that wish alone', () => {
    for (const field of Object.keys(neutralWishes()) as WishField[]) {
      const choices = chipChoices({ field });
      expect(new Set(choices.map(({ meaning }) => meaning)).size).toBe(choices.length);
      for (const { set } of choices) expect(Object.keys(set)).toEqual([field]);
      if (field !== 'swapRoles') expect(choices.length, field).toBeGreaterThan(1);
    }
  });

  it('are left alone by changes of words that are no longer there', () => {
    const change = { field: 'energy', words: 'gone', to: null } as const;
    expect(withChipChanges(INTENT, [change])).toEqual(INTENT);
  });
});
