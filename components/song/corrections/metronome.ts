/**
 * Clicks along with the song. Each click is scheduled on the clock of the sound card, counted from the
 * moment at which the song itself was started, so that it lies as exactly as the grid does.
 */
import type { Tone } from '../../player/part-deck';
import { loadTone } from '../../player/tone';
import { clicksWithin } from './metronome-clicks';

/** Clicks are scheduled this far ahead, and looked for so often. */
const AHEAD_SECONDS = 0.25;
const INTERVAL_MS = 60;

const CLICK_SECONDS = 0.04;
const DECAY_SECONDS = 0.006;
/** High enough to stand out of a mix. */
const VOICES = {
  accent: { frequencyHz: 2093, gain: 0.9 },
  beat: { frequencyHz: 1397, gain: 0.5 },
} as const;

export interface MetronomeGrid {
  beatsSeconds: readonly number[];
  downbeatsSeconds: readonly number[];
}

type Source = InstanceType<Tone['ToneBufferSource']>;

export class Metronome {
  private tone: Tone | null = null;
  private grid: { beatsSeconds: readonly number[]; downbeats: ReadonlySet<number> } = {
    beatsSeconds: [],
    downbeats: new Set(),
  };
  private isDisposed = false;
  private timer: ReturnType<typeof setInterval> | undefined;
  private clicks: Record<keyof typeof VOICES, InstanceType<Tone['ToneAudioBuffer']>> | null = null;
  /** At this time of the clock the song was at this place; null while it stands. */
  private anchor: { time: number; seconds: number } | null = null;
  private scheduledTo = 0;
  private pending: { time: number; source: Source }[] = [];

  /** Takes effect at once, also for clicks that were scheduled before. */
  setGrid({ beatsSeconds, downbeatsSeconds }: MetronomeGrid): void {
    this.grid = { beatsSeconds, downbeats: new Set(downbeatsSeconds) };
    if (!this.anchor || !this.tone) return;
    this.drop();
    this.scheduledTo = this.placeAt(this.tone.now());
    this.schedule();
  }

  /** Clicks from now on, whenever the song plays. */
  async start(isPlaying: boolean): Promise<void> {
    const tone = await loadTone();
    if (this.isDisposed) return;
    this.tone = tone;
    this.clicks = { accent: clickOf(tone, 'accent'), beat: clickOf(tone, 'beat') };
    const transport = tone.getTransport();
    transport.on('start', this.onStart);
    transport.on('stop', this.onStop);
    if (!isPlaying) return;
    const time = tone.now();
    this.onStart(time, transport.getSecondsAtTime(time));
  }

  dispose(): void {
    this.isDisposed = true;
    this.onStop();
    this.tone?.getTransport().off('start', this.onStart);
    this.tone?.getTransport().off('stop', this.onStop);
    this.clicks?.accent.dispose();
    this.clicks?.beat.dispose();
  }

  private readonly onStart = (time: number, seconds = 0): void => {
    this.onStop();
    this.anchor = { time, seconds };
    this.scheduledTo = seconds;
    this.schedule();
    this.timer = setInterval(() => this.schedule(), INTERVAL_MS);
  };

  private readonly onStop = (): void => {
    clearInterval(this.timer);
    this.anchor = null;
    this.drop();
  };

  private placeAt(time: number): number {
    return this.anchor ? this.anchor.seconds + (time - this.anchor.time) : 0;
  }

  private schedule(): void {
    if (!this.tone || !this.anchor || !this.clicks) return;
    const now = this.tone.immediate();
    this.pending = this.pending.filter(({ time }) => time > now);
    const to = Math.max(this.placeAt(now), this.anchor.seconds) + AHEAD_SECONDS;
    for (const { seconds, isAccent } of clicksWithin(this.grid, this.scheduledTo, to)) {
      const time = this.anchor.time + (seconds - this.anchor.seconds);
      const source = new this.tone.ToneBufferSource({
        url: isAccent ? this.clicks.accent : this.clicks.beat,
      }).toDestination();
      source.start(time);
      this.pending.push({ time, source });
    }
    this.scheduledTo = Math.max(this.scheduledTo, to);
  }

  /** Takes back what has not been heard yet. */
  private drop(): void {
    const now = this.tone?.immediate() ?? 0;
    for (const { time, source } of this.pending) if (time > now) source.dispose();
    this.pending = [];
  }
}

/** A sine that starts at once and dies away. */
function clickOf(tone: Tone, voice: keyof typeof VOICES) {
  const { frequencyHz, gain } = VOICES[voice];
  const { sampleRate } = tone.getContext();
  const samples = Float32Array.from({ length: Math.round(CLICK_SECONDS * sampleRate) }, (_, i) => {
    const seconds = i / sampleRate;
    return (
      gain * Math.exp(-seconds / DECAY_SECONDS) * Math.sin(2 * Math.PI * frequencyHz * seconds)
    );
  });
  return tone.ToneAudioBuffer.fromArray(samples);
}
