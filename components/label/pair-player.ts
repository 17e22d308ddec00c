/**
 * Plays a pair in step and tells what was heard. The work is done in the audio thread; where the
 * browser cannot load that, two looped sources and two faders do it, and the page says so.
 */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { LabelSide } from '@/lib/labels/pairwise-label';
import { PAIR_PLAYER, type PairPlayerReport } from '@/lib/labels/player/pair-player-messages';
import { Observable } from '../studio/observable';
import { loopedPair } from './looped-pair';
import type { PairOutput } from './pair-output';

const WORKLET_ADDRESS = '/generated/worklets/pair-player.worklet.js';

export interface PairPlayerState {
  side: LabelSide;
  isPlaying: boolean;
  positionSeconds: number;
  heardSeconds: Record<LabelSide, number>;
}

const STANDING: PairPlayerState = {
  side: 'a',
  isPlaying: false,
  positionSeconds: 0,
  heardSeconds: { a: 0, b: 0 },
};

export class PairPlayer {
  readonly state = new Observable<PairPlayerState>(STANDING);
  /** Whether the audio thread does the work, once that is known. */
  readonly isExact = new Observable<boolean>(true);
  private context: AudioContext | null = null;
  private output: Promise<PairOutput> | null = null;
  private latest: PairPlayerReport | null = null;

  /** Takes a pair; what was loaded before is gone. Keeps no reference to the samples. */
  async load(sounds: Record<LabelSide, Pcm>): Promise<void> {
    this.latest = null;
    this.state.set(STANDING);
    const output = await this.connected();
    const channels = { a: sounds.a.channels, b: sounds.b.channels };
    output.send(
      { kind: 'load', sounds: channels },
      [...channels.a, ...channels.b].map((channel) => channel.buffer as ArrayBuffer),
    );
  }

  async play(): Promise<void> {
    const output = await this.connected();
    await this.context?.resume();
    output.send({ kind: 'play' });
  }

  async pause(): Promise<void> {
    // Where nothing was loaded nothing plays, and no sound card is asked for.
    (await this.output)?.send({ kind: 'pause' });
  }

  async switchTo(side: LabelSide): Promise<void> {
    (await this.connected()).send({ kind: 'switch', to: side });
  }

  async seek(seconds: number): Promise<void> {
    const sample = Math.round(seconds * SAMPLE_RATE_HZ);
    (await this.connected()).send({ kind: 'seek', sample });
  }

  dispose(): void {
    this.output?.then((output) => output.dispose()).catch(() => undefined);
    void this.context?.close();
    this.context = null;
    this.output = null;
    this.latest = null;
  }

  private connected(): Promise<PairOutput> {
    if (this.output) return this.output;
    const output = this.connect();
    this.output = output;
    // What failed is tried again the next time.
    output.catch(() => {
      if (this.output === output) this.dispose();
    });
    return output;
  }

  private async connect(): Promise<PairOutput> {
    const context = new AudioContext({ sampleRate: SAMPLE_RATE_HZ, latencyHint: 'interactive' });
    this.context = context;
    const report = (seen: PairPlayerReport) => this.take(seen);
    try {
      await context.audioWorklet.addModule(WORKLET_ADDRESS);
    } catch {
      this.isExact.set(false);
      return loopedPair(context, report);
    }
    const node = new AudioWorkletNode(context, PAIR_PLAYER, {
      numberOfInputs: 0,
      outputChannelCount: [2],
    });
    node.port.onmessage = ({ data }: MessageEvent<PairPlayerReport>) => report(data);
    node.connect(context.destination);
    return {
      send: (command, transfer = []) => node.port.postMessage(command, transfer),
      dispose: () => node.disconnect(),
    };
  }

  /** Shown with the next frame: more often than that nobody sees it, and a busy page would fall behind. */
  private take(report: PairPlayerReport): void {
    const isAwaited = this.latest !== null;
    this.latest = report;
    if (!isAwaited) requestAnimationFrame(() => this.showLatest());
  }

  private showLatest(): void {
    if (!this.latest || !this.context) return;
    const { position, side, isPlaying, heardSamples } = this.latest;
    this.latest = null;
    this.state.set({
      side,
      isPlaying,
      positionSeconds: position / SAMPLE_RATE_HZ,
      heardSeconds: {
        a: heardSamples.a / SAMPLE_RATE_HZ,
        b: heardSamples.b / SAMPLE_RATE_HZ,
      },
    });
  }
}
