/** Everything else: pad, chords, arpeggio, lead, risers, impacts and the noise of the room. */
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import type { Arrangement } from './arrangement';
import { composeArp, composeChords, composeLead, type ScheduledNote } from './chord-parts';
import { addBackgroundNoise, addImpact, addRiser } from './effects';
import { filterBuffer } from './filters';
import { type ChordSound, GENRE_STYLES, WALTZ_STYLE } from './genre-styles';
import { midiToHz } from './harmony';
import { renderNote } from './instruments';
import { renderPad } from './pad';
import { addReverb } from './reverb';

const ARP_SOUNDS: readonly ChordSound[] = ['pluck', 'bell', 'electric-piano', 'guitar'];
const LEAD_SOUNDS: readonly ChordSound[] = ['supersaw', 'bell', 'pluck', 'organ'];

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
      evenOut(voice);
      rendered.set(name, voice);
    }
    const gain = note.gain * NOTE_GAIN;
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

/** Level of a note among those of its layer. */
const NOTE_GAIN = 0.05;
/** A note's loudness is measured over so much of its beginning. */
const STROKE_SAMPLES = 11025;

/** Gives every instrument and pitch the same RMS over its stroke. */
function evenOut(voice: Float32Array): void {
  const end = Math.min(voice.length, STROKE_SAMPLES);
  let power = 1e-9;
  for (let i = 0; i < end; i++) power += voice[i] * voice[i];
  const gain = 1 / Math.sqrt(power / end);
  for (let i = 0; i < voice.length; i++) voice[i] *= gain;
}
