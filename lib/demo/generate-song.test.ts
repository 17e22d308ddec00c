/** What the generator says of a song is what is heard in it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { hannWindow, RealFft } from '@/lib/audio/fft';
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ, toMono } from '@/lib/audio/pcm';
import { pitchClassIndex } from '@/lib/music/key';
import { scalePitchClasses } from '@/lib/music/scale';
import { clickVocalSong } from './click-songs';
import { demoPair } from './demo-pair';
import { generateSong } from './generate-song';
import type { SectionSpec, SongSpec } from './song-spec';
import type { GeneratedSong } from './song-truth';

/** The same song with fewer bars: quick to make. */
function shorten(spec: SongSpec, sections: SectionSpec[]): SongSpec {
  return { ...spec, sections };
}

const CHORUS: SectionSpec = {
  label: 'chorus',
  bars: 4,
  parts: ['drums', 'bass', 'pad', 'chords', 'voice'],
  energy: 1,
};
const VERSE: SectionSpec = {
  label: 'verse',
  bars: 4,
  parts: ['drums', 'bass', 'chords', 'voice'],
  energy: 0.5,
};
const BREAKDOWN: SectionSpec = { label: 'breakdown', bars: 2, parts: ['pad'], energy: 0.2 };

function energyBetween(signal: Float32Array, startSeconds: number, endSeconds: number): number {
  const start = Math.max(0, Math.round(startSeconds * SAMPLE_RATE_HZ));
  const end = Math.min(signal.length, Math.round(endSeconds * SAMPLE_RATE_HZ));
  let energy = 1e-12;
  for (let i = start; i < end; i++) energy += signal[i] * signal[i];
  return energy / (end - start);
}

/** Energy by pitch class between 60 and 2000 Hz. */
function chroma(signal: Float32Array): number[] {
  const size = 16384;
  const fft = new RealFft(size);
  const window = hannWindow(size);
  const spectrum = new Float32Array(2 * fft.bins);
  const frame = new Float32Array(size);
  const result = new Array<number>(12).fill(0);
  for (let start = 0; start + size <= signal.length; start += size) {
    for (let i = 0; i < size; i++) frame[i] = window[i] * signal[start + i];
    fft.forward(frame, spectrum);
    for (let bin = 23; bin < 744; bin++) {
      const hz = (bin * SAMPLE_RATE_HZ) / size;
      const pitchClass = ((Math.round(69 + 12 * Math.log2(hz / 440)) % 12) + 12) % 12;
      result[pitchClass] += Math.hypot(spectrum[2 * bin], spectrum[2 * bin + 1]);
    }
  }
  return result;
}

function sum(one: Pcm, other: Pcm): Float32Array {
  const left = toMono(one);
  const right = toMono(other);
  return left.map((value, i) => value + right[i]);
}

function bytes(pcm: Pcm): Buffer {
  return Buffer.concat(pcm.channels.map((channel) => Buffer.from(channel.buffer)));
}

