import { describe, expect, it } from 'vitest';
import { finePeaks } from './fine-peaks';

describe('fine peaks', () => {
  it('show a click in its bin, in whichever channel it is', async () => {
    const [left, right] = [new Float32Array(44100), new Float32Array(44100)];
    right[22050] = -0.5;
    const buffer = {
      sampleRate: 44100,
      numberOfChannels: 2,
      length: 44100,
      getChannelData: (channel: number) => [left, right][channel],
    };
    const fine = await finePeaks(buffer, new AbortController().signal);
    if (!fine) throw new Error('cancelled');
    expect(fine.peaks).toHaveLength(400);
    expect(fine.peaks[Math.floor(0.5 / fine.binSeconds)]).toBe(128);
    expect(fine.peaks.filter((peak) => peak > 0)).toHaveLength(1);
  });
});
