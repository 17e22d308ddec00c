import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEvents, parseKeyText, parseLabelledIntervals, parseTempo } from './annotations';
import { evaluateBeats } from './beat-measures';
import { keyScore } from './key-measures';
import { evaluateSegments } from './segment-measures';
import { evaluateSeparation, evaluateSeparationFramewise } from './separation-measures';
import { evaluateTempo } from './tempo-measures';

/** Reference and estimate pairs with the scores that mir_eval prints for them. */
const DATA = '../shared/data/mir_eval';
const hasData = existsSync(DATA);
// biome-ignore lint/suspicious/noConsole: says why the cases below are skipped
if (!hasData) console.info(`skipped: no mir_eval cases in ${DATA}`);

const TOLERANCE = 1e-3;

type Expected = Record<string, number | boolean>;

function cases(measure: string, extension: string) {
  return readdirSync(`${DATA}/${measure}`)
    .filter((name) => name.startsWith('output'))
    .sort()
    .map((name) => {
      const number = name.slice('output'.length, -'.json'.length);
      const text = (side: string) =>
        readFileSync(`${DATA}/${measure}/${side}${number}.${extension}`, 'utf8');
      const expected = JSON.parse(readFileSync(`${DATA}/${measure}/${name}`, 'utf8'));
      return { reference: text('ref'), estimate: text('est'), expected: expected as Expected };
    });
}

function expectScores(scores: Expected, expected: Expected): void {
  expect(Object.keys(scores).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    if (typeof value === 'boolean') expect(scores[name], name).toBe(value);
    else expect(Math.abs(Number(scores[name]) - value), name).toBeLessThan(TOLERANCE);
  }
}

describe.skipIf(!hasData)('scores of mir_eval', () => {
  it('beats', () => {
    for (const { reference, estimate, expected } of cases('beat', 'txt')) {
      const scores = evaluateBeats(parseEvents(reference), parseEvents(estimate));
      expectScores(
        {
          'F-measure': scores.fMeasure,
          Cemgil: scores.cemgil,
          'Cemgil Best Metric Level': scores.cemgilBest,
          Goto: scores.goto,
          'P-score': scores.pScore,
          'Correct Metric Level Continuous': scores.cmlc,
          'Correct Metric Level Total': scores.cmlt,
          'Any Metric Level Continuous': scores.amlc,
          'Any Metric Level Total': scores.amlt,
          'Information gain': scores.informationGain,
        },
        expected,
      );
    }
  });

  it('tempo', () => {
    for (const { reference, estimate, expected } of cases('tempo', 'lab')) {
      const { tempiBpm, weight } = parseTempo(reference);
      const scores = evaluateTempo(tempiBpm, weight, parseTempo(estimate).tempiBpm);
      expectScores(
        {
          'P-score': scores.pScore,
          'One-correct': scores.oneCorrect,
          'Both-correct': scores.bothCorrect,
        },
        expected,
      );
    }
  });

  it('key', () => {
    for (const { reference, estimate, expected } of cases('key', 'txt')) {
      const score = keyScore(parseKeyText(reference), parseKeyText(estimate));
      expectScores({ 'Weighted Score': score }, expected);
    }
  });

  it('sections', () => {
    for (const { reference, estimate, expected } of cases('segment', 'lab')) {
      const scores = evaluateSegments(
        parseLabelledIntervals(reference),
        parseLabelledIntervals(estimate),
      );
      expectScores(
        {
          'Precision@0.5': scores.hitRateAtHalfSecond.precision,
          'Recall@0.5': scores.hitRateAtHalfSecond.recall,
          'F-measure@0.5': scores.hitRateAtHalfSecond.fMeasure,
          'Precision@3.0': scores.hitRateAtThreeSeconds.precision,
          'Recall@3.0': scores.hitRateAtThreeSeconds.recall,
          'F-measure@3.0': scores.hitRateAtThreeSeconds.fMeasure,
          'Ref-to-est deviation': scores.referenceToEstimateSeconds,
          'Est-to-ref deviation': scores.estimateToReferenceSeconds,
          'Pairwise Precision': scores.pairwise.precision,
          'Pairwise Recall': scores.pairwise.recall,
          'Pairwise F-measure': scores.pairwise.fMeasure,
          'Rand Index': scores.randIndex,
          'Adjusted Rand Index': scores.adjustedRandIndex,
          'Mutual Information': scores.mutualInformation,
          'Adjusted Mutual Information': scores.adjustedMutualInformation,
          'Normalized Mutual Information': scores.normalisedMutualInformation,
          'NCE Over': scores.nce.over,
          'NCE Under': scores.nce.under,
          'NCE F-measure': scores.nce.fMeasure,
          'V Precision': scores.vMeasure.over,
          'V Recall': scores.vMeasure.under,
          'V-measure': scores.vMeasure.fMeasure,
        },
        expected,
      );
    }
  });
});

