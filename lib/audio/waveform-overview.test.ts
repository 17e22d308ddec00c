import { describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from './pcm';
import { bandOverview, OVERVIEW_COLUMNS_PER_SECOND, peakOverview } from './waveform-overview';

/** Two seconds of a sine at half of full scale, silent in the first second. */
function tone(frequencyHz: number): Pcm {
  const pcm = createSilence(2 * 44100);
  for (const channel of pcm.channels) {
    for (let i = 44100; i < channel.length; i++) {
      channel[i] = 0.5 * Math.sin((2 * Math.PI * frequencyHz * i) / 44100);
    }
  }
  return pcm;
}

const middle = (columns: Uint8Array) => columns[Math.round(columns.length * 0.75)];

describe('bandOverview', () => {
  it.each([
    [50, 'low'],
    [800, 'mid'],
    [9000, 'high'],
  ] as const)('shows a tone of %i Hz in the %s band', (frequencyHz, loudest) => {
    const overview = bandOverview(tone(frequencyHz));
    for (const band of ['low', 'mid', 'high'] as const) {
      if (band === loudest) expect(middle(overview[band])).toBeGreaterThan(110);
      else expect(middle(overview[band])).toBeLessThan(40);
      expect(overview[band][10]).toBe(0);
    }
  });
});

describe('peakOverview', () => {
  it('has a column a thirtieth of a second and the peak of the louder channel', () => {
    const pcm = tone(440);
    pcm.channels[1].fill(0);
    const columns = peakOverview(pcm);
    expect(columns).toHaveLength(2 * OVERVIEW_COLUMNS_PER_SECOND);
    expect(middle(columns)).toBeCloseTo(127.5, -1);
  });

  it('clips beyond full scale and gives silence one column', () => {
    const loud = createSilence(44100);
    loud.channels[0].fill(-3);
    expect(peakOverview(loud)[5]).toBe(255);
    expect(peakOverview(createSilence(0))).toEqual(new Uint8Array(1));
  });
});
