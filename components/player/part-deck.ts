/**
 * The sounds of a player: the mix and its stems as buffers, each with a source and a fader. All sources
 * start at one time from one place, so that they run in step whichever of them is heard. The two songs that a
 * remix was made of lie beside them; each starts at its own place when it is asked for. A mix that is made while
 * it is heard comes in parts.
 */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { SONG_SIDES, type SongSide, STEM_NAMES } from '@/lib/music/stem-names';
import { toAudioBuffer } from './audio-buffers';
import { LiveMix } from './live-mix';
import type { Run } from './play-line';
import type { DeckPart, LiveSound, PlayerPart } from './player-sound';
import { onSample, type Tone } from './tone';

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
  'Gain' | 'ToneBufferSource' | 'ToneAudioBuffer' | 'getDestination' | 'now' | 'immediate'
>;

/** A source that sounds, or will. */
interface Voice {
  part: DeckPart;
  source: InstanceType<Tone['ToneBufferSource']>;
  atSeconds: number;
  endSeconds: number;
}

export interface DeckOptions {
  /** The mix as it is made, in place of one that is fetched. */
  live?: LiveSound;
  /** @see LiveMix */
  onLate?: (positionSeconds: number, thrown?: unknown) => void;
  /** Makes what the browser plays of a sound. */
  toBuffer?: (pcm: Pcm) => Promise<AudioBuffer>;
}

export class PartDeck {
  private tone: DeckTone | null = null;
  private isDisposed = false;
  private voices: Voice[] = [];
  private readonly live: LiveMix | null;
  private readonly toBuffer: (pcm: Pcm) => Promise<AudioBuffer>;
  private readonly buffers = new Map<DeckPart, AudioBuffer>();
  private readonly loads = new Map<DeckPart, Promise<void>>();
  private readonly faders = new Map<DeckPart, InstanceType<Tone['Gain']>>();
  /** All that is heard; null before it is connected. */
  output: InstanceType<Tone['Gain']> | null = null;

  constructor(
    private readonly fetchPart: (part: DeckPart) => Promise<Pcm>,
    { live, onLate = () => undefined, toBuffer = toAudioBuffer }: DeckOptions = {},
  ) {
    this.live = live ? new LiveMix(live, onLate) : null;
    this.toBuffer = toBuffer;
  }

  get hasStems(): boolean {
    return STEM_NAMES.every((stem) => this.buffers.has(stem));
  }

  /** Makes the mix ready to be started from a place. */
  prepare(positionSeconds: number): Promise<void> {
    return this.live ? this.live.prepare(positionSeconds) : this.load('mix');
  }

  isReady(positionSeconds: number): boolean {
    return this.live ? this.live.isReady(positionSeconds) : this.buffers.has('mix');
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

  /**
   * Fetches all stems, of one and the same time: where the song was taken apart anew meanwhile, again.
   * @param version which stems there are
   */
  async loadStems(version: () => Promise<string | null> = async () => null): Promise<void> {
    for (;;) {
      const before = await version();
      const failure = await this.loadEach(STEM_NAMES);
      const isSame = (await version()) === before;
      if (isSame && failure === null) return;
      for (const stem of STEM_NAMES) {
        this.loads.delete(stem);
        this.buffers.delete(stem);
      }
      if (isSame) throw failure?.thrown;
    }
  }

  private async loadEach(parts: readonly DeckPart[]): Promise<{ thrown: unknown } | null> {
    try {
      for (const part of parts) await this.load(part);
      return null;
    } catch (thrown) {
      return { thrown };
    }
  }

  /** Makes the faders; only the mix is open. */
  connect(tone: Tone): void {
    this.tone = tone;
    this.output = new tone.Gain(1).connect(tone.getDestination());
    for (const part of [...PARTS, ...SONG_SIDES]) {
      const fader = new tone.Gain(part === 'mix' ? 1 : 0).connect(this.output);
      this.faders.set(part, fader);
      if (part === 'mix') this.live?.connect(tone, fader);
    }
  }

  /** Starts all that has been loaded; what was to be heard of it from that moment on is not. */
  start(run: Run): void {
    this.live?.start(run);
    this.startParts(PARTS, onSample(run.atSeconds), run.positionSeconds);
  }

  /**
   * Starts the stems while the mix runs, in step with it to the sample.
   * @param runs what of the mix is heard and comes
   * @returns when they are there in full
   */
  joinStems(runs: readonly Run[]): number {
    if (!this.tone || runs.length === 0) return 0;
    const earliest = this.tone.now() + LATE_START_SECONDS;
    const present = runs.findLast(({ atSeconds }) => atSeconds <= earliest) ?? runs[0];
    const startTime = onSample(present.atSeconds);
    const samples = Math.ceil((earliest - startTime) * SAMPLE_RATE_HZ);
    const time = startTime + Math.max(0, samples) / SAMPLE_RATE_HZ;
    this.startParts(STEM_NAMES, time, present.positionSeconds + time - startTime);
    for (const { atSeconds, positionSeconds } of runs.slice(runs.indexOf(present) + 1)) {
      this.startParts(STEM_NAMES, onSample(atSeconds), positionSeconds);
    }
    return time + EDGE_SECONDS;
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
      this.end(time, part);
      const source = new this.tone.ToneBufferSource({
        url: new this.tone.ToneAudioBuffer(buffer),
        fadeIn: EDGE_SECONDS,
        fadeOut: EDGE_SECONDS,
      }).connect(fader);
      source.start(time, offsetSeconds);
      const endSeconds = time + buffer.duration - offsetSeconds;
      this.voices.push({ part, source, atSeconds: time, endSeconds });
    }
  }

  stop(time: number): void {
    this.live?.endAt(time);
    this.end(time);
  }

  /** Nothing of a part, or of all, is heard from a moment on; what has been heard is forgotten. */
  private end(time: number, part?: DeckPart): void {
    const now = this.tone?.immediate() ?? 0;
    this.voices = this.voices.filter((voice) => {
      if (voice.endSeconds < now) return false;
      if (part !== undefined && voice.part !== part) return true;
      if (voice.atSeconds >= time) {
        voice.source.dispose();
        return false;
      }
      if (voice.endSeconds > time) {
        voice.source.stop(time);
        voice.endSeconds = time;
      }
      return true;
    });
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
    this.live?.dispose();
    for (const { source } of this.voices) source.dispose();
    for (const fader of this.faders.values()) fader.dispose();
    this.output?.dispose();
    this.buffers.clear();
  }
}
