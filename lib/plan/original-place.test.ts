import { describe, expect, it } from 'vitest';
import { planOf } from '@/lib/render/testing/synthetic';
import { originalBeat } from './original-place';

const plan = planOf(
  [
    { lengthBeats: 8, anchorBeat: 16, stems: { drums: {} } },
    { lengthBeats: 16, anchorBeat: 32, stems: { vocals: { sourceBeat: 20 }, drums: {} } },
    { lengthBeats: 8, anchorBeat: 64, stems: { drums: {} } },
    {
      lengthBeats: 16,
      anchorBeat: 0,
      stems: { vocals: { sourceBeat: 4, loopSourceBeats: 4 }, drums: {} },
    },
  ],
  { tempo: { vocalBeatsPerBeat: 0.5 } },
);
const { vocalSong } = plan;
const instrumental = vocalSong === 'a' ? 'b' : 'a';

describe('the place in a song that is under a place of the remix', () => {
  it("follows the instrumental song's own beats", () => {
    expect(originalBeat(plan, instrumental, 0)).toBe(16);
    expect(originalBeat(plan, instrumental, 9.5)).toBe(33.5);
    expect(originalBeat(plan, instrumental, 26)).toBe(66);
  });

  it('is where the voice is taken from, at its own pace', () => {
    expect(originalBeat(plan, vocalSong, 8)).toBe(20);
    expect(originalBeat(plan, vocalSong, 12)).toBe(22);
  });

  it('leads up to the first phrase, goes on after one, and goes round with a loop', () => {
    expect(originalBeat(plan, vocalSong, 4)).toBe(18);
    expect(originalBeat(plan, vocalSong, 26)).toBe(29);
    expect(originalBeat(plan, vocalSong, 32 + 10)).toBe(5);
  });
});
