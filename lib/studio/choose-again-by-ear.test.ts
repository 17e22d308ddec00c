import { describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/base/clock';
import { parsePrompt } from '@/lib/plan/intent/parse-prompt';
import { StretchCache } from '@/lib/render/stretch-cache';
import {
  analysisOf,
  beatsAt,
  clicks,
  noise,
  planOf,
  type SectionDraft,
  sine,
  stemsOf,
} from '@/lib/render/testing/synthetic';
import { soundInFull } from '@/lib/store/sound-in-parts';
import type { TasteChoiceRecord } from '@/lib/taste/log/choice-record';
import { Breaker } from '@/lib/taste/selection/breaker';
import { hearTwoBest, isWorthHearing, withVerdict } from './choose-again-by-ear';
import { createTasteKit } from './choose-plan-by-taste';

const SECONDS = 24;
const beats = beatsAt(45, 0.5, () => 120);
const stems = stemsOf(SECONDS, {
  vocals: sine(440, SECONDS, 0.05),
  drums: clicks(beats, SECONDS, 500),
  bass: sine(60, SECONDS, 0.1),
  other: noise(SECONDS, 0.03, 2),
});
const analysis = analysisOf(beats, true);
const known = { title: 'X', artist: null, analysis, corrections: [] };
const songs = { a: { id: 'a', ...known }, b: { id: 'b', ...known } };
const store = {
  soundInParts: async (_: string, part: string) => soundInFull(stems[part as keyof typeof stems]),
};

/** Two sections that meet without a jolt, or with the second so much louder. */
function plan(id: string, stepDb: number) {
  const band = (gainDb: number) => ({ drums: { gainDb }, bass: { gainDb }, other: { gainDb } });
  const sections: SectionDraft[] = [
    { lengthBeats: 8, anchorBeat: 0, stems: band(-stepDb), energyStart: 0.4, energyEnd: 0.4 },
    { lengthBeats: 8, anchorBeat: 8, stems: band(0), energyStart: 0.9, energyEnd: 0.9 },
  ];
  return { ...planOf(sections), id };
}

const plans = [plan('jolting', 36), plan('smooth', 2)];

const choice: TasteChoiceRecord = {
  method: 'model',
  modelSha256: null,
  fallback: null,
  selection: {
    chosenId: 'jolting',
    runnerUpId: 'smooth',
    margin: 0.2,
    probability: 0.55,
    isSafer: false,
  },
  contributions: [{ feature: 'cut-share', amount: 0.2, chosen: 1, runnerUp: 0 }],
  ear: null,
  scores: {},
};

const intent = parsePrompt('', { a: { title: 'A', artist: '' }, b: { title: 'B', artist: '' } });
const taste = createTasteKit(async () => null, systemClock);

describe('choosing again by ear', () => {
  it('turns a close choice towards the plan that does not jolt, and says by what', async () => {
    expect(isWorthHearing(choice)).toBe(true);
    const options = { taste, cache: new StretchCache(), limitMs: 120_000 };
    const verdict = await hearTwoBest(store, plans, choice, songs, intent, options);
    expect(verdict).toMatchObject({ chosenId: 'smooth', otherId: 'jolting', isChanged: true });
    expect(verdict?.reasons.map(({ feature }) => feature)).toContain('boundary-level-jump-worst');
    const turned = withVerdict(choice, verdict!);
    expect(turned.selection).toMatchObject({ chosenId: 'smooth', margin: -0.2 });
    expect(turned.contributions[0]).toMatchObject({ amount: -0.2, chosen: 0, runnerUp: 1 });
  });

  it('leaves the safer of two equal plans where nothing is heard between them', async () => {
    const alike = [plan('bold', 2), plan('safe', 2)];
    const close = { ...choice.selection!, chosenId: 'safe', runnerUpId: 'bold' };
    const selection = { ...close, margin: -0.2, probability: 0.45, isSafer: true };
    const options = { taste, cache: new StretchCache(), limitMs: 120_000 };
    const safer = { ...choice, selection };
    const verdict = await hearTwoBest(store, alike, safer, songs, intent, options);
    expect(verdict).toMatchObject({ chosenId: 'safe', isChanged: false, reasons: [] });
    expect(withVerdict(safer, verdict!).selection?.isSafer).toBe(true);
  });

  it('leaves the choice where listening takes too long, and lets a cancel through', async () => {
    const late = { nowMs: () => 0, wait: () => ({ done: Promise.resolve(), cancel: () => {} }) };
    const tools = { ranker: async () => null, clock: late, breaker: new Breaker(late) };
    const kit = { ...taste, tools };
    expect(await hearTwoBest(store, plans, choice, songs, intent, { taste: kit })).toBeNull();
    const signal = AbortSignal.abort();
    await expect(
      hearTwoBest(store, plans, choice, songs, intent, { taste, signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });
});
