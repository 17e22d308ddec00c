/**
 * Hearing any plan of two songs of the library before it is rendered: part by part, from any bar. What two
 * plans share is made once; what has been read of the stems of the pair that is listened to stays at hand.
 *
 * A part holds a little more than its beats: `overlapSeconds` beyond its end, over which the next one fades
 * in. The two are the same sound there, so that nobody hears the seam.
 */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { reportError } from '@/lib/base/errors';
import { type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { StretchSource } from '@/lib/render/assemble-buses';
import {
  type AudiblePlan,
  beatRange,
  calibrate,
  makeAudible,
  renderRange,
} from '@/lib/render/render-range';
import type { SongStore } from '@/lib/store/song-store';
import type { SoundInParts } from '@/lib/store/sound-in-parts';
import { type KnownSong, knownSongs, type SongChoice, withStems } from './known-songs';

export interface PlanPartRequest {
  songs: Record<SongSide, SongChoice>;
  plan: RemixPlan;
  startBeat: number;
  lengthBeats: number;
}

export interface PlanPart {
  /** Stereo, with the overlap at its end. */
  pcm: Pcm;
  startSeconds: number;
  /** Without the overlap. */
  lengthSeconds: number;
  /** All beats of the remix, with the closing one. */
  beatsSeconds: number[];
}

export interface PlanListening {
  /** @throws SegueError `aborted`, `storage-unavailable`, and what rendering throws */
  part(request: PlanPartRequest, options?: TaskOptions): Promise<PlanPart>;
}

/** The part after it fades in over so much. */
export const OVERLAP_SECONDS = 0.01;

/** The pair that is listened to. */
interface Pair {
  name: string;
  songs: Promise<Record<SongSide, KnownSong>>;
  sounds: Map<string, Promise<SoundInParts>>;
  plans: Map<string, Promise<AudiblePlan>>;
  corrections: Map<string, Promise<number>>;
}

export function createPlanListening(store: SongStore, source: StretchSource): PlanListening {
  let pair: Pair | null = null;

  const pairOf = (songs: Record<SongSide, SongChoice>): Pair => {
    const name = JSON.stringify([songs.a, songs.b]);
    if (pair?.name !== name) {
      pair = {
        name,
        songs: knownSongs(store, songs),
        sounds: new Map(),
        plans: new Map(),
        corrections: new Map(),
      };
    }
    return pair;
  };

  return {
    async part(request, options = {}) {
      const asked = pairOf(request.songs);
      try {
        return await render(asked, request, options);
      } catch (thrown) {
        // Its stems may be others by now: what is asked for next begins anew.
        if (pair === asked && reportError(thrown).code !== 'aborted') pair = null;
        throw thrown;
      }
    },
  };

  async function render(
    asked: Pair,
    { plan, startBeat, lengthBeats }: PlanPartRequest,
    options: TaskOptions,
  ): Promise<PlanPart> {
    const audible = await planOf(asked, plan);
    throwIfAborted(options.signal);
    const { arrangement } = audible;
    const { fromSample, toSample } = beatRange(arrangement, startBeat, startBeat + lengthBeats);
    const overlap = Math.round(OVERLAP_SECONDS * SAMPLE_RATE_HZ);
    const end = Math.min(toSample + overlap, arrangement.lengthSamples);
    const pcm = await renderRange(
      audible,
      { fromSample, toSample: end },
      { ...source, ...options },
    );
    return {
      pcm,
      startSeconds: fromSample / SAMPLE_RATE_HZ,
      lengthSeconds: (toSample - fromSample) / SAMPLE_RATE_HZ,
      beatsSeconds: [...arrangement.grid.seconds],
    };
  }

  /** Without a signal: others wait for the same. */
  function planOf(current: Pair, plan: RemixPlan): Promise<AudiblePlan> {
    return remembered(current.plans, plan.id, async () => {
      const known = await current.songs;
      const opened: Pick<SongStore, 'soundInParts'> = {
        soundInParts: (id, part) =>
          remembered(current.sounds, `${id}/${part}`, () => store.soundInParts(id, part)),
      };
      const songs = await withStems(opened, [plan], known);
      const alike = JSON.stringify([
        plan.vocalSong,
        plan.targetLufs,
        plan.tempo.targetBpm,
        plan.key.vocalSemitones,
      ]);
      const correctionDb = await remembered(current.corrections, alike, () =>
        calibrate(makeAudible(plan, songs), source),
      );
      return makeAudible(plan, songs, correctionDb);
    });
  }
}

/** What a name stands for, made once; what could not be made is tried again the next time. */
function remembered<T>(
  memory: Map<string, Promise<T>>,
  name: string,
  make: () => Promise<T>,
): Promise<T> {
  let value = memory.get(name);
  if (!value) {
    value = make();
    value.catch(() => memory.delete(name));
    memory.set(name, value);
  }
  return value;
}
