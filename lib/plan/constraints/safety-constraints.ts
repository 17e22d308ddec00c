/** Rules about sources: who plays what, how far it is bent, and that it exists. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { otherSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan, StemPlay } from '../remix-plan';
import { MAX_SHIFT_SEMITONES } from '../rules/key-rules';
import { STRETCH_LIMITS, stretchAmount } from '../rules/tempo-rules';
import { LIMITS } from './limits';
import type { PlanContext } from './plan-context';
import type { Violation } from './violation';

/** For limits that were aimed at exactly. */
const ROUNDING = 1e-6;

/** One song gives the voice, the other everything else. */
export function checkSourceSplit(plan: RemixPlan): Violation[] {
  return plan.sections.flatMap((section, index): Violation[] => {
    const stray = STEM_NAMES.filter((stem) => {
      const play = section.stems[stem];
      const expected = stem === 'vocals' ? plan.vocalSong : otherSide(plan.vocalSong);
      return play !== null && play.song !== expected;
    });
    if (stray.length === 0) return [];
    return [
      {
        code: 'sources-not-split',
        sectionIndex: index,
        measured: stray.length,
        limit: 0,
        sentence: `In the ${section.label}, ${stray.join(' and ')} come from the wrong song: one song sings, the other plays.`,
      },
    ];
  });
}

/** Every stem's stretch is within its limit. */
export function checkStretch(plan: RemixPlan): Violation[] {
  return STEM_NAMES.flatMap((stem): Violation[] => {
    const isHeard = plan.sections.some((section) => section.stems[stem] !== null);
    const ratio = stem === 'vocals' ? plan.tempo.vocalRatio : plan.tempo.instrumentalRatio;
    const amount = stretchAmount(ratio);
    const limit = STRETCH_LIMITS[stem].hard;
    if (!isHeard || amount <= limit + ROUNDING) return [];
    return [
      {
        code: 'tempo-stretch-too-far',
        sectionIndex: null,
        measured: amount,
        limit,
        sentence: `The ${stem} would be stretched by ${Math.round(amount * 100)} %; at most ${limit * 100} % still sound right.`,
      },
    ];
  });
}

/** The voice moves by at most four semitones. */
export function checkPitchShift(plan: RemixPlan): Violation[] {
  const amount = Math.abs(plan.key.vocalSemitones);
  if (amount <= MAX_SHIFT_SEMITONES) return [];
  return [
    {
      code: 'pitch-shift-too-far',
      sectionIndex: null,
      measured: amount,
      limit: MAX_SHIFT_SEMITONES,
      sentence: `The voice would be shifted by ${amount} semitones; at most ${MAX_SHIFT_SEMITONES} are allowed.`,
    },
  ];
}

/** Two different phrases are never faded into each other for longer than a breath. */
export function checkLeadVoices(plan: RemixPlan): Violation[] {
  return plan.sections.flatMap((section, index): Violation[] => {
    const before = plan.sections[index - 1];
    const { type, lengthBeats: length } = section.transitionIn;
    if (before === undefined || type !== 'crossfade' || length <= LIMITS.voiceOverlapBeats)
      return [];
    const [one, other] = [before.stems.vocals, section.stems.vocals];
    if (one === null || other === null || continues(plan, before, one, other)) return [];
    return [
      {
        code: 'two-lead-voices',
        sectionIndex: index,
        measured: length,
        limit: LIMITS.voiceOverlapBeats,
        sentence: `Two phrases sing at once for ${length} beats into the ${section.label}: shorten the crossfade or cut.`,
      },
    ];
  });
}

function continues(plan: RemixPlan, before: PlanSection, one: StemPlay, other: StemPlay): boolean {
  const end = one.sourceBeat + before.lengthBeats * plan.tempo.vocalBeatsPerBeat;
  return one.loopSourceBeats === null && end === other.sourceBeat;
}

/** A voice stands alone only where its stem is clean. Unmeasured stems are not judged. */
export function checkSoloVoice(plan: RemixPlan, { vocal }: PlanContext): Violation[] {
  return plan.sections.flatMap((section, index): Violation[] => {
    const { vocals, drums, bass, other } = section.stems;
    if (vocals === null || drums !== null || bass !== null || other !== null) return [];
    const beats = vocals.loopSourceBeats ?? section.lengthBeats * plan.tempo.vocalBeatsPerBeat;
    const quality = voiceQuality(vocal, vocals.sourceBeat, vocals.sourceBeat + beats);
    if (quality === null || quality >= LIMITS.soloStemQuality) return [];
    return [
      {
        code: 'solo-voice-from-bleeding-stem',
        sectionIndex: index,
        measured: quality,
        limit: LIMITS.soloStemQuality,
        sentence: `The voice stands alone in the ${section.label}, but its stem carries too much of the band: add an instrument.`,
      },
    ];
  });
}

/** How clean the voice is between two of its song's beats, by the sections there; null where nobody has measured. */
function voiceQuality(vocal: SongAnalysis, fromBeat: number, toBeat: number): number | null {
  const { beatsSeconds, sections, stemQuality } = vocal;
  const last = beatsSeconds.length - 1;
  const secondsAt = (beat: number) => beatsSeconds[Math.min(last, Math.max(0, Math.round(beat)))];
  const [start, end] = [secondsAt(fromBeat), secondsAt(toBeat)];
  let [sum, total] = [0, 0];
  for (const section of sections) {
    const shared = Math.min(end, section.endSeconds) - Math.max(start, section.startSeconds);
    if (shared <= 0 || !section.stemQuality) continue;
    sum += shared * section.stemQuality.vocals;
    total += shared;
  }
  return total > 0 ? sum / total : (stemQuality?.vocals ?? null);
}

/** Every stem's material lies inside its song after stretching, and so do the beats of the grid. */
export function checkMaterial(plan: RemixPlan, { vocal, instrumental }: PlanContext): Violation[] {
  const beatsOf = {
    vocals: vocal.beatsSeconds.length - 1,
    others: instrumental.beatsSeconds.length - 1,
  };
  return plan.sections.flatMap((section, index): Violation[] => {
    const outside = (name: string, end: number, limit: number): Violation => ({
      code: 'material-outside-source',
      sectionIndex: index,
      measured: end,
      limit,
      sentence: `In the ${section.label}, ${name} run to beat ${end} of a song with ${limit} beats: start earlier or loop a phrase.`,
    });
    const violations: Violation[] = [];
    const gridEnd = section.anchorBeat + section.lengthBeats;
    if (section.anchorBeat < 0 || gridEnd > beatsOf.others)
      violations.push(outside('the beats', gridEnd, beatsOf.others));
    for (const stem of STEM_NAMES) {
      const play = section.stems[stem];
      if (play === null) continue;
      const end = materialEnd(plan, section, stem, play);
      const limit = stem === 'vocals' ? beatsOf.vocals : beatsOf.others;
      if (play.sourceBeat < 0 || end > limit + ROUNDING) violations.push(outside(stem, end, limit));
    }
    return violations;
  });
}

function materialEnd(
  plan: RemixPlan,
  section: PlanSection,
  stem: StemName,
  play: StemPlay,
): number {
  const rate = stem === 'vocals' ? plan.tempo.vocalBeatsPerBeat : 1;
  return play.sourceBeat + Math.min(play.loopSourceBeats ?? Infinity, section.lengthBeats * rate);
}
