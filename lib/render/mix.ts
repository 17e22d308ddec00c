/** From assembled buses to a mix: strips, balance, the plan's levels, and room for voice and kick. */
import type { Pcm } from '@/lib/audio/pcm';
import { createSilence, lengthSamples } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';
import { applyAutomation, type GainPoint } from './automation';
import { voiceTrimDb } from './balance';
import { applyChannelStrips } from './channel-strips';
import { duckBass, type KickPattern } from './kick-ducking';
import { openPocket, pocketControl } from './vocal-pocket';

/** What masks a voice; a bass has nothing where it is understood. */
const POCKET_STEMS = ['drums', 'other'] as const satisfies readonly StemName[];

export interface MixRequest {
  /** As their material makes them; changed in place. */
  buses: Stems;
  automation: Record<StemName, readonly GainPoint[]>;
  /** How the instrumental song's kick goes; null = not measured. */
  kickPattern: KickPattern | null;
}

/** Mixes the buses in place. What they sum to is the mix. */
export function mixBuses({ buses, automation, kickPattern }: MixRequest): void {
  balanceBuses(buses, automation);
  makeRoom(buses, kickPattern);
}

/** Filters every bus and sets its level: the voice's against the instruments', then the plan's. */
export function balanceBuses(buses: Stems, automation: MixRequest['automation']): void {
  applyChannelStrips(buses);
  const trimDb = voiceTrimDb(buses);
  for (const stem of STEM_NAMES) {
    applyAutomation(buses[stem], automation[stem], stem === 'vocals' ? trimDb : 0);
  }
}

/** Lets the instruments give way to the voice and the bass to the kick. */
export function makeRoom(buses: Stems, kickPattern: KickPattern | null): void {
  const control = pocketControl(buses.vocals);
  for (const stem of POCKET_STEMS) openPocket(buses[stem], control);
  duckBass(buses.bass, buses.drums, kickPattern);
}

/** Sum of the buses as a new sound. */
export function sumBuses(buses: Stems): Pcm {
  const sum = createSilence(lengthSamples(buses.drums), 2, buses.drums.sampleRateHz);
  for (const stem of STEM_NAMES) {
    sum.channels.forEach((channel, index) => {
      const part = buses[stem].channels[index];
      for (let i = 0; i < channel.length; i++) channel[i] += part[i];
    });
  }
  return sum;
}
