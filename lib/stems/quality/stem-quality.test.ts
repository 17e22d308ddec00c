import { beforeAll, describe, expect, it } from 'vitest';
import { demoPair } from '@/lib/demo/demo-pair';
import { generateSong } from '@/lib/demo/generate-song';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { Stems } from '../stems';
import { stemQualityMeter } from './stem-quality';

let stems: Stems;

beforeAll(() => {
  const song = demoPair().a;
  const verse = song.sections.filter(({ label }) => label === 'verse').slice(0, 1);
  ({ stems } = generateSong({ ...song, sections: verse }));
});

/** The stems with so much of the drums and chords in the voice, from a time on. */
function bleeding(gain: number, fromSeconds = 0): Stems {
  const from = fromSeconds * 44100;
  return {
    ...stems,
    vocals: {
      ...stems.vocals,
      channels: stems.vocals.channels.map((channel, c) =>
        channel.map((x, i) =>
          i < from ? x : x + gain * (stems.drums.channels[c][i] + stems.other.channels[c][i]),
        ),
      ),
    },
  };
}

describe('the quality of stems, without the true ones', () => {
  it('is high where they are clean, and falls with what bleeds in', () => {
    const clean = stemQualityMeter(stems).whole();
    for (const stem of STEM_NAMES) expect(clean[stem]).toBeGreaterThan(0.7);
    const voices = [0, 0.1, 0.3, 0.7].map(
      (gain) => stemQualityMeter(bleeding(gain)).whole().vocals,
    );
    expect(voices).toEqual([...voices].sort((a, b) => b - a));
    expect(voices[3]).toBeLessThan(0.5);
  });

  it('is told by part of the song', () => {
    const meter = stemQualityMeter(bleeding(0.6, 9));
    expect(meter.between(0, 9).vocals).toBeGreaterThan(meter.between(9, 18).vocals + 0.2);
  });

  it('is not doubted in silence', () => {
    const silent = { ...stems.vocals, channels: stems.vocals.channels.map((x) => x.map(() => 0)) };
    expect(stemQualityMeter({ ...stems, vocals: silent }).whole().vocals).toBe(1);
  });
});
