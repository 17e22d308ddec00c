/**
 * How rendering does on real songs: each of two songs sings over the other, by our own analysis and
 * plans. Times are processor time, so that other work on the machine does not count.
 */
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import { integratedLufs, loudnessSteps } from '@/lib/audio/loudness';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { makePlans } from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { assembleBuses } from '@/lib/render/assemble-buses';
import { balanceBuses, makeRoom } from '@/lib/render/mix';
import { renderRemix } from '@/lib/render/render-remix';
import { StretchCache } from '@/lib/render/stretch-cache';
import type { Stems } from '@/lib/stems/stems';
import { twoRealSongs } from './real-songs';

/** So many candidates are to be audible within seconds. */
const CANDIDATES = 10;

type Songs = Parameters<typeof makePlans>[0]['songs'] & Parameters<typeof renderRemix>[0]['songs'];

/** Measures the two songs given by path, or the pair in the shared data. */
export async function run(args: string[]) {
  const songs = await twoRealSongs(args);
  const { a, b } = songs;
  const directions = [];
  for (const prompt of [`${a.title} vocals over ${b.title}`, `${b.title} vocals over ${a.title}`]) {
    directions.push(await measure(songs, prompt));
  }
  return directions;
}

async function measure(songs: Songs, prompt: string) {
  const plans = makePlans({ songs, prompt, seed: 1 }).candidates.slice(0, CANDIDATES);
  const [plan] = plans;
  const cache = new StretchCache();
  const cold = await timed(() => renderRemix({ plan, songs, cache }));
  const warm = await timed(() => renderRemix({ plan, songs, cache }));
  const others = await timed(async () => {
    for (const other of plans.slice(1)) await assembleBuses({ plan: other, songs, cache });
  });
  const seconds = durationSeconds(cold.result.pcm);
  const { integratedLufs: lufs, loudnessRangeLu, maxTruePeakDbtp } = cold.result.loudness;
  return {
    prompt,
    tempo: plan.tempo.reason,
    key: plan.key.reason,
    seconds: round(seconds),
    integratedLufs: round(lufs),
    targetLufs: plan.targetLufs,
    loudnessRangeLu: round(loudnessRangeLu),
    maxTruePeakDbtp: round(maxTruePeakDbtp),
    loudnessMissedBecause: cold.result.loudnessMissedBecause,
    renderCpuSeconds: round(cold.cpuSeconds),
    mixTimesRealTime: round(seconds / warm.cpuSeconds),
    otherCandidates: plans.length - 1,
    otherCandidatesCpuSeconds: round(others.cpuSeconds),
    cacheMegabytes: round(cache.sizeBytes / 2 ** 20),
    pocket: await measurePocket(plan, songs, cache),
  };
}

/** What making room changes: the voice against what masks it, and how loud the instruments are. */
async function measurePocket(plan: RemixPlan, songs: Songs, cache: StretchCache) {
  const assembly = await assembleBuses({ plan, songs, cache });
  const { buses } = assembly;
  balanceBuses(plan, assembly);
  const before = roomFigures(buses);
  const side: SongSide = otherSide(plan.vocalSong);
  makeRoom(buses, songs[side].analysis.groove?.kickPattern ?? null);
  const after = roomFigures(buses);
  return {
    vocalToMaskerRiseDb: round(after.vocalToMaskerDb - before.vocalToMaskerDb),
    vocalToMaskerDb: round(after.vocalToMaskerDb),
    voiceUnderInstrumentsLu: round(after.instrumentsLufs - after.voiceLufs),
    instrumentsChangeLu: round(after.instrumentsLufs - before.instrumentsLufs),
  };
}

function roomFigures({ vocals, drums, bass, other }: Stems) {
  const instruments: Pcm = {
    ...drums,
    channels: drums.channels.map((channel, c) =>
      channel.map((sample, i) => sample + bass.channels[c][i] + other.channels[c][i]),
    ),
  };
  const voicePower = presencePower(vocals);
  const maskerPower = presencePower(instruments);
  const loudest = voicePower.reduce((most, value) => Math.max(most, value), 0);
  let voice = 0;
  let masker = 0;
  voicePower.forEach((value, i) => {
    if (value < loudest / 1000) return;
    voice += value;
    masker += maskerPower[i];
  });
  return {
    vocalToMaskerDb: 10 * Math.log10(voice / masker),
    voiceLufs: integratedLufs(loudnessSteps(vocals)),
    instrumentsLufs: integratedLufs(loudnessSteps(instruments)),
  };
}

/** Power from 2 to 5 kHz by 50 ms. */
function presencePower({ channels, sampleRateHz }: Pcm): Float64Array {
  const frame = Math.round(0.05 * sampleRateHz);
  const power = new Float64Array(Math.floor(channels[0].length / frame));
  for (const channel of channels) {
    const band = channel.slice();
    new BiquadCascade(butterworth4('highpass', sampleRateHz, 2000)).processBlock(band);
    new BiquadCascade(butterworth4('lowpass', sampleRateHz, 5000)).processBlock(band);
    for (let i = 0; i < power.length * frame; i++) power[Math.floor(i / frame)] += band[i] ** 2;
  }
  return power;
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; cpuSeconds: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: (user + system) / 1e6 };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
