/** Sounds without a beat or a key, on which an analysis must not be sure of anything. */
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { createRandom, type Random } from '@/lib/base/random';
import { filterBuffer, sweepFilter } from './filters';
import { createBreath, type SungNote, singPhrase } from './formant-voice';
import { addReverb } from './reverb';
import { type ConsonantName, VOWELS } from './vowels';

export const NON_MUSIC_KINDS = ['speech', 'ambience', 'eight-bit-noise', 'drone'] as const;
export type NonMusicKind = (typeof NON_MUSIC_KINDS)[number];

export interface NonMusicSpec {
  kind: NonMusicKind;
  seed: number;
  seconds: number;
}

/** One of each kind, and two more speakers. */
export function nonMusicSpecs(): { id: string; tags: string[]; spec: NonMusicSpec }[] {
  const kinds: NonMusicKind[] = [...NON_MUSIC_KINDS, 'speech', 'ambience'];
  return kinds.map((kind, index) => ({
    id: `n${index + 1}-${kind}`,
    tags: ['non-music', kind],
    spec: { kind, seed: 9100 + index, seconds: 40 },
  }));
}

/** Makes the sound; stereo, peaks below 0.9. */
export function generateNonMusic(spec: NonMusicSpec): Pcm {
  const random = createRandom(spec.seed);
  const pcm = createSilence(Math.round(spec.seconds * SAMPLE_RATE_HZ));
  const [left, right] = pcm.channels;
  switch (spec.kind) {
    case 'speech':
      speak(left, right, random);
      break;
    case 'ambience':
      blow(left, random.fork('left'));
      blow(right, random.fork('right'));
      break;
    case 'eight-bit-noise':
      for (let i = 0; i < left.length; i++) left[i] = (random.integer(256) - 128) / 128;
      right.set(left);
      break;
    case 'drone':
      drone(left, right, random);
      break;
  }
  let peak = 1e-9;
  for (const channel of pcm.channels) {
    for (const value of channel) peak = Math.max(peak, Math.abs(value));
  }
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] *= 0.85 / peak;
  }
  return pcm;
}

/** Babble: syllables of uneven length in sentences with pauses; the pitch falls and never settles. */
function speak(left: Float32Array, right: Float32Array, random: Random): void {
  const breath = createBreath(random.fork('breath'));
  const duration = left.length / SAMPLE_RATE_HZ;
  const baseHz = 105 + 100 * random.next();
  const sounds: readonly ConsonantName[] = ['none', 's', 't', 'k', 'm', 'l', 'd', 'h', 'f', 'sh'];
  for (let time = 0.5; time < duration - 3; time += 0.3 + 0.9 * random.next()) {
    const syllables = 4 + random.integer(14);
    const notes: SungNote[] = [];
    for (let k = 0; k < syllables; k++) {
      const length = 0.09 + 0.16 * random.next() ** 1.5;
      notes.push({
        startSeconds: time,
        endSeconds: time + length * 0.9,
        hz: baseHz * (1.25 - (0.4 * k) / syllables) * 2 ** (0.16 * random.normal()),
        vowel: random.pick(VOWELS),
        consonant: random.pick(sounds),
        effort: 0.4 + 0.3 * random.next(),
      });
      time += length + 0.03 * random.next();
    }
    singPhrase(left, notes, 'tenor', breath, random.fork(`sentence ${time}`));
  }
  right.set(left);
  const send = left.slice();
  addReverb(
    send,
    left,
    right,
    { decaySeconds: 0.4, size: 0.5, damping: 0.5, predelaySeconds: 0.005 },
    0.15,
  );
}

/** Wind in the trees: noise whose colour and level wander over seconds, with far thuds now and then. */
function blow(channel: Float32Array, random: Random): void {
  let level = 0.5;
  let target = 0.5;
  let thud = 0;
  for (let i = 0; i < channel.length; i++) {
    if (i % 8192 === 0) target = 0.15 + 0.85 * random.next();
    if (random.next() < 0.6 / SAMPLE_RATE_HZ) thud = 1.5 * random.next();
    level += 0.00003 * (target - level);
    thud *= 0.9995;
    channel[i] = (level + thud) * (2 * random.next() - 1);
  }
  const rate = 0.05 + 0.1 * random.next();
  const cutoff = (t: number) => 500 * 2 ** (1.2 * Math.sin(2 * Math.PI * rate * t));
  sweepFilter(channel, 0, channel.length, 'lowpass', cutoff, 0.8);
  filterBuffer(channel, 'highpass', 60);
}

/** A machine hall: many partials in no relation to each other, each slowly swelling. */
function drone(left: Float32Array, right: Float32Array, random: Random): void {
  for (let k = 0; k < 14; k++) {
    const step = (2 * Math.PI * 60 * 40 ** random.next()) / SAMPLE_RATE_HZ;
    const swell = (2 * Math.PI * (0.03 + 0.1 * random.next())) / SAMPLE_RATE_HZ;
    const phase = 6.28 * random.next();
    const pan = random.next();
    for (let i = 0; i < left.length; i++) {
      const value = (1 + Math.sin(swell * i + phase)) * Math.sin(step * i + phase);
      left[i] += pan * value;
      right[i] += (1 - pan) * value;
    }
  }
}
