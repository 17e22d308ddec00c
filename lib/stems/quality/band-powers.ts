/** A sound in coarse bands at 20 frames a second: enough to see what stems have in common. */
import { hannWindow, RealFft } from '@/lib/audio/fft';
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { thirdOctaveEdges } from '@/lib/audio/third-octaves';

export const BAND_FRAMES_PER_SECOND = 20;
/** 46 ms at 44.1 kHz: about as long as the way from one frame to the next. */
const FRAME_SIZE = 2048;

/** Power by frame and band over all channels, frame after frame. */
export interface BandPowers {
  frames: number;
  bands: number;
  values: Float32Array;
}

/** @param pcm at 44.1 kHz or near it */
export function measureBandPowers(pcm: Pcm): BandPowers {
  const edges = thirdOctaveEdges(pcm.sampleRateHz / FRAME_SIZE);
  const bands = edges.length - 1;
  const hop = pcm.sampleRateHz / BAND_FRAMES_PER_SECOND;
  const frames = Math.ceil(lengthSamples(pcm) / hop);
  const values = new Float32Array(frames * bands);
  const fft = new RealFft(FRAME_SIZE);
  const window = hannWindow(FRAME_SIZE);
  const input = new Float32Array(FRAME_SIZE);
  const spectrum = new Float64Array(2 * fft.bins);
  for (const channel of pcm.channels) {
    for (let frame = 0; frame < frames; frame++) {
      const start = Math.round(frame * hop);
      if (isSilent(channel, start)) continue;
      for (let i = 0; i < FRAME_SIZE; i++) input[i] = (channel[start + i] ?? 0) * window[i];
      fft.forward(input, spectrum);
      for (let band = 0; band < bands; band++) {
        let power = 0;
        for (let i = 2 * edges[band]; i < 2 * edges[band + 1]; i++) power += spectrum[i] ** 2;
        values[frame * bands + band] += power;
      }
    }
  }
  return { frames, bands, values };
}

function isSilent(channel: Float32Array, start: number): boolean {
  const end = Math.min(channel.length, start + FRAME_SIZE);
  for (let i = start; i < end; i++) if (channel[i] !== 0) return false;
  return true;
}