interface SeparationCase {
  'Source to Distortion': number[] | number[][];
  'Image to Spatial'?: number[] | number[][];
  'Source to Interference': number[] | number[][];
  'Source to Artifact': number[] | number[][];
  'Source permutation': number[] | number[][];
  win: number;
  hop: number;
  nchan: number;
  gain: number;
}

describe.skipIf(!hasData)('separation scores of mir_eval', () => {
  const folder = `${DATA}/separation`;
  const numbers = hasData
    ? readdirSync(folder)
        .filter((name) => name.startsWith('output'))
        .map((name) => name.slice('output'.length, -'.json'.length))
    : [];

  for (const number of numbers) {
    const expected: Record<string, SeparationCase> = hasData
      ? JSON.parse(readFileSync(`${folder}/output${number}.json`, 'utf8'))
      : {};
    const references = () => readSources(`${folder}/ref${number}`);
    const estimates = () => readSources(`${folder}/est${number}`);

    it(`case ${number}, sources`, async () => {
      const scores = await evaluateSeparation(references(), estimates(), {
        criterion: 'sources',
        permute: true,
      });
      expectSeparation(scores, expected.Sources);
    });

    it(`case ${number}, sources in frames`, async () => {
      const { win, hop } = expected.Framewise;
      const scores = await evaluateSeparationFramewise(
        cutToFrames(references(), win, hop),
        cutToFrames(estimates(), win, hop),
        { windowSamples: win, hopSamples: hop },
        { criterion: 'sources' },
      );
      expectSeparation(scores, firstFrames(expected.Framewise));
    });

    it(`case ${number}, images`, async () => {
      const { nchan, gain } = expected.Images;
      const scores = await evaluateSeparation(
        withChannels(references(), nchan, 1),
        withChannels(estimates(), nchan, gain),
        { criterion: 'images', permute: true },
      );
      expectSeparation(scores, expected.Images);
    });

    it(`case ${number}, images in frames`, async () => {
      const { nchan, gain, win, hop } = expected['Images Framewise'];
      const scores = await evaluateSeparationFramewise(
        withChannels(cutToFrames(references(), win, hop), nchan, 1),
        withChannels(cutToFrames(estimates(), win, hop), nchan, gain),
        { windowSamples: win, hopSamples: hop },
        { criterion: 'images' },
      );
      expectSeparation(scores, firstFrames(expected['Images Framewise']));
    });
  }
});

/** Frames do not depend on each other, so a few of them say as much as all, in less time. */
const FRAMES = 2;

function cutToFrames(sources: Float64Array[][], win: number, hop: number): Float64Array[][] {
  return sources.map(([mono]) => [mono.subarray(0, win + (FRAMES - 1) * hop)]);
}

function firstFrames(expected: SeparationCase): SeparationCase {
  const cut = Object.entries(expected).map(([name, rows]) => [
    name,
    Array.isArray(rows) ? rows.map((row: number[]) => row.slice(0, FRAMES)) : rows,
  ]);
  return Object.fromEntries(cut);
}

function expectSeparation(
  scores: Record<
    'sdrDb' | 'isrDb' | 'sirDb' | 'sarDb' | 'permutation',
    readonly number[] | readonly number[][]
  >,
  expected: SeparationCase,
): void {
  const pairs = [
    [scores.sdrDb, expected['Source to Distortion']],
    [scores.sirDb, expected['Source to Interference']],
    [scores.sarDb, expected['Source to Artifact']],
    [scores.permutation, expected['Source permutation']],
  ];
  if (expected['Image to Spatial']) pairs.push([scores.isrDb, expected['Image to Spatial']]);
  for (const [measured, wanted] of pairs) {
    const [found, truth] = [measured.flat(), wanted.flat()];
    expect(found).toHaveLength(truth.length);
    truth.forEach((value, i) => {
      expect(Math.abs(found[i] - value)).toBeLessThan(TOLERANCE);
    });
  }
}

/** 16-bit mono WAV files of a folder, a source each. */
function readSources(folder: string): Float64Array[][] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const bytes = readFileSync(`${folder}/${name}`);
      let at = 12;
      while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4);
      const count = bytes.readUInt32LE(at + 4) / 2;
      return [
        Float64Array.from({ length: count }, (_, i) => bytes.readInt16LE(at + 8 + 2 * i) / 32768),
      ];
    });
}

/** The case's way to multichannel images: further channels are the first one times a gain. */
function withChannels(sources: Float64Array[][], channels: number, gain: number): Float64Array[][] {
  return sources.map(([mono]) =>
    Array.from({ length: channels }, (_, c) => (c === 0 ? mono : mono.map((v) => v * gain))),
  );
}
