/** One candidate: a skeleton with lengths, material, gains and transitions. */
import type { Random } from '@/lib/base/random';
import { otherSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Casting } from '../decisions/casting';
import { allocateBars } from '../families/allocate';
import type { Skeleton } from '../families/skeleton';
import type { PromptIntent } from '../intent/prompt-intent';
import {
  longestInstrumentalBeats,
  scoreInstrumentalWindows,
} from '../material/instrumental-windows';
import { type InstrumentalPlace, keyClashOver } from '../material/local-key';
import { stemsLevelDb } from '../material/song-map';
import type { Span } from '../material/span';
import { scoreVocalWindows } from '../material/vocal-windows';
import type { PlanSection, RemixPlan, StemPlay, Transition } from '../remix-plan';
import { genreRules } from '../rules/genres';
import { instrumentGainDb, stemGainDb, vocalGainDb } from './choose-gains';
import { chooseTransitions, reachBack } from './choose-transitions';
import type { Knobs } from './knobs';
import { lengthWish } from './length-wish';
import { addMoment } from './moments';
import { type ShapedSlot, shapeSkeleton } from './shape';

export interface CandidateRequest {
  casting: Casting;
  skeleton: Skeleton;
  knobs: Knobs;
  intent: PromptIntent;
  seed: number;
  random: Random;
  /** Whether a skeleton that cannot keep the allowed length is given up. */
  isLengthStrict: boolean;
}

/** Windows this close to the best are as good; which is taken is the knob's and the seed's choice. */
const NEAR_BEST = 0.12;

/**
 * Builds a candidate, still without its id: that is made once nothing changes any more. Null where the
 * skeleton cannot be laid out over this material.
 */
export function buildPlan(request: CandidateRequest): RemixPlan | null {
  const { casting, skeleton, knobs, intent, seed, isLengthStrict } = request;
  const slots = shapeSkeleton(skeleton, intent, knobs);
  const { beatsPerBar } = casting.instrumental;
  const rules = genreRules(intent.genre);
  const bars = allocateBars(slots, {
    ...lengthWish(casting, skeleton.family, intent),
    isLengthStrict,
    beatsPerBar,
    longestSectionBars: Math.floor(longestInstrumentalBeats(casting.instrumental) / beatsPerBar),
    vocalEntryBeat: knobs.vocalEntryBeat,
    latestEntryBeat: rules.voiceByBar === null ? null : rules.voiceByBar * beatsPerBar,
    breakdownPosition: knobs.breakdownPosition,
    peakPosition: intent.structure === 'build' ? 0.74 : 0.68,
  });
  if (bars === null) return null;
  const lengths = bars.map((count) => count * beatsPerBar);
  const transitions = chooseTransitions(slots, lengths, intent, knobs, beatsPerBar);
  const sections = new SectionFiller(request, slots, lengths, transitions).fill();
  if (sections === null) return null;
  const plan: RemixPlan = {
    id: '',
    seed,
    prompt: intent.prompt,
    family: skeleton.family,
    vocalSong: casting.vocalSong,
    tempo: casting.tempo,
    key: casting.key,
    sections,
    targetLufs: rules.loudnessLufs.target,
  };
  const limits = { beatsPerBar, transitionShare: rules.transitionShare };
  return knobs.moment === null ? plan : addMoment(plan, knobs.moment, limits);
}

/** Gives each section its material, in order of time. */
class SectionFiller {
  private readonly usedVoice: Span[] = [];
  private readonly usedInstruments: Span[] = [];
  private previous: Span | null = null;

  constructor(
    private readonly request: CandidateRequest,
    private readonly slots: readonly ShapedSlot[],
    private readonly lengths: readonly number[],
    private readonly transitions: Transition[],
  ) {}

  fill(): PlanSection[] | null {
    const sections: PlanSection[] = [];
    let startBeat = 0;
    for (const [index, slot] of this.slots.entries()) {
      const section = this.section(slot, index, startBeat);
      if (section === null) return null;
      sections.push(section);
      startBeat += section.lengthBeats;
    }
    return sections;
  }

