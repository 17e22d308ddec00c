/**
 * Clicks along with a song. Each click is scheduled on the clock of the sound card, counted from the
 * moment at which the song itself was started, so that it lies as exactly as the grid does.
 */
import type { Run } from '../../player/play-line';
import type { Tone } from '../../player/tone';
import { loadTone } from '../../player/tone';
import type { Observable } from '../../studio/observable';
import { clicksHeard } from './metronome-clicks';

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
  private scheduledTo = 0;
  private pending: { time: number; source: Source }[] = [];
  private unwatch: () => void = () => undefined;

  /** @param runs what is played on the sound card's clock */
  constructor(private readonly runs: Observable<readonly Run[]>) {}

  /** Takes effect at once, also for clicks that were scheduled before. */
  setGrid({ beatsSeconds, downbeatsSeconds }: MetronomeGrid): void {
    this.grid = { beatsSeconds, downbeats: new Set(downbeatsSeconds) };
    this.startAgain();
  }

  /** Clicks from now on, whenever the song plays. */
  async start(): Promise<void> {
    const tone = await loadTone();
    if (this.isDisposed) return;
    this.tone = tone;
    this.clicks = { accent: clickOf(tone, 'accent'), beat: clickOf(tone, 'beat') };
    this.unwatch = this.runs.subscribe(() => this.startAgain());
    this.startAgain();
    this.timer = setInterval(() => this.schedule(), INTERVAL_MS);
  }

  dispose(): void {
    this.isDisposed = true;
    clearInterval(this.timer);
    this.unwatch();
    this.drop();
    this.clicks?.accent.dispose();
    this.clicks?.beat.dispose();
  }

  private startAgain(): void {
    if (!this.tone) return;
    this.drop();
    this.scheduledTo = this.tone.immediate();
    this.schedule();
  }

  private schedule(): void {
    if (!this.tone || !this.clicks) return;
    const now = this.tone.immediate();
    this.pending = this.pending.filter(({ time }) => time > now);
    const from = Math.max(this.scheduledTo, now);
    const to = now + AHEAD_SECONDS;
    for (const { time, isAccent } of clicksHeard(this.grid, this.runs.get(), from, to)) {
      const source = new this.tone.ToneBufferSource({
        url: isAccent ? this.clicks.accent : this.clicks.beat,
      }).toDestination();
      source.start(time);
      this.pending.push({ time, source });
    }
    this.scheduledTo = to;
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
