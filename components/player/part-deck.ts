/**
 * The sounds of a player: the mix and its stems as buffers, each with a source and a fader. All sources
 * start at one time from one place, so that they run in step whichever of them is heard.
 */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { toAudioBuffer } from './audio-buffers';
import type { loadTone } from './tone';

export type Tone = Awaited<ReturnType<typeof loadTone>>;
export type PlayerPart = StemName | 'mix';

const PARTS: readonly PlayerPart[] = ['mix', ...STEM_NAMES];

/**
 * Short enough not to be heard as a fade, long enough not to click. Faders move in straight lines: mix and
 * stems are the same sound, whose gains add up to 1 all the way; at equal power it would swell by 3 dB.
 */
const FADE_SECONDS = 0.01;
/** A sound's own beginning and end, where it starts or stops in the middle. */
const EDGE_SECONDS = FADE_SECONDS / 2;
/** How far ahead parts that were loaded late are started. */
const LATE_START_SECONDS = 0.02;

/** What the deck needs of Tone. */
export type DeckTone = Pick<
  Tone,
  'Gain' | 'Meter' | 'ToneBufferSource' | 'ToneAudioBuffer' | 'getDestination' | 'now'
>;

export class PartDeck {
  private tone: DeckTone | null = null;
  /** When and from where the parts that now run were started. */
  private running: { time: number; offsetSeconds: number } | null = null;
  private isDisposed = false;
  private readonly buffers = new Map<PlayerPart, AudioBuffer>();
  private readonly loads = new Map<PlayerPart, Promise<void>>();
  private readonly faders = new Map<PlayerPart, InstanceType<Tone['Gain']>>();
  private readonly sources = new Map<PlayerPart, InstanceType<Tone['ToneBufferSource']>>();
  private meter: InstanceType<Tone['Meter']> | null = null;

  /** @param toBuffer makes what the browser plays of a sound */
  constructor(
    private readonly fetchPart: (part: PlayerPart) => Promise<Pcm>,
    private readonly toBuffer: (pcm: Pcm) => Promise<AudioBuffer> = toAudioBuffer,
  ) {}

  get hasStems(): boolean {
    return STEM_NAMES.every((stem) => this.buffers.has(stem));
  }

  /** Fetches a part once; a failed fetch is tried again the next time. */
  load(part: PlayerPart): Promise<void> {
    let load = this.loads.get(part);
    if (!load) {
      load = this.fetchPart(part).then(async (pcm) => {
        const buffer = await this.toBuffer(pcm);
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
  connect(tone: DeckTone): void {
    this.tone = tone;
    this.meter = new tone.Meter({ smoothing: 0.7 });
    for (const part of PARTS) {
      const fader = new tone.Gain(part === 'mix' ? 1 : 0).connect(tone.getDestination());
      fader.connect(this.meter);
      this.faders.set(part, fader);
    }
  }

  /** Starts all that has been loaded. */
  start(time: number, offsetSeconds: number): void {
    this.running = { time, offsetSeconds };
    this.startParts(PARTS, time, offsetSeconds);
  }

  /**
   * Starts the stems while the mix runs, in step with it to the sample.
   * @returns when they are there in full
   */
  joinStems(): number {
    if (!this.tone || !this.running) return 0;
    const { time, offsetSeconds } = this.running;
    const rateHz = this.buffers.get('mix')?.sampleRate ?? SAMPLE_RATE_HZ;
    const samples = Math.ceil((this.tone.now() + LATE_START_SECONDS - time) * rateHz);
    const elapsedSeconds = Math.max(0, samples) / rateHz;
    this.startParts(STEM_NAMES, time + elapsedSeconds, offsetSeconds + elapsedSeconds);
    return time + elapsedSeconds + EDGE_SECONDS;
  }

  private startParts(parts: readonly PlayerPart[], time: number, offsetSeconds: number): void {
    for (const part of parts) {
      const buffer = this.buffers.get(part);
      const fader = this.faders.get(part);
      if (!buffer || !fader || !this.tone) continue;
      // Started again while it sounds, after a seek say: never two at once.
      this.sources.get(part)?.stop(time);
      const source = new this.tone.ToneBufferSource({
        url: new this.tone.ToneAudioBuffer(buffer),
        fadeIn: EDGE_SECONDS,
        fadeOut: EDGE_SECONDS,
      }).connect(fader);
      source.start(time, offsetSeconds);
      this.sources.set(part, source);
    }
  }

  stop(time: number): void {
    for (const source of this.sources.values()) source.stop(time);
    this.sources.clear();
    this.running = null;
  }

  /** Opens the faders of the parts that are to be heard and closes the others, all at once: not before `earliest`. */
  moveFaders(isOpen: (part: PlayerPart) => boolean, earliest = 0): void {
    if (!this.tone) return;
    const time = Math.max(this.tone.now(), earliest);
    for (const [part, fader] of this.faders) {
      fader.gain.rampTo(isOpen(part) ? 1 : 0, FADE_SECONDS, time);
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
