/** The voice: sung phrases with doubles and harmonies in the chorus, or clicks for measuring. */
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import type { Key } from '@/lib/music/key';
import { scalePitchClasses } from '@/lib/music/scale';
import { type Arrangement, chordAt, type PlacedSection, plays } from './arrangement';
import { renderClicks } from './click-track';
import { filterBuffer } from './filters';
import { createBreath, type SungNote, singPhrase } from './formant-voice';
import { GENRE_STYLES } from './genre-styles';
import { alterToChord, midiToHz } from './harmony';
import { composeMelody, type MelodyNote, type MelodyStyle } from './melody';
import { addReverb } from './reverb';
import type { SongSpec } from './song-spec';
import type { TruePhrase } from './song-truth';
import { type ConsonantName, REGISTERS, type Register, VOWELS } from './vowels';

export interface VoiceTrack {
  pcm: Pcm;
  phrases: TruePhrase[];
  onsetsSeconds: number[];
}

interface SungPhrase {
  notes: SungNote[];
  /** Two steps of the scale above each note. */
  harmonyMidi: number[];
  section: PlacedSection;
  truth: TruePhrase;
}

/** Middle of a register in calm sections; full ones lie higher. */
const CENTRE_MIDI: Record<Register, number> = { soprano: 65, alto: 61, tenor: 54 };
const CHORUS_LIFT_SEMITONES = 5;
/** A singer is less exact than a machine, and a little late. */
const TIMING_SPREAD_SECONDS = 0.009;
const BEHIND_SECONDS = 0.006;
/** A word's first sound is drawn from here; several entries make one likelier. */
const SPOKEN: readonly ConsonantName[] = [
  'none',
  'l',
  'm',
  'h',
  's',
  't',
  'd',
  'k',
  'sh',
  'f',
  'l',
  'm',
  'd',
];

/** Sings (or clicks, or stays silent) as the spec asks. */
export function renderVoice(
  arrangement: Arrangement,
  lengthSamples: number,
  random: Random,
): VoiceTrack {
  const { spec } = arrangement;
  if (spec.voice === 'clicks') {
    const { beatsSeconds } = arrangement.timeline;
    const pcm = renderClicks(beatsSeconds, spec.beatsPerBar, lengthSamples);
    return { pcm, phrases: [], onsetsSeconds: beatsSeconds };
  }
  const pcm = createSilence(lengthSamples);
  if (spec.voice === 'none') return { pcm, phrases: [], onsetsSeconds: [] };
  const register = spec.voiceRegister ?? random.fork('register').pick(REGISTERS);
  const phrases = composePhrases(arrangement, register, random);
  const breath = createBreath(random.fork('breath'));
  const lead = new Float32Array(lengthSamples);
  const double = new Float32Array(lengthSamples);
  const harmony = new Float32Array(lengthSamples);
  phrases.forEach((phrase, index) => {
    const take = random.fork(`take ${index}`);
    singPhrase(lead, phrase.notes, register, breath, take);
    if (phrase.section.energy < 0.75) return;
    singPhrase(double, detune(phrase.notes, 9, 0.012, take), register, breath, take.fork('double'));
    singPhrase(
      harmony,
      harmonise(phrase, spec.tuningCents),
      register,
      breath,
      take.fork('harmony'),
    );
  });
  mixVoices(pcm, { lead, double, harmony }, spec, arrangement);
  return {
    pcm,
    phrases: phrases.map((phrase) => phrase.truth),
    onsetsSeconds: phrases.flatMap((phrase) => phrase.notes.map((note) => note.startSeconds)),
  };
}

