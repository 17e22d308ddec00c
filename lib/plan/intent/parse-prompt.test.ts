import { describe, expect, it } from 'vitest';
import { parsePrompt } from './parse-prompt';
import type { Wishes } from './prompt-intent';

const SONGS = {
  a: { title: 'Lithium', artist: 'The Elements' },
  b: { title: 'Sodium Nights', artist: 'Salty' },
};

function read(prompt: string) {
  return parsePrompt(prompt, SONGS);
}

/** Each sentence with what a listener would say it asks for. */
const SENTENCES: readonly [string, Partial<Wishes>][] = [
  ['build slowly to a big drop', { structure: 'build', drop: 'wanted', energy: 'high' }],
  ["Lithium's vocals over Sodium Nights", { vocalSong: 'a' }],
  ['A on top of B', { vocalSong: 'a' }],
  ['b over a', { vocalSong: 'b' }],
  ["Salty sings over the Elements' beat", { vocalSong: 'b', vocalProminence: null }],
  ['use the beat of lithium', { vocalSong: 'b', vocalProminence: null }],
  ['put the singer of Lithum over the second song', { vocalSong: 'a' }],
  ['swap them', { swapRoles: true }],
  ['no drums, only bass, keep the piano', { stemsOut: ['drums'], stemsIn: ['bass', 'other'] }],
  ['without drums or bass', { stemsOut: ['drums', 'bass'] }],
  ['drop the drums', { stemsOut: ['drums'], drop: null }],
  ['drop the bass', { stemsOut: [], drop: 'wanted' }],
  ['more bass, less drums', { stemGainDb: { bass: 3, drums: -3 }, energy: null }],
  ['no long intro', { intro: 'short' }],
  ['a long slow intro', { intro: 'long', lengthSeconds: null }],
  ['skip the breakdown', { breakdown: 'none' }],
  ['not too loud', { energy: 'medium' }],
  ["don't make it too crazy", { creativity: 1 }],
  ['nothing experimental', { creativity: 1 }],
  ['clean and radio-ready', { creativity: 0 }],
  ['wild', { creativity: 3 }],
  ['90 seconds', { lengthSeconds: 90 }],
  ['two minutes please', { lengthSeconds: 120 }],
  [
    'a minute and a half, faster',
    { lengthSeconds: 90, tempo: { kind: 'relative', direction: 'faster' } },
  ],
  ['make it 1:30 at 128', { lengthSeconds: 90, tempo: { kind: 'bpm', bpm: 128 } }],
  ['no longer than 60 seconds', { lengthSeconds: 60 }],
  ['one twenty eight bpm', { tempo: { kind: 'bpm', bpm: 128 }, lengthSeconds: null }],
  [
    'straight in with the hook, no crossfades',
    { structure: 'immediate', transitionsAvoided: ['crossfade'] },
  ],
  ['No drop, no build', { drop: 'none', structure: 'immediate' }],
  ['drum and bass', { genre: 'drum-and-bass', stemsOut: [] }],
  ['chill late night lofi vibe', { genre: 'lo-fi', energy: 'low' }],
  ['a heavy trap beat', { genre: 'trap', energy: 'high', vocalProminence: null }],
  ['let her sing', { vocalProminence: 'prominent' }],
  ['instrumental dub', { vocalProminence: 'little' }],
  ['no vocals', { stemsOut: ['vocals'] }],
  ['no vocals but a vocal intro', { stemsOut: ['vocals'], vocalSong: null }],
  ['let A sing', { vocalSong: 'a' }],
  ['somebody sings over Lithium', { vocalSong: 'b' }],
  ['sodum night over the first song', { vocalSong: 'b' }],
  ["don't use Lithium's vocals", { vocalSong: 'b' }],
  ['not without drums', { stemsOut: [], stemsIn: ['drums'] }],
  ['1 min 30', { lengthSeconds: 90 }],
  ['2 min 120 bpm', { lengthSeconds: 120, tempo: { kind: 'bpm', bpm: 120 } }],
  ['no transitions', { transitions: ['cut'] }],
  // slips of the finger
  ['bulid slwoly to a hgue drop', { structure: 'build', drop: 'wanted' }],
  ['experimantal tehcno', { creativity: 4, genre: 'techno' }],
  ['no durms', { stemsOut: ['drums'] }],
];

describe('the sentence', () => {
  it.each(SENTENCES)('"%s"', (prompt, expected) => {
    expect(read(prompt)).toMatchObject(expected);
  });

  it('asks for nothing when it is empty', () => {
    const { understood, ignored, creativity, ...rest } = read('');
    expect(understood).toEqual([]);
    expect(ignored).toEqual([]);
    expect(creativity).toBe(1);
    expect(rest).toMatchObject({ vocalSong: null, genre: null, lengthSeconds: null, tempo: null });
  });

  it('shows what it took which words for, as they were written', () => {
    expect(read('Build slowly, 90 seconds').understood).toMatchObject([
      { field: 'structure', words: 'Build slowly', meaning: 'A long build, late peak' },
      { field: 'lengthSeconds', words: '90 seconds', meaning: 'About 90 seconds' },
    ]);
  });

  it('shows the words that it could not use instead of guessing', () => {
    expect(read('jazzy flute with a big drop').ignored).toEqual(['jazzy', 'flute']);
    expect(read('not house').ignored).toEqual(['house']);
    expect(read('the 80s feel').lengthSeconds).toBeNull();
    expect(read('🔥🔥 chill').ignored).toEqual(['🔥🔥']);
  });

  it('shows once what is said again and again, however long the sentence', () => {
    const { understood, ignored } = read('build slowly, no drums and '.repeat(74));
    expect(understood.map(({ field }) => field)).toEqual(['structure', 'stemsOut']);
    expect(ignored).toEqual([]);
  });

  it('takes a title that is also a word for a song only in the place of a song', () => {
    const songs = { a: { title: 'Faster', artist: '' }, b: { title: 'Chill', artist: '' } };
    expect(parsePrompt('make it faster', songs).tempo).toEqual({
      kind: 'relative',
      direction: 'faster',
    });
    expect(parsePrompt("Faster's vocals over Chill", songs)).toMatchObject({
      vocalSong: 'a',
      tempo: null,
      energy: null,
    });
  });

  it('lets later words win', () => {
    const { energy, understood } = read('chill, no, make it intense');
    expect(energy).toBe('high');
    expect(understood.map((chip) => chip.field)).toEqual(['energy']);
  });
});
