import { describe, expect, it } from 'vitest';
import { Decks } from './decks';

describe('Decks', () => {
  it('swap, and let go of a song that is put on again', () => {
    const decks = new Decks();
    decks.put('a', 'one');
    decks.put('b', 'two');
    decks.swap();
    expect(decks.songs.get()).toEqual({ a: 'two', b: 'one' });
    decks.toggle('a', 'two');
    expect(decks.songs.get()).toEqual({ a: null, b: 'one' });
  });

  it('settle on songs that exist without moving the ones that lie there', () => {
    const decks = new Decks();
    decks.put('b', 'two');
    decks.settle(['one', 'two', 'three']);
    expect(decks.songs.get()).toEqual({ a: 'one', b: 'two' });
    decks.settle(['two']);
    expect(decks.songs.get()).toEqual({ a: null, b: 'two' });
    const before = decks.songs.get();
    decks.settle(['two']);
    expect(decks.songs.get()).toBe(before);
  });
});
