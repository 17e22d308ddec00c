/** How the two tempi are brought together: the drums' song is the anchor, the voice comes to it. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { SegueError } from '@/lib/base/errors';
import type { PromptIntent, TempoWish } from '../intent/prompt-intent';
import type { TempoDecision } from '../remix-plan';
import {
  DIRECT_STRETCH_PREFERRED,
  DRUMS_GIVE_WAY,
  EXPERIMENTAL_BEAT_READINGS,
  EXPERIMENTAL_FROM_CREATIVITY,
  OCTAVE_COST,
  POLYRHYTHM_COST,
  RELATIVE_TEMPO_STEP,
  SLOW_DOWN_FACTOR,
  STRETCH_LIMITS,
  stretchAmount,
  VOCAL_BEAT_READINGS,
  VOCAL_STRETCH_WHEN_MEETING,
} from '../rules/tempo-rules';
import { decideSwing } from './decide-swing';

/** One way to read the voice's beat against a target, with its price in octaves of tempo. */
interface Reading {
  vocalBeatsPerBeat: number;
  vocalRatio: number;
  cost: number;
}

/** Where the remix's tempo was looked for and why. */
interface Target {
  bpm: number;
  note: string;
}

/**
 * Decides the tempo of a pair. The instrumental song keeps its own unless the intent asks for another
 * (within the drums' limit) or the voice would miss its limit by a little; the voice is read in plain,
 * half and double time and takes the cheapest reading. Its swing goes some of the way to the beat's.
 * @throws SegueError `tempo-out-of-reach` where no reading is within the voice's hard limit.
 */
export function decideTempo(
  vocal: SongAnalysis,
  instrumental: SongAnalysis,
  intent: Pick<PromptIntent, 'tempo' | 'creativity'>,
): TempoDecision {
  const decision = decidePace(vocal.tempoBpm, instrumental.tempoBpm, intent);
  const vocalSwing = decideSwing(vocal, instrumental, decision, intent.creativity);
  if (!vocalSwing) return decision;
  const less = vocalSwing.to < vocalSwing.from;
  const reason = `${decision.reason} ${less ? 'The voice swings less, as the beat does.' : 'The voice takes on some of the swing of the beat.'}`;
  return { ...decision, vocalSwing, reason };
}

function decidePace(
  vocalBpm: number,
  anchorBpm: number,
  intent: Pick<PromptIntent, 'tempo' | 'creativity'>,
): TempoDecision {
  for (const target of targets(anchorBpm, intent.tempo)) {
    const reading = bestReading(vocalBpm, target.bpm, VOCAL_BEAT_READINGS);
    if (reading !== null) return decision(vocalBpm, anchorBpm, target, reading);
  }
  const meeting = meetHalfway(vocalBpm, anchorBpm);
  if (meeting !== null) return decision(vocalBpm, anchorBpm, meeting.target, meeting.reading);
  const polyrhythm = bestReading(vocalBpm, anchorBpm, EXPERIMENTAL_BEAT_READINGS);
  if (polyrhythm !== null && intent.creativity >= EXPERIMENTAL_FROM_CREATIVITY) {
    return decision(vocalBpm, anchorBpm, { bpm: anchorBpm, note: '' }, polyrhythm);
  }
  throw new SegueError(
    'tempo-out-of-reach',
    outOfReachSentence(vocalBpm, anchorBpm, polyrhythm !== null),
  );
}

/** What a decision costs the ear, in octaves of tempo: for choosing who sings. */
export function tempoCost(decision: TempoDecision): number {
  const reading = readingCost(decision.vocalBeatsPerBeat);
  return (
    stretchCost(decision.vocalRatio) + reading + 2 * Math.abs(Math.log2(decision.instrumentalRatio))
  );
}

/** The tempi to try, the wished one first; the anchor's own last. */
function targets(anchorBpm: number, wish: TempoWish | null): Target[] {
  const own: Target = { bpm: anchorBpm, note: '' };
  if (wish === null) return [own];
  if (wish.kind === 'relative') {
    const isFaster = wish.direction === 'faster';
    const bpm = anchorBpm * (1 + (isFaster ? RELATIVE_TEMPO_STEP : -RELATIVE_TEMPO_STEP));
    return [{ bpm, note: ` ${isFaster ? 'Faster' : 'Slower'} as asked.` }, own];
  }
  const { good, hard } = STRETCH_LIMITS.drums;
  for (const bpm of [wish.bpm, wish.bpm * 2, wish.bpm / 2]) {
    if (stretchAmount(anchorBpm / bpm) > hard) continue;
    const note =
      bpm === wish.bpm
        ? ''
        : ` ${format(wish.bpm)} BPM is felt at ${bpm > wish.bpm ? 'half' : 'double'} time.`;
    return [{ bpm, note }, own];
  }
  const nearest = wish.bpm > anchorBpm ? anchorBpm * (1 + good) : anchorBpm / (1 + good);
  const note = ` ${format(wish.bpm)} BPM is out of the drums' reach; ${format(nearest)} is as near as they go.`;
  return [{ bpm: nearest, note }, own];
}

