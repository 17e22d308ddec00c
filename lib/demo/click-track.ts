/** Clicks in place of a voice: what is heard is exactly where the beats are. */
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';

const CLICK_SECONDS = 0.005;
const CLICK_HZ = 2500;
const ACCENT_GAIN = 0.8;
const BEAT_GAIN = 0.5;

/** One click: a 5 ms burst at 2.5 kHz that begins at full strength on its first sample. */
export function clickWaveform(): Float32Array {
  const click = new Float32Array(Math.round(CLICK_SECONDS * SAMPLE_RATE_HZ));
  for (let i = 0; i < click.length; i++) {
    const fall = 0.5 + 0.5 * Math.cos((Math.PI * i) / click.length);
    click[i] = fall * Math.cos((2 * Math.PI * CLICK_HZ * i) / SAMPLE_RATE_HZ);
  }
  return click;
}

/** A click at the sample nearest to each beat, the same on both channels, louder on downbeats. */
export function renderClicks(
  beatsSeconds: readonly number[],
  beatsPerBar: number,
  lengthSamples: number,
): Pcm {
  const pcm = createSilence(lengthSamples);
  const click = clickWaveform();
  beatsSeconds.forEach((seconds, beat) => {
    const gain = beat % beatsPerBar === 0 ? ACCENT_GAIN : BEAT_GAIN;
    const start = Math.round(seconds * SAMPLE_RATE_HZ);
    for (const channel of pcm.channels) {
      for (let i = 0; i < click.length && start + i < lengthSamples; i++) {
        channel[start + i] += gain * click[i];
      }
    }
  });
  return pcm;
}
