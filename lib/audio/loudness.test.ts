import { existsSync, readFileSync } from 'node:fs';
import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { describe, expect, it } from 'vitest';
import {
  integratedLufs,
  loudnessRangeLu,
  loudnessSteps,
  measureLoudness,
  momentaryLufs,
  shortTermLufs,
} from './loudness';
import { createSilence, type Pcm } from './pcm';

const REFERENCE = new URL('../../../shared/data/loudness/', import.meta.url);

/** A 1 kHz tone whose level changes from part to part, the same in every channel. */
function toneSequence(
  parts: { db: number | number[]; seconds: number }[],
  channels = 2,
  sampleRateHz = 48000,
): Pcm {
  const lengths = parts.map((part) => Math.round(part.seconds * sampleRateHz));
  const pcm = createSilence(
    lengths.reduce((sum, length) => sum + length),
    channels,
    sampleRateHz,
  );
  const omega = (2 * Math.PI * 1000) / sampleRateHz;
  pcm.channels.forEach((channel, c) => {
    let at = 0;
    parts.forEach(({ db }, part) => {
      const amplitude = 10 ** ((typeof db === 'number' ? db : db[c]) / 20);
      const end = at + lengths[part];
      for (; at < end; at++) channel[at] = amplitude * Math.sin(omega * at);
    });
  });
  return pcm;
}

/** A WAV of 16 or 24 bits with a plain header. */
function readWav(bytes: Buffer): Pcm {
  const count = bytes.readUInt16LE(22);
  const bytesPerSample = bytes.readUInt16LE(34) / 8;
  const data = bytes.indexOf('data') + 8;
  const length = Math.floor(bytes.readUInt32LE(data - 4) / (count * bytesPerSample));
  const pcm = createSilence(length, count, bytes.readUInt32LE(24));
  for (let i = 0; i < length * count; i++) {
    const value = bytes.readIntLE(data + i * bytesPerSample, bytesPerSample);
    pcm.channels[i % count][Math.floor(i / count)] = value / 2 ** (8 * bytesPerSample - 1);
  }
  return pcm;
}

async function readReference(name: string): Promise<Pcm> {
  const bytes = readFileSync(new URL(name, REFERENCE));
  if (name.endsWith('.wav')) return readWav(bytes);
  const decoder = new FLACDecoder();
  await decoder.ready;
  const decoded = await decoder.decodeFile(new Uint8Array(bytes));
  decoder.free();
  return { sampleRateHz: decoded.sampleRate, channels: decoded.channelData };
}

describe('measureLoudness', () => {
  it('calls a full-scale 1 kHz sine in one channel -3.01 LUFS at any rate', () => {
    for (const sampleRateHz of [22050, 44100, 48000, 96000]) {
      const report = measureLoudness(toneSequence([{ db: 0, seconds: 5 }], 1, sampleRateHz));
      expect(Math.abs(report.integratedLufs + 3.01)).toBeLessThan(0.05);
      expect(report.samplePeakDbfs).toBeCloseTo(0, 2);
      expect(report.maxTruePeakDbtp).toBeCloseTo(0, 1);
      expect(report.loudnessRangeLu).toBeCloseTo(0, 2);
    }
  });

  it('says -Infinity for silence and for nothing, which JSON prints as null', () => {
    for (const pcm of [createSilence(44100), createSilence(0), createSilence(100)]) {
      expect(JSON.parse(JSON.stringify(measureLoudness(pcm)))).toEqual({
        integratedLufs: null,
        loudnessRangeLu: 0,
        maxTruePeakDbtp: null,
        samplePeakDbfs: null,
      });
    }
  });

  it('moves by exactly as many LU as the gain', () => {
    const at = (db: number) =>
      integratedLufs(loudnessSteps(toneSequence([{ db, seconds: 2 }], 2, 44100)));
    expect(at(-10) - at(-23.5)).toBeCloseTo(13.5, 5);
  });
});