  private section(slot: ShapedSlot, index: number, startBeat: number): PlanSection | null {
    const lengthBeats = this.lengths[index];
    const anchorBeat = this.pickAnchor(slot, lengthBeats, index);
    if (anchorBeat === null) return null;
    const vocals =
      slot.voice === 'none' ? null : this.pickVoice(slot, { anchorBeat, lengthBeats }, index);
    const { casting, intent } = this.request;
    const side = otherSide(casting.vocalSong);
    const levelDb = stemsLevelDb(casting.instrumental, slot.instruments, anchorBeat, lengthBeats);
    const sharedDb = instrumentGainDb(slot, levelDb);
    const instrument = (stem: StemName): StemPlay | null =>
      slot.instruments.includes(stem)
        ? {
            song: side,
            sourceBeat: anchorBeat,
            loopSourceBeats: null,
            gainDb: stemGainDb(stem, sharedDb, intent),
          }
        : null;
    const stems = Object.fromEntries(
      STEM_NAMES.map((stem) => [stem, stem === 'vocals' ? vocals : instrument(stem)]),
    ) as PlanSection['stems'];
    return {
      label: slot.label,
      startBeat,
      lengthBeats,
      anchorBeat,
      energyStart: slot.energy[0],
      energyEnd: slot.energy[1],
      stems,
      transitionIn: this.transitions[index],
    };
  }

  private pickAnchor(slot: ShapedSlot, lengthBeats: number, index: number): number | null {
    const { casting } = this.request;
    const windows = scoreInstrumentalWindows(casting.instrumental, {
      lengthBeats,
      energy: (slot.energy[0] + slot.energy[1]) / 2,
      label: slot.label,
      stems: slot.instruments,
      previous: this.previous,
      used: this.usedInstruments,
    });
    const before = this.margin(index);
    const fitting = windows.filter(
      ({ beat }) =>
        beat >= before.head && beat + lengthBeats + before.tail <= casting.instrumental.beatCount,
    );
    const window = this.pickNearBest(fitting.length > 0 ? fitting : windows);
    if (window === null) return null;
    this.previous = { from: window.beat, length: lengthBeats };
    this.usedInstruments.push(this.previous);
    return window.beat;
  }

  private pickVoice(slot: ShapedSlot, place: InstrumentalPlace, index: number): StemPlay | null {
    const { casting } = this.request;
    if (slot.voice === 'none') return null;
    const { lengthBeats } = place;
    const rate = casting.tempo.vocalBeatsPerBeat;
    const { vocalSemitones } = casting.key;
    const windows = scoreVocalWindows(casting.vocal, {
      sourceBeats: lengthBeats * rate,
      role: slot.voice,
      energy: (slot.energy[0] + slot.energy[1]) / 2,
      keyClash: keyClashOver({ ...casting, vocalSemitones, vocalBeatsPerBeat: rate }, place),
      used: this.usedVoice,
    });
    const margin = this.margin(index);
    const fitting = windows.filter(({ beat, loopSourceBeats }) => {
      const length = (loopSourceBeats ?? lengthBeats * rate) + margin.tail * rate;
      return beat >= margin.head * rate && beat + length <= casting.vocal.beatCount;
    });
    const window = this.pickNearBest(fitting.length > 0 ? fitting : windows);
    if (window === null) return null;
    this.usedVoice.push({
      from: window.beat,
      length: window.loopSourceBeats ?? lengthBeats * rate,
    });
    return {
      song: casting.vocalSong,
      sourceBeat: window.beat,
      loopSourceBeats: window.loopSourceBeats,
      gainDb: vocalGainDb(slot, this.request.intent, this.request.knobs),
    };
  }

  /** Beats that fades need before the section's material and after it. */
  private margin(index: number): { head: number; tail: number } {
    const next = this.transitions[index + 1];
    return { head: reachBack(this.transitions[index]), tail: next ? reachBack(next) : 0 };
  }

  /** The best window, or for a higher material rank one of those that are nearly as good. */
  private pickNearBest<Window extends { beat: number; score: number }>(
    windows: readonly Window[],
  ): Window | null {
    if (windows.length === 0) return null;
    const best = windows.reduce((one, other) => (other.score > one.score ? other : one));
    const { materialRank } = this.request.knobs;
    if (materialRank === 0) return best;
    const near = windows
      .filter((window) => window.score >= best.score - NEAR_BEST)
      .sort((x, y) => y.score - x.score || x.beat - y.beat);
    return near[(materialRank + this.request.random.integer(2)) % near.length];
  }
}
