import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { otherSide, STEM_NAMES } from '@/lib/music/stem-names';
import { checkPlan } from '../constraints/check-plan';
import { makePlans } from '../make-plans';
import { planId } from '../plan-id';
import { readPlan } from '../plan-schema';
import { lengthBeats, type RemixPlan, TRANSITION_TYPES } from '../remix-plan';
import { sketchAnalysis } from '../sketch/sketch-analysis';
import { findFaults } from '../testing/find-faults';
import { applyEdit } from './apply-edit';
import { addStep, redo, startHistory, undo } from './edit-history';
import { materialChoices } from './material-choices';
import { describeEdit, type PlanEdit } from './plan-edit';

const SONGS = {
  a: { title: 'Lithium', artist: '', analysis: sketchAnalysis({ tempoBpm: 124 }) },
  b: { title: 'Sodium', artist: '', analysis: sketchAnalysis({ tempoBpm: 128, sungBeats: 0 }) },
};
const HALF_TIME = {
  a: { title: 'Lithium', artist: '', analysis: sketchAnalysis({ tempoBpm: 87 }) },
  b: { title: 'Sodium', artist: '', analysis: sketchAnalysis({ tempoBpm: 174, sungBeats: 0 }) },
};

function contextOf(plan: RemixPlan, songs = SONGS) {
  return {
    vocal: songs[plan.vocalSong].analysis,
    instrumental: songs[otherSide(plan.vocalSong)].analysis,
    genre: null,
  };
}

/** Intro, verse, breakdown, chorus, outro. */
const PLAN = makePlans({ songs: SONGS, prompt: '', seed: 1 }).candidates[0];
const CONTEXT = contextOf(PLAN);

function edit(...edits: PlanEdit[]): RemixPlan {
  return edits.reduce((plan, one) => {
    const result = applyEdit(plan, one, CONTEXT);
    if (!result.ok) throw new Error(result.reason);
    return result.plan;
  }, PLAN);
}

function refusal(one: PlanEdit): string | null {
  const result = applyEdit(PLAN, one, CONTEXT);
  return result.ok ? null : result.reason;
}

describe('an edit', () => {
  it('moves a line to the nearest 4 beats; the phrase begins with its section', () => {
    const [, verse, breakdown] = PLAN.sections;
    const moved = edit({ kind: 'move-line', section: 2, toBeat: breakdown.startBeat - 7 });
    expect(moved.sections[1].lengthBeats).toBe(verse.lengthBeats - 8);
    expect(moved.sections[2]).toEqual({
      ...breakdown,
      startBeat: breakdown.startBeat - 8,
      lengthBeats: breakdown.lengthBeats + 8,
    });
    expect(lengthBeats(moved)).toBe(lengthBeats(PLAN));
    expect(moved.id).not.toBe(PLAN.id);
  });

  it('leaves what plays on through a line where it is in time', () => {
    const [, verse, next] = PLAN.sections;
    const after = verse.anchorBeat + verse.lengthBeats;
    const onward = edit({
      kind: 'set-material',
      section: 2,
      part: 'instruments',
      sourceBeat: after,
      loopSourceBeats: null,
    });
    const moved = applyEdit(
      onward,
      { kind: 'move-line', section: 2, toBeat: next.startBeat - 4 },
      CONTEXT,
    );
    if (!moved.ok) throw new Error(moved.reason);
    expect(moved.plan.sections[2].anchorBeat).toBe(after - 4);
    expect(moved.plan.sections[2].stems.other?.sourceBeat).toBe(after - 4);
  });

  it('moves the end of the remix', () => {
    const end = lengthBeats(PLAN);
    expect(lengthBeats(edit({ kind: 'move-line', section: 5, toBeat: end - 4 }))).toBe(end - 4);
  });

  it('sets gains, stems and transitions, and tells what it did', () => {
    const change: PlanEdit = { kind: 'set-gain', section: 3, stem: 'vocals', gainDb: -3.2 };
    const plan = edit(
      change,
      { kind: 'set-sounding', section: 3, stem: 'bass', sounds: false },
      { kind: 'set-sounding', section: 0, stem: 'vocals', sounds: true },
      { kind: 'set-transition', section: 3, transition: { type: 'silence-gap', lengthBeats: 2 } },
    );
    expect(plan.sections[3].stems.vocals?.gainDb).toBe(-3);
    expect(plan.sections[3].stems.bass).toBeNull();
    expect(plan.sections[0].stems.vocals?.song).toBe(PLAN.vocalSong);
    expect(plan.sections[3].transitionIn).toEqual({ type: 'silence-gap', lengthBeats: 2 });
    expect(describeEdit(PLAN, change)).toBe('Vocals of the chorus at -3.2 dB');
  });

  it('takes another phrase from those that are ranked, the planned one among the best', () => {
    const choices = materialChoices(PLAN, 3, 'voice', CONTEXT);
    const planned = PLAN.sections[3].stems.vocals;
    const rank = choices.findIndex(({ sourceBeat }) => sourceBeat === planned?.sourceBeat);
    expect(rank).toBeGreaterThanOrEqual(0);
    expect(rank).toBeLessThan(4);
    const { sourceBeat, loopSourceBeats } = choices[1];
    const plan = edit({
      kind: 'set-material',
      section: 3,
      part: 'voice',
      sourceBeat,
      loopSourceBeats,
    });
    expect(plan.sections[3].stems.vocals).toMatchObject({ sourceBeat, loopSourceBeats });
  });

  it('is refused with a reason where it cannot be made', () => {
    expect(refusal({ kind: 'move-line', section: 0, toBeat: 4 })).toMatch(/beat 0/);
    expect(refusal({ kind: 'move-line', section: 2, toBeat: 0 })).toMatch(/verse keeps/);
    expect(refusal({ kind: 'set-gain', section: 0, stem: 'vocals', gainDb: 0 })).toMatch(/silent/);
    expect(refusal({ kind: 'set-gain', section: 1, stem: 'drums', gainDb: 30 })).toMatch(/6 dB/);
    const beyond = SONGS.b.analysis.beatsSeconds.length - 8;
    expect(
      refusal({
        kind: 'set-material',
        section: 1,
        part: 'instruments',
        sourceBeat: beyond,
        loopSourceBeats: null,
      }),
    ).toMatch(/song with \d+ beats/);
    const lone = edit({ kind: 'set-sounding', section: 2, stem: 'vocals', sounds: false });
    const silent = applyEdit(
      lone,
      { kind: 'set-sounding', section: 2, stem: 'other', sounds: false },
      CONTEXT,
    );
    expect(silent).toEqual({ ok: false, reason: 'Something has to sound in the breakdown.' });
  });
});