function composePhrases(
  arrangement: Arrangement,
  register: Register,
  random: Random,
): SungPhrase[] {
  const { spec, timeline, sections } = arrangement;
  const style: MelodyStyle = GENRE_STYLES[spec.genre].melody;
  const human = random.fork('human');
  const phrases: SungPhrase[] = [];
  for (const section of sections) {
    if (!plays(section, 'voice')) continue;
    const isFull = section.label === 'chorus' || section.label === 'drop';
    const centre = CENTRE_MIDI[register] + (isFull ? CHORUS_LIFT_SEMITONES : 0);
    const words = random.fork(`words ${isFull ? section.label : section.index}`);
    const tune = composeMelody(arrangement, section, style, centre, random.fork('tune'));
    for (const phrase of tune) {
      const notes = phrase.notes.map((note): SungNote => {
        const late = BEHIND_SECONDS + TIMING_SPREAD_SECONDS * human.normal();
        const startSeconds = Math.max(0.1, timeline.playedSeconds(note.startBeat) + late);
        const endSeconds = timeline.playedSeconds(note.endBeat) - 0.03;
        return {
          startSeconds,
          endSeconds: Math.max(endSeconds, startSeconds + 0.07),
          hz: midiToHz(note.midi, spec.tuningCents),
          vowel: words.pick(VOWELS),
          consonant: words.pick(SPOKEN),
          effort: (isFull ? 0.85 : 0.35 + 0.45 * section.energy) * (1 + 0.05 * human.normal()),
        };
      });
      const first = phrase.notes[0];
      const last = phrase.notes[phrase.notes.length - 1];
      phrases.push({
        notes,
        harmonyMidi: phrase.notes.map((note) => thirdAbove(arrangement, note, section.key)),
        section,
        truth: {
          startBeat: first.startBeat,
          endBeat: last.endBeat,
          anchorBeat: phrase.anchorBeat,
          startSeconds: notes[0].startSeconds,
          endSeconds: notes[notes.length - 1].endSeconds,
        },
      });
    }
  }
  return phrases;
}

/** The same phrase sung again: a little off in pitch and time. */
function detune(
  notes: readonly SungNote[],
  cents: number,
  seconds: number,
  random: Random,
): SungNote[] {
  return notes.map((note) => ({
    ...note,
    hz: note.hz * 2 ** ((cents + 4 * random.normal()) / 1200),
    startSeconds: note.startSeconds + seconds * (0.5 + 0.5 * random.next()),
    consonant: 'none',
  }));
}

/** The same words a third above, softer. */
function harmonise(phrase: SungPhrase, tuningCents: number): SungNote[] {
  return phrase.notes.map((note, index) => ({
    ...note,
    hz: midiToHz(phrase.harmonyMidi[index], tuningCents),
    consonant: 'none',
    effort: note.effort * 0.8,
  }));
}

/** Two steps of the scale above a note, bent to the chord. */
function thirdAbove(arrangement: Arrangement, note: MelodyNote, key: Key): number {
  const scale = scalePitchClasses(key);
  let midi = note.midi;
  for (let steps = 0; steps < 2; ) {
    midi++;
    if (scale.includes(midi % 12)) steps++;
  }
  return alterToChord(midi, chordAt(arrangement, note.startBeat).pitchClasses, key);
}

/** Lead in the middle, its double and the harmony to the sides, an echo in time and a room. */
function mixVoices(
  pcm: Pcm,
  takes: { lead: Float32Array; double: Float32Array; harmony: Float32Array },
  spec: SongSpec,
  arrangement: Arrangement,
): void {
  const [left, right] = pcm.channels;
  const { lead, double, harmony } = takes;
  for (const take of [lead, double, harmony]) filterBuffer(take, 'highpass', 110);
  const send = new Float32Array(lead.length);
  const beatSeconds = arrangement.timeline.beatsSeconds[1] - arrangement.timeline.beatsSeconds[0];
  const echo = Math.round(0.75 * beatSeconds * SAMPLE_RATE_HZ);
  const wet = spec.production.reverbAmount;
  for (let i = 0; i < lead.length; i++) {
    left[i] = 0.5 * lead[i] + 0.2 * double[i] + 0.1 * harmony[i];
    right[i] = 0.5 * lead[i] + 0.1 * double[i] + 0.2 * harmony[i];
    send[i] = 0.5 * lead[i] + 0.2 * double[i] + 0.2 * harmony[i];
    if (i >= echo) send[i] += 0.3 * send[i - echo];
  }
  const room = { decaySeconds: 0.9 + 1.6 * wet, size: 1.1, damping: 0.35, predelaySeconds: 0.025 };
  addReverb(send, left, right, room, 0.1 + 0.5 * wet);
}
