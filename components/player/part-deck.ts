/**
 * The sounds of a player: the mix and its stems as buffers, each with a source and a fader. All sources
 * start at one time from one place, so that they run in step whichever of them is heard. The two songs that a
 * remix was made of lie beside them; each starts at its own place when it is asked for.
 */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { SONG_SIDES, type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { toAudioBuffer } from './audio-buffers';
import { type loadTone, onSample } from './tone';

export type Tone = Awaited<ReturnType<typeof loadTone>>;
export type PlayerPart = StemName | 'mix';

/** Songs that the sound was made of are parts as well. */
export type DeckPart = PlayerPart | SongSide;

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
  'Gain' | 'ToneBufferSource' | 'ToneAudioBuffer' | 'getDestination' | 'now'
>;

export class PartDeck {
  private tone: DeckTone | null = null;
  /** When and from where the parts that now run were started. */
  private running: { time: number; offsetSeconds: number } | null = null;
  private isDisposed = false;
  private readonly buffers = new Map<DeckPart, AudioBuffer>();
  private readonly loads = new Map<DeckPart, Promise<void>>();
  private readonly faders = new Map<DeckPart, InstanceType<Tone['Gain']>>();
  private readonly sources = new Map<DeckPart, InstanceType<Tone['ToneBufferSource']>>();
  /** All that is heard; null before it is connected. */
  output: InstanceType<Tone['Gain']> | null = null;

  /** @param toBuffer makes what the browser plays of a sound */
  constructor(
    private readonly fetchPart: (part: DeckPart) => Promise<Pcm>,
    private readonly toBuffer: (pcm: Pcm) => Promise<AudioBuffer> = toAudioBuffer,
  ) {}

  get hasStems(): boolean {
    return STEM_NAMES.every((stem) => this.buffers.has(stem));
  }

  /** Fetches a part once; a failed fetch is tried again the next time. */
  load(part: DeckPart): Promise<void> {
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
  buffer(part: DeckPart): AudioBuffer | null {
    return this.buffers.get(part) ?? null;
  }

  async loadStems(): Promise<void> {
    for (const stem of STEM_NAMES) await this.load(stem);
  }

  /** Makes the faders; only the mix is open. */
  connect(tone: DeckTone): void {
    this.tone = tone;
    this.output = new tone.Gain(1).connect(tone.getDestination());
    for (const part of [...PARTS, ...SONG_SIDES]) {
      this.faders.set(part, new tone.Gain(part === 'mix' ? 1 : 0).connect(this.output));
    }
  }

  /** Starts all that has been loaded. */
  start(time: number, offsetSeconds: number): void {
    const startTime = onSample(time);
    this.running = { time: startTime, offsetSeconds };
    this.startParts(PARTS, startTime, offsetSeconds);
  }

  /**
   * Starts the stems while the mix runs, in step with it to the sample.
   * @returns when they are there in full
   */
  joinStems(): number {
    if (!this.tone || !this.running) return 0;
    const { time, offsetSeconds } = this.running;
    const samples = Math.ceil((this.tone.now() + LATE_START_SECONDS - time) * SAMPLE_RATE_HZ);
    const elapsedSeconds = Math.max(0, samples) / SAMPLE_RATE_HZ;
    this.startParts(STEM_NAMES, time + elapsedSeconds, offsetSeconds + elapsedSeconds);
    return time + elapsedSeconds + EDGE_SECONDS;
  }

  /** Starts a song from a place of its own; it is silent while that lies beyond its end. */
  startSong(side: SongSide, time: number, offsetSeconds: number): void {
    const buffer = this.buffers.get(side);
    if (buffer && offsetSeconds < buffer.duration) {
      this.startParts([side], onSample(time), Math.max(offsetSeconds, 0));
    }
  }

  private startParts(parts: readonly DeckPart[], time: number, offsetSeconds: number): void {
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
    const isToCome = this.running !== null && this.running.time > time;
    for (const source of this.sources.values()) {
      if (isToCome) source.dispose();
      else source.stop(time);
    }
    this.sources.clear();
    this.running = null;
  }

  /** Opens the faders of the parts that are to be heard and closes the others, all at once: not before `earliest`. */
  moveFaders(levelOf: (part: DeckPart) => number, earliest = 0): void {
    if (!this.tone) return;
    const time = Math.max(this.tone.now(), earliest);
    for (const [part, fader] of this.faders) {
      fader.gain.rampTo(levelOf(part), FADE_SECONDS, time);
    }
  }

  dispose(): void {
    this.isDisposed = true;
    for (const source of this.sources.values()) source.dispose();
    for (const fader of this.faders.values()) fader.dispose();
    this.output?.dispose();
    this.buffers.clear();
  }
}
