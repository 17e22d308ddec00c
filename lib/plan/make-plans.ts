/** Two analysed songs and a sentence → the plans to choose from, and the ones that broke a rule. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { buildPlan } from './candidates/build-plan';
import { listVariations } from './candidates/variations';
import { widenRange } from './candidates/widen-range';
import { checkPlan } from './constraints/check-plan';
import type { PlanContext } from './constraints/plan-context';
import type { Violation } from './constraints/violation';
import { castSongs } from './decisions/cast-songs';
import type { Casting } from './decisions/casting';
import { parsePrompt } from './intent/parse-prompt';
import type { PromptIntent, SongName } from './intent/prompt-intent';
import { PHRASE_BARS } from './material/downbeats';
import { longestInstrumentalBeats } from './material/instrumental-windows';
import { mapSong } from './material/map-song';
import type { SongMap } from './material/song-map';
import { planId, structureHash } from './plan-id';
import { planDurationSeconds } from './plan-measures';
import type { RemixPlan } from './remix-plan';
import { genreRules } from './rules/genres';

/** A song as planning sees it. */
export interface PlannedSong extends SongName {
  analysis: SongAnalysis;
}

export interface PlanningRequest {
  songs: Record<SongSide, PlannedSong>;
  prompt: string;
  seed: number;
}

export interface RejectedPlan {
  plan: RemixPlan;
  violations: Violation[];
}

/** How one song is put over the other: what all candidates of this assignment share. */
export type CastingDecision = Pick<RemixPlan, 'vocalSong' | 'tempo' | 'key'>;

export interface PlanningResult {
  intent: PromptIntent;
  /** The assignments that were planned, best first. */
  decisions: CastingDecision[];
  /** In the order in which they were thought of; every one keeps every rule. */
  candidates: RemixPlan[];
  rejected: RejectedPlan[];
  /** Sentences for the user about what was decided for all candidates. */
  notes: string[];
}

/** Candidates aimed at. */
export const CANDIDATE_TARGET = 12;
/** Rejected plans are kept to be shown, but not without end. */
const MOST_REJECTED = 16;
/** A wished length missed by more than this share is mentioned. */
const LENGTH_NOTE_SHARE = 0.15;
/** Shortest material: the drums' song two phrases, the voice one. */
const SHORTEST_INSTRUMENTAL_BARS = 2 * PHRASE_BARS;

/**
 * Makes the candidates. The same request with the same seed gives the same plans.
 * @throws SegueError `tempo-out-of-reach` where the tempi cannot be brought together,
 *   `material-too-short` where a song is too short for any plan.
 */
export function makePlans({ songs, prompt, seed }: PlanningRequest): PlanningResult {
  const intent = parsePrompt(prompt, songs);
  return makePlansFor({ songs, intent, seed });
}

/** The same for an intent whose chips the user has changed. @see makePlans */
export function makePlansFor({
  songs,
  intent,
  seed,
}: Omit<PlanningRequest, 'prompt'> & { intent: PromptIntent }): PlanningResult {
  const maps = { a: mapSong(songs.a.analysis), b: mapSong(songs.b.analysis) };
  const { castings, notes } = castSongs(maps, intent);
  const playable = castings.filter(hasMaterial);
  if (playable.length === 0) throw tooShort(songs, maps, castings[0]);
  // a length that nobody asked for is kept where any plan can keep it
  let found = findCandidates(playable, intent, seed, intent.lengthSeconds === null);
  if (found.candidates.length === 0) found = findCandidates(playable, intent, seed, false);
  notes.push(...lengthNotes(found.candidates, maps, intent));
  notes.push(...genreNotes(playable[0].tempo.targetBpm, intent));
  const decisions = playable.map(({ vocalSong, tempo, key }) => ({ vocalSong, tempo, key }));
  return { intent, decisions, ...found, notes };
}

/** Goes through the variations until there are enough candidates. */
function findCandidates(
  castings: readonly Casting[],
  intent: PromptIntent,
  seed: number,
  isLengthStrict: boolean,
): Pick<PlanningResult, 'candidates' | 'rejected'> {
  const random = createRandom(seed).fork('plans');
  const candidates: RemixPlan[] = [];
  const rejected: RejectedPlan[] = [];
  const known = new Set<string>();
  for (const variation of listVariations(castings, intent, random)) {
    if (candidates.length >= CANDIDATE_TARGET) break;
    const { vocal, instrumental } = variation.casting;
    const context: PlanContext = {
      vocal: vocal.analysis,
      instrumental: instrumental.analysis,
      genre: intent.genre,
    };
    const built = buildPlan({ ...variation, intent, seed, random, isLengthStrict });
    if (built === null) continue;
    const unnamed = widenRange(built, context);
    const hash = structureHash(unnamed);
    if (known.has(hash)) continue;
    known.add(hash);
    const plan = { ...unnamed, id: planId(unnamed) };
    const violations = checkPlan(plan, context);
    if (violations.length === 0) candidates.push(plan);
    else if (rejected.length < MOST_REJECTED) rejected.push({ plan, violations });
  }
  return { candidates, rejected };
}

/** Says so where the tempo is not one that the genre is known by, in plain, half or double time. */
function genreNotes(targetBpm: number, { genre }: PromptIntent): string[] {
  if (genre === null) return [];
  const { name, tempoBpm } = genreRules(genre);
  const isUsual = [1, 2, 0.5].some(
    (factor) => targetBpm * factor >= tempoBpm.low && targetBpm * factor <= tempoBpm.high,
  );
  if (isUsual) return [];
  return [
    `${Math.round(targetBpm)} BPM is not a tempo of ${name} (${tempoBpm.low} to ${tempoBpm.high}): the drums' song sets it.`,
  ];
}

/** Says so where no candidate comes near the length that was asked for. */
function lengthNotes(
  candidates: readonly RemixPlan[],
  maps: Record<SongSide, SongMap>,
  { lengthSeconds }: PromptIntent,
): string[] {
  if (lengthSeconds === null || candidates.length === 0) return [];
  const lengths = candidates.map((plan) =>
    planDurationSeconds(plan, maps[otherSide(plan.vocalSong)].analysis),
  );
  const nearest = lengths.reduce((best, one) =>
    Math.abs(one - lengthSeconds) < Math.abs(best - lengthSeconds) ? one : best,
  );
  if (Math.abs(nearest - lengthSeconds) <= LENGTH_NOTE_SHARE * lengthSeconds) return [];
  return [
    `Whole phrases of these songs come to ${Math.round(nearest)} s at the nearest, not ${lengthSeconds} s.`,
  ];
}

function hasMaterial({ vocal, instrumental }: Casting): boolean {
  return (
    longestInstrumentalBeats(instrumental) >=
      SHORTEST_INSTRUMENTAL_BARS * instrumental.beatsPerBar &&
    vocal.beatCount >= PHRASE_BARS * vocal.beatsPerBar
  );
}

function tooShort(
  songs: Record<SongSide, PlannedSong>,
  maps: Record<SongSide, SongMap>,
  casting: Casting,
): SegueError {
  const short =
    casting.instrumental.beatCount <= casting.vocal.beatCount
      ? casting.instrumental
      : casting.vocal;
  const side = short === maps.a ? 'a' : 'b';
  const seconds = Math.round(songs[side].analysis.durationSeconds);
  return new SegueError(
    'material-too-short',
    `"${songs[side].title}" has too few bars for a remix (${seconds} s with ${short.beatCount} beats). ` +
      `Choose a song of at least ${SHORTEST_INSTRUMENTAL_BARS} bars, about half a minute.`,
  );
}
