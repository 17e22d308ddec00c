/**
 * The sounds of a player: the mix and its stems as buffers, each with a source and a fader. All sources
 * start at one time from one place, so that they run in step whichever of them is heard.
 */
import type { Pcm } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { toAudioBuffer } from './audio-buffers';
import type { loadTone } from './tone';

export type Tone = Awaited<ReturnType<typeof loadTone>>;
export type PlayerPart = StemName | 'mix';

const PARTS: readonly PlayerPart[] = ['mix', ...STEM_NAMES];

/** Short enough not to be heard as a fade, long enough not to click. */
const FADE_SECONDS = 0.01;

export class PartDeck {
  private tone: Tone | null = null;
  private isDisposed = false;
  private readonly buffers = new Map<PlayerPart, AudioBuffer>();
  private readonly loads = new Map<PlayerPart, Promise<void>>();
  private readonly faders = new Map<PlayerPart, InstanceType<Tone['Gain']>>();
  private readonly sources = new Map<PlayerPart, InstanceType<Tone['ToneBufferSource']>>();
  private meter: InstanceType<Tone['Meter']> | null = null;

  constructor(private readonly fetchPart: (part: PlayerPart) => Promise<Pcm>) {}

  get hasStems(): boolean {
    return STEM_NAMES.every((stem) => this.buffers.has(stem));
  }

  /** Fetches a part once; a failed fetch is tried again the next time. */
  load(part: PlayerPart): Promise<void> {
    let load = this.loads.get(part);
    if (!load) {
      load = this.fetchPart(part).then(async (pcm) => {
        const buffer = await toAudioBuffer(pcm);
        if (!this.isDisposed) this.buffers.set(part, buffer);
      });
      load.catch(() => this.loads.delete(part));
      this.loads.set(part, load);
    }
    return load;
  }

  /** The sound of a part; null before it has been loaded. */
  buffer(part: PlayerPart): AudioBuffer | null {
    return this.buffers.get(part) ?? null;
  }

  async loadStems(): Promise<void> {
    for (const stem of STEM_NAMES) await this.load(stem);
  }

  /** Makes the faders; only the mix is open. */
  connect(tone: Tone): void {
    this.tone = tone;
    this.meter = new tone.Meter({ smoothing: 0.7 });
    for (const part of PARTS) {
      const fader = new tone.Gain(part === 'mix' ? 1 : 0).connect(tone.getDestination());
      fader.connect(this.meter);
      this.faders.set(part, fader);
    }
  }

  /** Starts all that has been loaded, or the parts that are named. */
  start(time: number, offsetSeconds: number, parts: readonly PlayerPart[] = PARTS): void {
    for (const part of parts) {
      const buffer = this.buffers.get(part);
      const fader = this.faders.get(part);
      if (!buffer || !fader || !this.tone) continue;
      // Started again while it sounds, after a seek say: never two at once.
      this.sources.get(part)?.stop(time);
      const source = new this.tone.ToneBufferSource({
        url: new this.tone.ToneAudioBuffer(buffer),
        fadeIn: FADE_SECONDS / 2,
        fadeOut: FADE_SECONDS / 2,
      }).connect(fader);
      source.start(time, offsetSeconds);
      this.sources.set(part, source);
    }
  }

  stop(time: number): void {
    for (const source of this.sources.values()) source.stop(time);
    this.sources.clear();
  }

  /** Opens the faders of the parts that are to be heard and closes the others. */
  moveFaders(isOpen: (part: PlayerPart) => boolean): void {
    for (const [part, fader] of this.faders) {
      fader.gain.rampTo(isOpen(part) ? 1 : 0, FADE_SECONDS);
    }
  }

  /** Level of what is heard, dB relative to full scale. */
  levelDb(): number {
    const level = this.meter?.getValue();
    return typeof level === 'number' ? level : Number.NEGATIVE_INFINITY;
  }

  dispose(): void {
    this.isDisposed = true;
    for (const source of this.sources.values()) source.dispose();
    for (const fader of this.faders.values()) fader.dispose();
    this.meter?.dispose();
    this.buffers.clear();
  }
}
