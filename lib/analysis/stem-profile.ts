/** What a stem does over time: level, whether it sounds, and its mean spectrum. */
import { meanByBeat } from './beat-features';
import { erbSpectrumDb } from './erb-spectrum';
import type { SignalFrames } from './signal-frames';
import type { StemProfile } from './song-analysis';
import { percentile } from './statistics';

const LOWEST_DB = -120;
/** A stem sounds where it comes within this of its own loud beats ... */
const RANGE_DB = 26;
/** ... and is not buried this far under the mix at the same time. */
const UNDER_MIX_DB = 38;
/** Nothing below this is heard. */
const AUDIBLE_DB = -65;

export function powerDb(power: number): number {
  return Math.max(LOWEST_DB, 10 * Math.log10(power + 1e-12));
}

export function profileStem(
  stem: SignalFrames,
  mix: SignalFrames,
  beatsSeconds: readonly number[],
): StemProfile {
  const levelDbByBeat = meanByBeat(stem.power, beatsSeconds).map(powerDb);
  const mixDb = meanByBeat(mix.power, beatsSeconds).map(powerDb);
  const loudDb = percentile(levelDbByBeat, 0.95);
  const activeByBeat = levelDbByBeat.map(
    (level, beat) => level > Math.max(loudDb - RANGE_DB, mixDb[beat] - UNDER_MIX_DB, AUDIBLE_DB),
  );
  return { levelDbByBeat, activeByBeat, spectrumDb: erbSpectrumDb(stem.spectrogram) };
}
