/** Everything else: pad, chords, arpeggio, lead, risers, impacts and the noise of the room. */

import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { type Arrangement, chordAt, type PlacedSection, plays } from './arrangement';
import { addBackgroundNoise, addImpact, addRiser } from './effects';
import { filterBuffer } from './filters';
import { type ChordSound, GENRE_STYLES, patternSteps, WALTZ_STYLE } from './genre-styles';
import { midiToHz } from './harmony';
import { renderNote } from './instruments';
import { composeMelody } from './melody';
import { renderPad } from './pad';
import { addReverb } from './reverb';

const STEPS_PER_BEAT = 4;
const ARP_SOUNDS: readonly ChordSound[] = ['pluck', 'bell', 'electric-piano', 'guitar'];
const LEAD_SOUNDS: readonly ChordSound[] = ['supersaw', 'bell', 'pluck', 'organ'];
const LEAD_CENTRE_MIDI = 74;

interface ScheduledNote {
  startSeconds: number;
  seconds: number;
  midi: number;
  gain: number;
  pan: number;
  brightness: number;
}

/** Writes and plays the stem. */
export function renderOther(arrangement: Arrangement, lengthSamples: number, random: Random): Pcm {
  const { spec, sections, timeline } = arrangement;
  const style = GENRE_STYLES[spec.genre];
  const isWaltz = spec.beatsPerBar === 3;
  const other = createSilence(lengthSamples);
  const send = new Float32Array(lengthSamples);
  const sounds = random.fork('sounds');
  renderPad(other, send, arrangement, sounds.pick(style.padSounds), random.fork('pad'));
  const layers: { sound: ChordSound; notes: ScheduledNote[] }[] = [
    {
      sound: sounds.pick(style.chordSounds),
      notes: composeChords(
        arrangement,
        isWaltz ? WALTZ_STYLE.chordPatterns : style.chordPatterns,
        random.fork('chords'),
      ),
    },
    {
      sound: sounds.pick(ARP_SOUNDS),
      notes: composeArp(
        arrangement,
        isWaltz ? WALTZ_STYLE.arpPatterns : style.arpPatterns,
        random.fork('arp'),
      ),
    },
    { sound: sounds.pick(LEAD_SOUNDS), notes: composeLead(arrangement, random.fork('lead')) },
  ];
  for (const { sound, notes } of layers) {
    playNotes(other, send, sound, notes, spec.tuningCents, random.fork(`play ${sound}`));
  }
  sections.forEach((section, index) => {
    const start = timeline.gridSeconds(section.startBeat);
    const end = timeline.gridSeconds(section.startBeat + section.lengthBeats);
    if (section.label === 'build') addRiser(other, send, start, end, random.fork(`riser ${index}`));
    if (sections[index - 1]?.label === 'build')
      addImpact(other, send, start, random.fork(`impact ${index}`));
  });
  const [left, right] = other.channels;
  for (const channel of [...other.channels, send]) filterBuffer(channel, 'highpass', 130);
  const wet = spec.production.reverbAmount;
  const room = { decaySeconds: 1 + 2.5 * wet, size: 1.25, damping: 0.3, predelaySeconds: 0.015 };
  addReverb(send, left, right, room, 0.25 + 0.6 * wet);
  if (spec.production.noiseFloorDb !== null) {
    addBackgroundNoise(other, spec.production.noiseFloorDb, random.fork('noise'));
  }
  return other;
}

function composeChords(
  arrangement: Arrangement,
  patterns: readonly string[],
  random: Random,
): ScheduledNote[] {
  const { spec, timeline, sections, totalBeats } = arrangement;
  const calm = patternSteps(random.fork('calm').pick(patterns));
  const full = patternSteps(random.fork('full').pick(patterns));
  const notes: ScheduledNote[] = [];
  const strike = (beat: number, endBeat: number, gain: number, brightness: number) => {
    const chord = chordAt(arrangement, beat + 0.01);
    const late = (spec.timingJitterMs / 1000) * random.normal();
    chord.midi.forEach((midi, index) => {
      const startSeconds = Math.max(
        0,
        timeline.playedSeconds(beat) + late + 0.004 * index * random.next(),
      );
      notes.push({
        startSeconds,
        seconds: Math.max(0.06, timeline.playedSeconds(endBeat) - startSeconds - 0.02),
        midi,
        gain: gain * (1 + 0.06 * random.normal()) * (index === 0 ? 1 : 0.9),
        pan: ((index % 2) * 2 - 1) * 0.3,
        brightness,
      });
    });
  };
  for (const section of sections) {
    if (!plays(section, 'chords')) continue;
    const steps = section.energy < 0.6 ? calm : full;
    const total = section.lengthBeats * STEPS_PER_BEAT;
    for (let step = 0; step < total; step++) {
      const mark = steps[step % steps.length];
      if (mark !== 'x' && mark !== 'o') continue;
      let length = 1;
      while (step + length < total && steps[(step + length) % steps.length] === '-') length++;
      const beat = section.startBeat + step / STEPS_PER_BEAT;
      const gain = (mark === 'x' ? 1 : 0.65) * (0.55 + 0.45 * section.energy);
      strike(beat, beat + length / STEPS_PER_BEAT, gain, 0.25 + 0.6 * section.energy);
    }
  }
  if (plays(sections[sections.length - 1], 'chords')) strike(totalBeats, totalBeats + 3, 0.8, 0.4);
  return notes;
}

