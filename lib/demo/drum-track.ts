/** The drums' part: from the genre's grooves to hits in time, with crashes, fills and rolls, then to sound. */
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { type Arrangement, type PlacedSection, plays } from './arrangement';
import { createDrumKit, type DrumVoice } from './drum-kit';
import {
  DRUM_STYLES,
  type DrumPattern,
  STEP_HITS,
  STEP_VELOCITY,
  stepsOf,
  WALTZ_GROOVES,
} from './drum-patterns';
import { filterBuffer, saturate } from './filters';
import { addReverb } from './reverb';

export interface DrumHit {
  voice: DrumVoice;
  seconds: number;
  /** 0 to 1. */
  velocity: number;
}

const STEPS_PER_BEAT = 4;
/** Deviation of a hit's loudness. */
const VELOCITY_SPREAD = 0.06;
/** Voices that count as the kick and as percussion where only a part of the kit plays. */
const PERCUSSION: readonly DrumVoice[] = [
  'hat',
  'openHat',
  'ride',
  'shaker',
  'rim',
  'clap',
  'conga',
  'highConga',
];
const SEND: Partial<Record<DrumVoice, number>> = {
  snare: 0.5,
  clap: 0.5,
  rim: 0.35,
  tom: 0.4,
  lowTom: 0.4,
  conga: 0.35,
  highConga: 0.35,
  crash: 0.3,
};

/** Writes every hit of the song in order of time. */
export function composeDrums(arrangement: Arrangement, random: Random): DrumHit[] {
  const { spec, timeline, sections, totalBeats } = arrangement;
  const hits: DrumHit[] = [];
  const add = (voice: DrumVoice, beat: number, velocity: number) => {
    const jitter = (spec.timingJitterMs / 1000) * random.normal();
    hits.push({
      voice,
      seconds: Math.max(0, timeline.playedSeconds(beat) + jitter),
      velocity: Math.min(1, Math.max(0.05, velocity * (1 + VELOCITY_SPREAD * random.normal()))),
    });
  };
  const waltz = random.fork('waltz').pick(WALTZ_GROOVES);
  const grooves = spec.beatsPerBar === 3 ? waltz : DRUM_STYLES[spec.genre].grooves;
  let wasDrumming = false;
  for (const section of sections) {
    const isDrumming = plays(section, 'drums');
    const allows = voicesOf(section);
    if (allows) {
      const groove = grooves[section.energy < 0.6 ? 0 : grooves.length - 1];
      addGroove(add, section, groove, spec.beatsPerBar, allows);
      if (isDrumming && spec.genre !== 'ambient' && spec.genre !== 'folk') {
        if (section.energy >= 0.6 || !wasDrumming) add('crash', section.startBeat, 0.9);
      }
    }
    if (section.label === 'build' && isDrumming) addRoll(add, section);
    wasDrumming = isDrumming;
  }
  if (wasDrumming && spec.genre !== 'ambient') {
    add('kick', totalBeats, 0.9);
    add('crash', totalBeats, 0.7);
  }
  return hits.sort((a, b) => a.seconds - b.seconds);
}

/** Which drums a section lets sound; null = none. */
function voicesOf(section: PlacedSection): ((voice: DrumVoice) => boolean) | null {
  if (plays(section, 'drums')) return () => true;
  const hasKick = plays(section, 'kick');
  const hasPercussion = plays(section, 'percussion');
  if (!hasKick && !hasPercussion) return null;
  return (voice) => (hasKick && voice === 'kick') || (hasPercussion && PERCUSSION.includes(voice));
}

type AddHit = (voice: DrumVoice, beat: number, velocity: number) => void;