function bestReading(
  vocalBpm: number,
  targetBpm: number,
  readings: readonly number[],
): Reading | null {
  let best: Reading | null = null;
  for (const vocalBeatsPerBeat of readings) {
    const vocalRatio = vocalBpm / vocalBeatsPerBeat / targetBpm;
    if (stretchAmount(vocalRatio) > STRETCH_LIMITS.vocals.hard + 1e-9) continue;
    const cost = stretchCost(vocalRatio) + readingCost(vocalBeatsPerBeat);
    if (best === null || cost < best.cost) best = { vocalBeatsPerBeat, vocalRatio, cost };
    if (vocalBeatsPerBeat === 1 && stretchAmount(vocalRatio) < DIRECT_STRETCH_PREFERRED)
      return best;
  }
  return best;
}

function readingCost(vocalBeatsPerBeat: number): number {
  if (vocalBeatsPerBeat === 1) return 0;
  return vocalBeatsPerBeat === 0.5 || vocalBeatsPerBeat === 2 ? OCTAVE_COST : POLYRHYTHM_COST;
}

function stretchCost(ratio: number): number {
  const octaves = Math.abs(Math.log2(ratio));
  return ratio > 1 ? octaves * SLOW_DOWN_FACTOR : octaves;
}

/**
 * The drums come towards the voice by a little where that makes the pair possible: only for a voice that
 * is sped up in plain time, where the ear forgives most.
 */
function meetHalfway(
  vocalBpm: number,
  anchorBpm: number,
): { target: Target; reading: Reading } | null {
  const bpm = vocalBpm * (1 + VOCAL_STRETCH_WHEN_MEETING);
  if (bpm > anchorBpm || stretchAmount(anchorBpm / bpm) > DRUMS_GIVE_WAY) return null;
  const reading = bestReading(vocalBpm, bpm, VOCAL_BEAT_READINGS);
  if (reading === null) return null;
  return { target: { bpm, note: ' The voice alone cannot go all the way.' }, reading };
}

function decision(
  vocalBpm: number,
  anchorBpm: number,
  target: Target,
  reading: Reading,
): TempoDecision {
  const isOwn = target.bpm === anchorBpm;
  return {
    targetBpm: target.bpm,
    instrumentalRatio: isOwn ? 1 : anchorBpm / target.bpm,
    vocalRatio: reading.vocalRatio,
    vocalBeatsPerBeat: reading.vocalBeatsPerBeat,
    reason: `${vocalSentence(vocalBpm, target.bpm, reading)}; ${drumsSentence(anchorBpm, target.bpm)}.${target.note}`,
  };
}

const READING_NAMES: Readonly<Record<number, string>> = {
  0.5: ' in half time',
  2: ' in double time',
  [2 / 3]: ', two of its beats on three of the drums',
  [3 / 2]: ', three of its beats on two of the drums',
  [3 / 4]: ', three of its beats on four of the drums',
  [4 / 3]: ', four of its beats on three of the drums',
};

function vocalSentence(vocalBpm: number, targetBpm: number, reading: Reading): string {
  const octave = READING_NAMES[reading.vocalBeatsPerBeat] ?? '';
  const percent = Math.round(stretchAmount(reading.vocalRatio) * 100);
  const effectiveBpm = vocalBpm / reading.vocalBeatsPerBeat;
  const from =
    octave === ''
      ? `${format(vocalBpm)}`
      : `${format(vocalBpm)} (counted as ${format(effectiveBpm)})`;
  if (percent === 0) return `Voice keeps its ${format(vocalBpm)} BPM${octave}`;
  const direction = reading.vocalRatio < 1 ? 'sped up' : 'slowed down';
  return `Voice ${direction} ${percent} % from ${from} to ${format(targetBpm)} BPM${octave}`;
}

function drumsSentence(anchorBpm: number, targetBpm: number): string {
  const percent = Math.round(stretchAmount(anchorBpm / targetBpm) * 100);
  if (percent === 0) return 'the drums keep their tempo';
  const direction = targetBpm > anchorBpm ? 'sped up' : 'slowed down';
  return `the drums are ${direction} ${percent} % from ${format(anchorBpm)} BPM`;
}

function outOfReachSentence(vocalBpm: number, anchorBpm: number, hasPolyrhythm: boolean): string {
  const experiment = hasPolyrhythm
    ? ' Or ask for something wild: then three beats may run against two.'
    : '';
  const [plain, ...octaves] = VOCAL_BEAT_READINGS.map((beats) =>
    Math.round(stretchAmount(vocalBpm / beats / anchorBpm) * 100),
  );
  return (
    `${format(vocalBpm)} BPM over ${format(anchorBpm)} BPM would stretch the voice by ${plain} % ` +
    `(${Math.min(...octaves)} % in half or double time), beyond the ${STRETCH_LIMITS.vocals.hard * 100} % ` +
    'at which a voice still sounds like one. Choose songs whose tempi are closer, or one about half or ' +
    `double the other.${experiment}`
  );
}

function format(bpm: number): string {
  return bpm.toFixed(1).replace(/\.0$/, '');
}