/** Plans of plain and of half-time voices, with surprises in them. */
const STARTS = [SONGS, HALF_TIME].flatMap((songs) =>
  makePlans({ songs, prompt: 'creative', seed: 2 }).candidates.map((opened) => ({
    opened,
    context: contextOf(opened, songs),
  })),
);

const anyEdit: fc.Arbitrary<PlanEdit> = fc
  .record({ section: fc.nat(6), stem: fc.constantFrom(...STEM_NAMES), seed: fc.nat(9999) })
  .chain(({ section, stem, seed }) => {
    const random = createRandom(seed);
    return fc.constantFrom<PlanEdit>(
      { kind: 'move-line', section, toBeat: random.integer(260) - 4 },
      { kind: 'set-gain', section, stem, gainDb: random.integer(40) - 30 },
      { kind: 'set-sounding', section, stem, sounds: seed % 2 === 0 },
      {
        kind: 'set-transition',
        section,
        transition: { type: random.pick(TRANSITION_TYPES), lengthBeats: random.integer(20) },
      },
      {
        kind: 'set-material',
        section,
        part: seed % 2 === 0 ? 'voice' : 'instruments',
        sourceBeat: random.integer(340),
        loopSourceBeats: random.pick([null, 16, 32]),
      },
    );
  });

/** Faults that an edit may never bring in, whatever the rules then say of the plan. */
const NEVER = /two sections|no section|4-beat grid|run out|wrong song|silent/;
const FAULT_OF_RULE = {
  'section-too-short': /too short/,
  'transition-too-long': /fills/,
  'no-contrast-before-peak': /lets go/,
} as const;

describe('any chain of edits', () => {
  it('keeps a whole plan with material inside its songs, judged alike by rules and by another eye', () => {
    const start = fc.constantFrom(...STARTS);
    let made = 0;
    let refused = 0;
    fc.assert(
      fc.property(start, fc.array(anyEdit, { maxLength: 12 }), ({ opened, context }, edits) => {
        let history = startHistory(opened);
        const seen: RemixPlan[] = [opened];
        for (const one of edits) {
          const before = JSON.stringify(history.present.plan);
          const result = applyEdit(history.present.plan, one, context);
          expect(JSON.stringify(history.present.plan)).toBe(before);
          if (!result.ok) {
            refused += 1;
            expect(result.reason).toMatch(/^[A-Z].*[.]$/);
            continue;
          }
          made += 1;
          const { plan } = result;
          expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
          expect(plan.id).toBe(planId(plan));
          const faults = findFaults(plan, context, context.genre);
          expect(faults.filter((fault) => NEVER.test(fault))).toEqual([]);
          const codes = checkPlan(plan, context).map(({ code }) => code);
          for (const [code, fault] of Object.entries(FAULT_OF_RULE)) {
            expect([code, codes.includes(code as (typeof codes)[number])]).toEqual([
              code,
              faults.some((text) => fault.test(text)),
            ]);
          }
          history = addStep(history, { plan, what: describeEdit(plan, one) });
          seen.push(plan);
        }
        const last = history;
        for (const plan of seen.toReversed()) {
          expect(history.present.plan).toBe(plan);
          history = undo(history);
        }
        expect(history.present.plan).toBe(opened);
        for (let i = 0; i < seen.length; i++) history = redo(history);
        expect(history).toEqual(last);
      }),
      { numRuns: 200, seed: 5 },
    );
    expect(made).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(100);
  });
});