describe('a generated song', () => {
  const { a, b } = demoPair();
  const popSpec = shorten(a, [VERSE, CHORUS, BREAKDOWN]);
  const houseSpec = shorten(b, [CHORUS]);
  let pop: GeneratedSong;
  let house: GeneratedSong;
  beforeAll(() => {
    pop = generateSong(popSpec);
    house = generateSong(houseSpec);
  });

  it('is the sum of its stems', () => {
    let worst = 0;
    for (const side of [0, 1]) {
      const parts = Object.values(pop.stems).map((stem) => stem.channels[side]);
      pop.mix.channels[side].forEach((value, i) => {
        const total = parts.reduce((acc, part) => acc + part[i], 0);
        worst = Math.max(worst, Math.abs(value - total));
      });
    }
    expect(20 * Math.log10(worst + 1e-12)).toBeLessThan(-90);
  });

  it('stays below full scale and is as loud as a master', () => {
    let peak = 0;
    for (const channel of pop.mix.channels) {
      for (const value of channel) peak = Math.max(peak, Math.abs(value));
    }
    const chorus = pop.truth.sections[1];
    const level = energyBetween(toMono(pop.mix), chorus.startSeconds, chorus.endSeconds);
    expect(peak).toBeLessThan(1);
    expect(10 * Math.log10(level)).toBeGreaterThan(-16);
    expect(10 * Math.log10(level)).toBeLessThan(-6);
  });

  it('has the beats where the truth says: a kick sets in on every beat of a house track', () => {
    const drums = toMono(house.stems.drums);
    const onsets = house.truth.beatsSeconds.slice(0, 12).map((beat) => {
      const before = energyBetween(drums, beat - 0.02, beat - 0.001);
      const after = energyBetween(drums, beat, beat + 0.019);
      return after / before;
    });
    for (const rise of onsets) expect(rise).toBeGreaterThan(3);
  });

  it('keeps its tempo: beats lie 60/BPM apart, a downbeat every fourth', () => {
    const { beatsSeconds, downbeatsSeconds, isGridConstant } = house.truth;
    expect(isGridConstant).toBe(true);
    expect(beatsSeconds).toHaveLength(17);
    beatsSeconds.forEach((seconds, beat) => {
      expect(seconds).toBeCloseTo(b.leadInSeconds + (beat * 60) / 124, 9);
    });
    expect(downbeatsSeconds).toEqual([0, 4, 8, 12, 16].map((beat) => beatsSeconds[beat]));
  });

  it('is in its key: the scale carries the chroma of bass and chords', () => {
    for (const song of [pop, house]) {
      const bins = chroma(sum(song.stems.bass, song.stems.other));
      const scale = scalePitchClasses(song.truth.key);
      const inside = scale.reduce((acc, pitchClass) => acc + bins[pitchClass], 0) / scale.length;
      const outside =
        bins.reduce((acc, value, pc) => acc + (scale.includes(pc) ? 0 : value), 0) / 5;
      const tonic = bins[pitchClassIndex(song.truth.key.tonic)];
      const total = bins.reduce((acc, value) => acc + value, 0);
      expect(inside / outside).toBeGreaterThan(2);
      expect(tonic).toBeGreaterThan(total / 12);
    }
  });

  it('has sections that differ as their energies do', () => {
    const mix = toMono(pop.mix);
    const [verse, chorus, breakdown] = pop.truth.sections.map((section) =>
      energyBetween(mix, section.startSeconds, section.endSeconds),
    );
    expect(10 * Math.log10(chorus / verse)).toBeGreaterThan(1);
    expect(10 * Math.log10(verse / breakdown)).toBeGreaterThan(6);
  });

  it('sings within its phrases and is silent between the last of them and the end', () => {
    const vocals = toMono(pop.stems.vocals);
    expect(pop.truth.vocalPhrases.length).toBeGreaterThanOrEqual(4);
    for (const phrase of pop.truth.vocalPhrases) {
      expect(phrase.anchorBeat % 4).toBe(0);
      const sung = energyBetween(vocals, phrase.startSeconds, phrase.endSeconds);
      expect(10 * Math.log10(sung)).toBeGreaterThan(-40);
    }
    const { length } = vocals;
    expect(vocals.subarray(length - 4410).every((value) => Math.abs(value) < 1e-3)).toBe(true);
    expect(house.stems.vocals.channels[0].every((value) => value === 0)).toBe(true);
  });

  it('is the same to the last bit for the same spec, and another for another seed', () => {
    const again = generateSong(houseSpec);
    const other = generateSong({ ...houseSpec, seed: houseSpec.seed + 1 });
    expect(bytes(again.mix).equals(bytes(house.mix))).toBe(true);
    expect(again.truth).toEqual(house.truth);
    expect(bytes(other.mix).equals(bytes(house.mix))).toBe(false);
  });

  it('stops when it is cancelled', () => {
    const controller = new AbortController();
    const stop = () =>
      generateSong(houseSpec, undefined, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
    expect(stop).toThrowError(expect.objectContaining({ code: 'aborted' }));
  });
});

describe('clicks for a voice', () => {
  it('begin on the sample nearest to each beat, louder on downbeats, while the tempo drifts', () => {
    const spec = shorten(clickVocalSong({ kind: 'drift', bpm: 124, driftPercent: 2 }), [VERSE]);
    const song = generateSong(spec);
    const [left] = song.stems.vocals.channels;
    const starts: number[] = [];
    for (let i = 0; i < left.length; i++) {
      if (left[i] === 0) continue;
      starts.push(i);
      i += Math.round(0.1 * SAMPLE_RATE_HZ);
    }
    const expected = song.truth.beatsSeconds.map((beat) => Math.round(beat * SAMPLE_RATE_HZ));
    expect(starts).toEqual(expected);
    expect(lengthSamples(song.stems.vocals)).toBe(lengthSamples(song.mix));
  });
});
