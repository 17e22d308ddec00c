/** The pad: detuned saws for each note of the chord, spread wide, under a filter that follows the energy. */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { type Arrangement, type PlacedChord, plays } from './arrangement';
import { StateVariableFilter } from './filters';
import type { PadSound } from './genre-styles';
import { midiToHz } from './harmony';
import { addTone, phaseFrom, type Waveform } from './wavetable';

/** What a pad is made of: wave, voices a side, spread of their pitches, level. */
const SOUNDS: Record<PadSound, { wave: Waveform; voices: number; spread: number; gain: number }> = {
  supersaw: { wave: 'saw', voices: 3, spread: 0.009, gain: 0.05 },
  strings: { wave: 'saw', voices: 2, spread: 0.005, gain: 0.055 },
  hollow: { wave: 'hollow', voices: 2, spread: 0.004, gain: 0.07 },
};
const ATTACK_SECONDS = 0.09;
const RELEASE_SECONDS = 0.35;
const CONTROL_SAMPLES = 256;

/** Adds the pad to the stem and a share of it to the reverb's send. */
export function renderPad(
  other: Pcm,
  send: Float32Array,
  arrangement: Arrangement,
  sound: PadSound,
  random: Random,
): void {
  const { spec, timeline } = arrangement;
  const colour = 0.7 + 0.6 * random.next();
  const filters = [new StateVariableFilter('lowpass'), new StateVariableFilter('lowpass')];
  const { wave, voices, spread, gain } = SOUNDS[sound];
  for (const chord of arrangement.chords) {
    if (!plays(chord.section, 'pad')) continue;
    const startSeconds = timeline.gridSeconds(chord.startBeat);
    const endSeconds = timeline.gridSeconds(chord.startBeat + chord.lengthBeats);
    const start = Math.round(startSeconds * SAMPLE_RATE_HZ);
    const length = Math.round((endSeconds - startSeconds + RELEASE_SECONDS) * SAMPLE_RATE_HZ);
    const level = gain * (0.5 + 0.5 * chord.section.energy);
    other.channels.forEach((channel, side) => {
      const block = new Float32Array(Math.min(length, channel.length - start));
      const sideVoices = chord.section.energy > 0.5 ? voices : Math.min(2, voices);
      for (const midi of chord.midi) {
        const hz = midiToHz(midi, spec.tuningCents);
        for (let v = 0; v < sideVoices; v++) {
          const detune = (v - (sideVoices - 1) / 2 + (side - 0.5) * 0.5) * spread;
          addTone(
            block,
            0,
            block.length,
            wave,
            hz * (1 + detune),
            level / Math.sqrt(sideVoices),
            phaseFrom(random.next()),
          );
        }
      }
      const filter = filters[side];
      for (let i = 0; i < block.length; i += CONTROL_SAMPLES) {
        filter.tune(colour * cutoffHz(chord, i / length), 0.8);
        filter.run(block, i, Math.min(i + CONTROL_SAMPLES, block.length));
      }
      addShaped(block, channel, send, start, endSeconds - startSeconds);
    });
  }
}

/** Fades a chord in and out and adds it to its channel and to the send. */
function addShaped(
  block: Float32Array,
  channel: Float32Array,
  send: Float32Array,
  start: number,
  heldSeconds: number,
): void {
  for (let i = 0; i < block.length; i++) {
    const t = i / SAMPLE_RATE_HZ;
    const attack = t < ATTACK_SECONDS ? t / ATTACK_SECONDS : 1;
    const release = t > heldSeconds ? Math.max(0, 1 - (t - heldSeconds) / RELEASE_SECONDS) : 1;
    const sample = block[i] * attack * release * release;
    channel[start + i] += sample;
    send[start + i] += 0.3 * sample;
  }
}

/** Opens with the energy; in a build it rises through the section. */
function cutoffHz(chord: PlacedChord, share: number): number {
  const { section } = chord;
  const place =
    (chord.startBeat + share * chord.lengthBeats - section.startBeat) / section.lengthBeats;
  if (section.label === 'build') return 600 * 12 ** place;
  const base = 500 * 9 ** section.energy;
  return section.label === 'intro' ? base * (0.6 + 0.6 * place) : base;
}
