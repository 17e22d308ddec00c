/** How a voice's swing comes to terms with the beat's. Source: the mixing rules. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { SwingShift } from '@/lib/music/swing';
import type { Creativity } from '../intent/prompt-intent';
import type { TempoDecision } from '../remix-plan';

/** From here on a song swings; up to there it is straight. What lies between is let be. */
const SWUNG_FROM = 0.55;
const STRAIGHT_UP_TO = 0.525;
/** How far a swung voice goes towards a straight beat, by creativity; a wish for something wild leaves it alone. */
const SWUNG_VOICE_SHARE: Readonly<Record<number, number>> = { 0: 0.7, 1: 0.7, 2: 0.65 };
/** How much of a beat's swing a straight voice takes on. */
const STRAIGHT_VOICE_SHARE = 0.55;

/**
 * Where the voice's off-beats go; null where they stay. Only a voice that is counted as the beat is has its
 * eighths under the beat's.
 */
export function decideSwing(
  vocal: Pick<SongAnalysis, 'groove'>,
  instrumental: Pick<SongAnalysis, 'groove'>,
  { vocalBeatsPerBeat }: Pick<TempoDecision, 'vocalBeatsPerBeat'>,
  creativity: Creativity,
): SwingShift | null {
  if (vocalBeatsPerBeat !== 1 || !vocal.groove || !instrumental.groove) return null;
  const from = vocal.groove.swingRatio;
  const beat = instrumental.groove.swingRatio;
  const isVoiceSwung = from >= SWUNG_FROM && beat <= STRAIGHT_UP_TO;
  const isBeatSwung = beat >= SWUNG_FROM && from <= STRAIGHT_UP_TO;
  const share = isVoiceSwung
    ? (SWUNG_VOICE_SHARE[creativity] ?? 0)
    : isBeatSwung
      ? STRAIGHT_VOICE_SHARE
      : 0;
  return share === 0 ? null : { from, to: from + share * (beat - from) };
}
