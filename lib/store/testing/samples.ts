/** A small song and a small remix, complete enough to be stored: for tests. */
import type { SongAnalysis, StemProfile } from '@/lib/analysis/song-analysis';
import type { Pcm } from '@/lib/audio/pcm';
import { bandOverview } from '@/lib/audio/waveform-overview';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { NewRemix, StorableRender } from '../remix-store';
import type { StorableSong } from '../song-store';

/** Half a second of a constant level. */
export function samplePcm(level: number): Pcm {
  const channel = () => new Float32Array(22050).fill(level);
  return { sampleRateHz: 44100, channels: [channel(), channel()] };
}

const PROFILE: StemProfile = { levelDbByBeat: [-12], activeByBeat: [true], spectrumDb: [] };

export const SAMPLE_ANALYSIS: SongAnalysis = {
  version: '1',
  durationSeconds: 0.5,
  tempoBpm: 120,
  tempoAlternativesBpm: [60],
  beatsPerBar: 4,
  beatsSeconds: [0, 0.5],
  downbeatsSeconds: [0],
  isGridConstant: true,
  confidence: { tempo: 1, beats: 1, downbeats: 1 },
  key: { tonic: 'A', mode: 'minor', confidence: 0.8, camelot: '8A', tuningCents: 0 },
  keyOverTime: null,
  sections: [],
  energyByBeat: [1],
  vocalActivityByBeat: [0],
  vocalPhrases: [],
  stems: { vocals: PROFILE, drums: PROFILE, bass: PROFILE, other: PROFILE },
  groove: null,
  stemQuality: null,
  integratedLufs: -14,
  provenance: { grid: 'measured', key: 'measured', sections: 'measured' },
};

export function sampleSong(id: string): StorableSong {
  const mix = samplePcm(0.5);
  const stems = {
    vocals: samplePcm(0.1),
    drums: samplePcm(0.2),
    bass: samplePcm(1.5),
    other: samplePcm(0),
  };
  return {
    id,
    title: `Song ${id}`,
    artist: null,
    mix,
    stems,
    stemEngine: 'quick',
    analysis: SAMPLE_ANALYSIS,
    overview: bandOverview(mix),
  };
}

export function samplePlan(id: string): RemixPlan {
  return {
    id,
    seed: 1,
    prompt: 'build slowly',
    family: 'standard-arc',
    vocalSong: 'a',
    tempo: {
      targetBpm: 120,
      instrumentalRatio: 1,
      vocalRatio: 1,
      vocalBeatsPerBeat: 1,
      reason: '',
    },
    key: { vocalSemitones: 0, reason: '' },
    sections: [
      {
        label: 'intro',
        startBeat: 0,
        lengthBeats: 16,
        anchorBeat: 0,
        energyStart: 0.2,
        energyEnd: 0.3,
        stems: {
          vocals: null,
          drums: { song: 'b', sourceBeat: 0, loopSourceBeats: null, gainDb: 0 },
          bass: null,
          other: null,
        },
        transitionIn: { type: 'cut', lengthBeats: 0 },
      },
    ],
    targetLufs: -12,
  };
}

export function sampleRemix(id: string): NewRemix {
  return {
    schema: 1,
    id,
    givenTitle: null,
    madeAtMs: 1,
    prompt: 'build slowly',
    seed: 1,
    songs: {
      a: { id: 'one', title: 'One', key: SAMPLE_ANALYSIS.key, beatsPerBar: 4, corrections: [] },
      b: { id: 'two', title: 'Two', key: SAMPLE_ANALYSIS.key, beatsPerBar: 4, corrections: [] },
    },
    notes: [],
    intent: null,
    rejected: [],
    editedFrom: {},
    plans: [samplePlan('p1'), samplePlan('p2')],
    chosenPlanId: 'p1',
    choice: null,
  };
}

export function sampleRender(): StorableRender {
  return {
    pcm: samplePcm(0.25),
    buses: {
      vocals: samplePcm(0.1),
      drums: samplePcm(0.2),
      bass: samplePcm(0.3),
      other: samplePcm(0.4),
    },
    beatsSeconds: [0, 0.5],
    loudnessMissedBecause: null,
    loudness: {
      integratedLufs: -12,
      loudnessRangeLu: 5,
      maxTruePeakDbtp: -1,
      samplePeakDbfs: -1.2,
    },
  };
}
