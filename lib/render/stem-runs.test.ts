import { describe, expect, it } from 'vitest';
import { BeatTimes } from './beat-times';
import { runKnots } from './run-knots';
import { stemRuns } from './stem-runs';
import { beatsAt, drifting, planOf } from './testing/synthetic';

describe('stemRuns', () => {
  it('joins sections in which the stem plays on', () => {
    const plan = planOf([
      { lengthBeats: 8, anchorBeat: 16, stems: { drums: {} } },
      { lengthBeats: 8, anchorBeat: 24, stems: { drums: { gainDb: -3 } } },
      { lengthBeats: 8, anchorBeat: 48, stems: { drums: {} } },
    ]);
    const runs = stemRuns(plan, 'drums');
    expect(
      runs.map(({ startBeat, endBeat, sourceBeat }) => [startBeat, endBeat, sourceBeat]),
    ).toEqual([
      [0, 16, 16],
      [16, 24, 48],
    ]);
    expect(runs[0].parts.map(({ gainDb }) => gainDb)).toEqual([0, -3]);
  });

  it('goes round a loop as often as the section lasts, the last time in part', () => {
    const plan = planOf([
      { lengthBeats: 20, anchorBeat: 0, stems: { vocals: { sourceBeat: 4, loopSourceBeats: 8 } } },
    ]);
    expect(
      stemRuns(plan, 'vocals').map(({ startBeat, endBeat, sourceBeat }) => [
        startBeat,
        endBeat,
        sourceBeat,
      ]),
    ).toEqual([
      [0, 8, 4],
      [8, 16, 4],
      [16, 20, 4],
    ]);
  });

  it('counts a half-time loop in beats of its source', () => {
    const plan = planOf(
      [
        {
          lengthBeats: 32,
          anchorBeat: 0,
          stems: { vocals: { sourceBeat: 0, loopSourceBeats: 8 } },
        },
      ],
      { tempo: { vocalBeatsPerBeat: 0.5 } },
    );
    expect(stemRuns(plan, 'vocals').map(({ startBeat }) => startBeat)).toEqual([0, 16]);
  });
});

describe('runKnots', () => {
  const remix = new BeatTimes(beatsAt(40, 0, () => 140));
  const source = new BeatTimes(beatsAt(40, 1, drifting(70)));
  const plan = planOf([{ lengthBeats: 16, anchorBeat: 0, stems: { vocals: { sourceBeat: 5 } } }], {
    tempo: { vocalBeatsPerBeat: 0.5 },
  });
  const [run] = stemRuns(plan, 'vocals');

  it('puts every beat of a half-time voice on every other beat of the remix', () => {
    const knots = runKnots(run, remix, source, 0, 16);
    for (let beat = 0; beat <= 8; beat++) {
      const knot = knots.find(
        ({ inputSeconds }) => Math.abs(inputSeconds - source.at(5 + beat)) < 1e-9,
      );
      expect(knot?.outputSeconds).toBeCloseTo(remix.at(2 * beat), 9);
    }
    expect(knots).toHaveLength(17);
  });

  it('rises strictly, also between odd beats', () => {
    const knots = runKnots(run, remix, source, -0.37, 9.21);
    for (let i = 1; i < knots.length; i++) {
      expect(knots[i].inputSeconds).toBeGreaterThan(knots[i - 1].inputSeconds);
      expect(knots[i].outputSeconds).toBeGreaterThan(knots[i - 1].outputSeconds);
    }
    expect(knots[0].outputSeconds).toBeCloseTo(remix.at(-0.37), 9);
  });
});