function composeArp(
  arrangement: Arrangement,
  patterns: readonly string[],
  random: Random,
): ScheduledNote[] {
  const { spec, timeline, sections } = arrangement;
  const steps = patternSteps(random.pick(patterns));
  const octave = random.pick([12, 12, 24]);
  const notes: ScheduledNote[] = [];
  for (const section of sections) {
    if (!plays(section, 'arp')) continue;
    for (let step = 0; step < section.lengthBeats * STEPS_PER_BEAT; step++) {
      const mark = steps[step % steps.length];
      if (mark === '.' || mark === '-') continue;
      const beat = section.startBeat + step / STEPS_PER_BEAT;
      const { midi } = chordAt(arrangement, beat);
      const tone = Number(mark);
      notes.push({
        startSeconds: Math.max(
          0,
          timeline.playedSeconds(beat) + (spec.timingJitterMs / 1000) * random.normal(),
        ),
        seconds: 0.18,
        midi: midi[tone % midi.length] + octave + (tone >= midi.length ? 12 : 0),
        gain: (0.35 + 0.3 * section.energy) * (step % 4 === 0 ? 1 : 0.8),
        pan: step % 2 === 0 ? -0.5 : 0.5,
        brightness: sweepUp(section, beat),
      });
    }
  }
  return notes;
}

function composeLead(arrangement: Arrangement, random: Random): ScheduledNote[] {
  const { timeline, sections, spec } = arrangement;
  const style = GENRE_STYLES[spec.genre].melody;
  const notes: ScheduledNote[] = [];
  for (const section of sections) {
    if (!plays(section, 'lead')) continue;
    const phrases = composeMelody(
      arrangement,
      section,
      style === 'rap' ? 'hook' : style,
      LEAD_CENTRE_MIDI,
      random,
    );
    for (const note of phrases.flatMap((phrase) => phrase.notes)) {
      const startSeconds = timeline.playedSeconds(note.startBeat);
      notes.push({
        startSeconds: Math.max(0, startSeconds + (spec.timingJitterMs / 1000) * random.normal()),
        seconds: timeline.playedSeconds(note.endBeat) - startSeconds,
        midi: note.midi,
        gain: 0.8 + 0.4 * section.energy,
        pan: 0.1,
        brightness: 0.5 + 0.4 * section.energy,
      });
    }
  }
  return notes;
}

/** A build opens its filter towards the end; other sections stay at their energy. */
function sweepUp(section: PlacedSection, beat: number): number {
  if (section.label !== 'build') return 0.2 + 0.6 * section.energy;
  return 0.2 + (0.8 * (beat - section.startBeat)) / section.lengthBeats;
}

/** Renders each different note once and copies it to wherever it is played. */
function playNotes(
  other: Pcm,
  send: Float32Array,
  sound: ChordSound,
  notes: readonly ScheduledNote[],
  tuningCents: number,
  random: Random,
): void {
  const [left, right] = other.channels;
  const rendered = new Map<string, Float32Array>();
  for (const note of notes) {
    const seconds = Math.ceil(note.seconds * 20) / 20;
    const brightness = Math.round(note.brightness * 8) / 8;
    const name = `${note.midi} ${seconds} ${brightness}`;
    let voice = rendered.get(name);
    if (!voice) {
      voice = renderNote(
        sound,
        { hz: midiToHz(note.midi, tuningCents), seconds, brightness },
        random,
      );
      rendered.set(name, voice);
    }
    const gain = note.gain * LAYER_GAIN[sound];
    const gainLeft = gain * Math.min(1, 1 - note.pan);
    const gainRight = gain * Math.min(1, 1 + note.pan);
    const gainSend = 0.35 * gain;
    const start = Math.round(note.startSeconds * SAMPLE_RATE_HZ);
    const end = Math.min(left.length, start + voice.length);
    for (let i = start; i < end; i++) {
      const sample = voice[i - start];
      left[i] += gainLeft * sample;
      right[i] += gainRight * sample;
      send[i] += gainSend * sample;
    }
  }
}

/** Levels at which the instruments sound equally loud. */
const LAYER_GAIN: Record<ChordSound, number> = {
  supersaw: 0.11,
  'electric-piano': 0.17,
  piano: 0.21,
  organ: 0.08,
  guitar: 0.22,
  pluck: 0.15,
  bell: 0.09,
  'distorted-guitar': 0.07,
};
