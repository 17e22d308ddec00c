/** When sharp sounds start in a stem: what an imported grid is lined up with. */
import { computeBandSpectrogram, FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { monoSignal } from '@/lib/audio/mono-signal';
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { attackNear, pickOnsets, slopeEnvelope } from '../attack-times';
import type { WeightedOnset } from '../dj-library/grid-alignment';
import { computeOnsetStrength, referenceMagnitude } from '../onset-strength';

/** A song tells its decoder's delay long before its end. */
const LONGEST_SECONDS = 180;

/**
 * Attacks of the first three minutes, to a fraction of a millisecond, in rising order.
 * @param stem best the drums
 */
export function sharpAttacks(stem: Pcm): WeightedOnset[] {
  const { sampleRateHz } = stem;
  const samples = Math.min(lengthSamples(stem), LONGEST_SECONDS * sampleRateHz);
  const mono = monoSignal({
    sampleRateHz,
    channels: stem.channels.map((channel) => channel.subarray(0, samples)),
  });
  const spectrogram = computeBandSpectrogram(mono);
  const { low, mid, high } = computeOnsetStrength(spectrogram, referenceMagnitude(spectrogram));
  const strength = low.map((value, frame) => value + mid[frame] + high[frame]);
  const envelope = slopeEnvelope(mono);
  return pickOnsets(strength, FRAME_RATE_HZ)
    .map((onset) => attackNear(envelope, onset.frame / FRAME_RATE_HZ, onset.strength))
    .filter((attack) => attack !== null)
    .map(({ seconds, strength: weight }) => ({ seconds, strength: weight }))
    .sort((one, other) => one.seconds - other.seconds);
}
