/** Songs and plans for tests of rendering, made by hand so that what is true of them is known. */
import type { SongAnalysis, StemProfile } from '@/lib/analysis/song-analysis';
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan, StemPlay, Transition } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';

/** Beat times: `bpmAt` gives the tempo of each beat. */
export function beatsAt(
  count: number,
  firstSeconds: number,
  bpmAt: (beat: number) => number,
): number[] {
  const beats = [firstSeconds];
  for (let i = 1; i < count; i++) beats.push(beats[i - 1] + 60 / bpmAt(i - 1));
  return beats;
}

/** A tempo that wanders by ±2 % and back every 24 beats. */
export const drifting = (bpm: number) => (beat: number) =>
  bpm * (1 + 0.02 * Math.sin((2 * Math.PI * beat) / 24));

export function analysisOf(beatsSeconds: number[], isGridConstant = false): SongAnalysis {
  const beats = beatsSeconds.length - 1;
  const profile: StemProfile = {
    levelDbByBeat: new Array(beats).fill(-18),
    activeByBeat: new Array(beats).fill(true),
    spectrumDb: [],
  };
  return {
    version: 'test',
    durationSeconds: beatsSeconds[beats] + 1,
    tempoBpm: (60 * beats) / (beatsSeconds[beats] - beatsSeconds[0]),
    tempoAlternativesBpm: [],
    beatsPerBar: 4,
    beatsSeconds,
    downbeatsSeconds: beatsSeconds.filter((_, index) => index % 4 === 0),
    isGridConstant,
    confidence: { tempo: 1, beats: 1, downbeats: 1 },
    key: { tonic: 'C', mode: 'major', confidence: 1, camelot: '8B', tuningCents: 0 },
    keyOverTime: null,
    sections: [],
    energyByBeat: new Array(beats).fill(1),
    vocalActivityByBeat: new Array(beats).fill(1),
    vocalPhrases: [],
    stems: { vocals: profile, drums: profile, bass: profile, other: profile },
    groove: null,
    stemQuality: null,
    integratedLufs: -14,
    provenance: { grid: 'measured', key: 'measured', sections: 'measured' },
  };
}

export const silence = (seconds: number) => createSilence(Math.round(seconds * SAMPLE_RATE_HZ));

/** The same samples left and right. */
export function stereo(samples: Float32Array): Pcm {
  return { sampleRateHz: SAMPLE_RATE_HZ, channels: [samples, samples.slice()] };
}

/** A wooden click of 5 ms at each moment. */
export function clicks(times: readonly number[], seconds: number, frequencyHz = 2000): Pcm {
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE_HZ));
  for (const time of times) {
    const start = Math.round(time * SAMPLE_RATE_HZ);
    for (let i = 0; i < 220 && start + i < samples.length; i++) {
      const phase = (2 * Math.PI * frequencyHz * i) / SAMPLE_RATE_HZ;
      samples[start + i] += 0.7 * Math.exp(-i / 44) * Math.cos(phase);
    }
  }
  return stereo(samples);
}

export function noise(seconds: number, amplitude: number, seed: number): Pcm {
  const random = createRandom(seed);
  const channel = () =>
    Float32Array.from(
      { length: Math.round(seconds * SAMPLE_RATE_HZ) },
      () => amplitude * random.normal(),
    );
  return { sampleRateHz: SAMPLE_RATE_HZ, channels: [channel(), channel()] };
}

export function sine(frequencyHz: number, seconds: number, amplitude: number): Pcm {
  return stereo(
    Float32Array.from(
      { length: Math.round(seconds * SAMPLE_RATE_HZ) },
      (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / SAMPLE_RATE_HZ),
    ),
  );
}

/** Whether two sounds are the same to the bit; quicker than comparing them as lists. */
export function isSameSound(one: readonly Float32Array[], other: readonly Float32Array[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      (channel, index) =>
        channel.length === other[index].length &&
        channel.every((sample, i) => sample === other[index][i]),
    )
  );
}

/** All four stems; those that are not given are silent. */
export function stemsOf(seconds: number, stems: Partial<Stems>): Stems {
  return Object.fromEntries(
    STEM_NAMES.map((stem) => [stem, stems[stem] ?? silence(seconds)]),
  ) as Stems;
}

export interface SectionDraft extends Partial<Omit<PlanSection, 'stems' | 'startBeat'>> {
  lengthBeats: number;
  stems?: Partial<Record<StemName, Partial<StemPlay> | null>>;
}

export const CUT: Transition = { type: 'cut', lengthBeats: 0 };

/** A plan in which song a sings over song b; what is left out is neutral. */
export function planOf(
  sections: readonly SectionDraft[],
  {
    tempo,
    ...overrides
  }: Partial<Omit<RemixPlan, 'tempo' | 'sections'>> & {
    tempo?: Partial<RemixPlan['tempo']>;
  } = {},
): RemixPlan {
  let startBeat = 0;
  return {
    id: 'test',
    seed: 1,
    prompt: '',
    family: 'standard-arc',
    vocalSong: 'a',
    tempo: {
      targetBpm: 120,
      instrumentalRatio: 1,
      vocalRatio: 1,
      vocalBeatsPerBeat: 1,
      reason: '',
      ...tempo,
    },
    key: { vocalSemitones: 0, reason: '' },
    targetLufs: -12,
    ...overrides,
    sections: sections.map(({ stems = {}, ...draft }) => {
      const section: PlanSection = {
        label: 'chorus',
        startBeat,
        anchorBeat: startBeat,
        energyStart: 0.5,
        energyEnd: 0.5,
        transitionIn: CUT,
        ...draft,
        stems: { vocals: null, drums: null, bass: null, other: null },
      };
      for (const stem of STEM_NAMES) {
        const play = stems[stem];
        if (play) section.stems[stem] = completePlay(stem, play, section.anchorBeat);
      }
      startBeat += section.lengthBeats;
      return section;
    }),
  };
}

function completePlay(stem: StemName, play: Partial<StemPlay>, anchorBeat: number): StemPlay {
  return {
    song: stem === 'vocals' ? 'a' : 'b',
    sourceBeat: anchorBeat,
    loopSourceBeats: null,
    gainDb: 0,
    ...play,
  };
}