describe('integrated loudness of the EBU Tech 3341 sequences', () => {
  it.each([
    ['1', -23, [{ db: -23, seconds: 20 }]],
    ['2', -33, [{ db: -33, seconds: 20 }]],
    [
      '3',
      -23,
      [
        { db: -36, seconds: 10 },
        { db: -23, seconds: 60 },
        { db: -36, seconds: 10 },
      ],
    ],
    [
      '4',
      -23,
      [
        { db: -72, seconds: 10 },
        { db: -36, seconds: 10 },
        { db: -23, seconds: 60 },
        { db: -36, seconds: 10 },
        { db: -72, seconds: 10 },
      ],
    ],
    [
      '5',
      -23,
      [
        { db: -26, seconds: 20 },
        { db: -20, seconds: 20.1 },
        { db: -26, seconds: 20 },
      ],
    ],
  ])('case %s is %d LUFS', (_name, lufs, parts) => {
    const measured = integratedLufs(loudnessSteps(toneSequence(parts)));
    expect(Math.abs(measured - lufs)).toBeLessThan(0.1);
  });

  it('case 6 weights the surround channels', () => {
    const pcm = toneSequence([{ db: [-28, -28, -24, -30, -30], seconds: 20 }], 5);
    expect(Math.abs(integratedLufs(loudnessSteps(pcm)) + 23)).toBeLessThan(0.1);
  });

  it('the short windows see a change after their own length', () => {
    const steps = loudnessSteps(
      toneSequence([
        { db: -40, seconds: 4 },
        { db: -20, seconds: 4 },
      ]),
    );
    const momentary = momentaryLufs(steps);
    const shortTerm = shortTermLufs(steps);
    expect(momentary[35]).toBeCloseTo(-40, 1);
    expect(momentary[40]).toBeCloseTo(-20, 1);
    expect(shortTerm[9]).toBeCloseTo(-40, 1);
    expect(shortTerm[40]).toBeCloseTo(-20, 1);
    expect(shortTerm[25]).toBeGreaterThan(-39);
    expect(shortTerm[25]).toBeLessThan(-21);
  });
});

describe('loudness range of the EBU Tech 3342 sequences', () => {
  it.each([
    ['1', 10, [-20, -30]],
    ['2', 5, [-20, -15]],
    ['3', 20, [-40, -20]],
    ['4', 15, [-50, -35, -20, -35, -50]],
  ])('case %s is %d LU', (_name, range, levels) => {
    const pcm = toneSequence(levels.map((db) => ({ db, seconds: 20 })));
    expect(Math.abs(loudnessRangeLu(loudnessSteps(pcm)) - range)).toBeLessThan(1);
  });
});

describe('the reference recordings', () => {
  it('are measured within the tolerances of EBU Tech 3341 and 3342', async ({ skip }) => {
    skip(!existsSync(REFERENCE), 'the EBU reference sequences are not on this machine');
    const expected = JSON.parse(readFileSync(new URL('expected.json', REFERENCE), 'utf8'));
    const [below, above] = expected.truePeakToleranceDb;
    for (const [name, truth] of Object.entries<Record<string, number>>(expected.files)) {
      const report = measureLoudness(await readReference(name));
      if (truth.integratedLufs !== undefined) {
        const error = Math.abs(report.integratedLufs - truth.integratedLufs);
        expect(error, name).toBeLessThan(expected.toleranceLU.integrated);
      }
      if (truth.loudnessRangeLu !== undefined) {
        const error = Math.abs(report.loudnessRangeLu - truth.loudnessRangeLu);
        expect(error, name).toBeLessThan(expected.toleranceLU.range);
      }
      if (truth.maxTruePeakDbtp !== undefined) {
        const error = report.maxTruePeakDbtp - truth.maxTruePeakDbtp;
        expect(error, name).toBeGreaterThan(below);
        expect(error, name).toBeLessThan(above);
      }
    }
  });
});