/** Repeats the groove over the section; the last bar of every fourth (eighth) ends in a fill. */
function addGroove(
  add: AddHit,
  section: PlacedSection,
  groove: DrumPattern,
  beatsPerBar: number,
  allows: (voice: DrumVoice) => boolean,
): void {
  const barSteps = beatsPerBar * STEPS_PER_BEAT;
  const loudness = 0.72 + 0.28 * section.energy;
  const isRolling = section.label === 'build';
  for (let bar = 0; bar < section.bars; bar++) {
    const isLast = bar === section.bars - 1;
    const fillSteps =
      !plays(section, 'drums') || isRolling || section.energy < 0.35
        ? 0
        : isLast
          ? 6
          : bar % 4 === 3
            ? 3
            : 0;
    for (const [name, pattern] of Object.entries(groove)) {
      const voice = name as DrumVoice;
      if (!allows(voice)) continue;
      if (isRolling && isLast && section.next && voice !== 'kick') continue;
      const steps = stepsOf(pattern);
      for (let step = 0; step < barSteps; step++) {
        const mark = steps[(bar * barSteps + step) % steps.length];
        const isFilled = step >= barSteps - fillSteps && voice !== 'kick';
        if (mark === '.' || isFilled) continue;
        const beat = section.startBeat + bar * beatsPerBar + step / STEPS_PER_BEAT;
        const times = STEP_HITS[mark] ?? 1;
        for (let k = 0; k < times; k++) {
          const swell = times > 1 ? 0.7 + (0.5 * k) / times : 1;
          add(voice, beat + k / (times * STEPS_PER_BEAT), STEP_VELOCITY[mark] * loudness * swell);
        }
      }
    }
    const fill: DrumVoice[] = ['snare', 'snare', 'tom', 'tom', 'lowTom', 'lowTom'];
    for (let k = 0; k < fillSteps; k++) {
      const beat = section.startBeat + (bar + 1) * beatsPerBar - (fillSteps - k) / STEPS_PER_BEAT;
      const drum = fillSteps === 3 ? 'snare' : fill[k];
      add(drum, beat, loudness * (0.45 + (0.4 * (k + 1)) / fillSteps));
    }
  }
}

/** A snare roll that doubles its pace and swells towards the next section; the last beat is left empty. */
function addRoll(add: AddHit, section: PlacedSection): void {
  const end = section.startBeat + section.lengthBeats - 1;
  for (let beat = section.startBeat; beat < end; ) {
    const progress = (beat - section.startBeat) / section.lengthBeats;
    add('snare', beat, 0.2 + 0.6 * progress);
    beat += progress < 0.5 ? 0.5 : progress < 0.75 ? 0.25 : 0.125;
  }
}

/** Plays the hits on a kit made from the seed. */
export function renderDrums(
  arrangement: Arrangement,
  hits: readonly DrumHit[],
  lengthSamples: number,
  random: Random,
): Pcm {
  const { spec } = arrangement;
  const kit = createDrumKit(
    random.fork('kit').pick(DRUM_STYLES[spec.genre].kits),
    random.fork('takes'),
  );
  const drums = createSilence(lengthSamples);
  const [left, right] = drums.channels;
  const send = new Float32Array(lengthSamples);
  hits.forEach((hit, index) => {
    const takes = kit.takes(hit.voice);
    const sound = takes[(index + random.integer(2)) % takes.length];
    const start = Math.round(hit.seconds * SAMPLE_RATE_HZ);
    const gain = kit.gain[hit.voice] * hit.velocity ** 1.3;
    const pan = kit.pan[hit.voice];
    const gainLeft = gain * Math.min(1, 1 - pan);
    const gainRight = gain * Math.min(1, 1 + pan);
    const gainSend = gain * (SEND[hit.voice] ?? 0) * spec.production.reverbAmount;
    const end = Math.min(start + sound.length, lengthSamples);
    for (let i = start; i < end; i++) {
      const sample = sound[i - start];
      left[i] += gainLeft * sample;
      right[i] += gainRight * sample;
      send[i] += gainSend * sample;
    }
  });
  filterBuffer(send, 'highpass', 250);
  const room = {
    decaySeconds: 0.5 + 1.1 * spec.production.reverbAmount,
    size: 0.6,
    damping: 0.35,
    predelaySeconds: 0.008,
  };
  addReverb(send, left, right, room, 0.5);
  for (const channel of drums.channels) saturate(channel, 1.15);
  return drums;
}
