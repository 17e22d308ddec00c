/** The A/B player in the audio thread: binds messages to the mixer of `lib/labels`. */
import { createPairMixer, type PairMixer } from '@/lib/labels/player/pair-mixer';
import {
  PAIR_PLAYER,
  type PairPlayerCommand,
  type PairPlayerReport,
} from '@/lib/labels/player/pair-player-messages';

/** What the audio thread offers; TypeScript's libraries do not describe it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

/** Every 16 blocks of 128 samples: about 21 times a second. */
const REPORT_BLOCKS = 16;

class PairPlayerProcessor extends AudioWorkletProcessor {
  private mixer: PairMixer | null = null;
  private blocks = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PairPlayerCommand>) => {
      this.obey(data);
      this.report();
    };
  }

  process(_inputs: unknown, [output]: Float32Array[][]): boolean {
    if (!this.mixer) return true;
    this.mixer.render(output);
    this.blocks = (this.blocks + 1) % REPORT_BLOCKS;
    if (this.blocks === 0 && this.mixer.isPlaying) this.report();
    return true;
  }

  private obey(command: PairPlayerCommand): void {
    if (command.kind === 'load') this.mixer = createPairMixer(command.sounds);
    else if (command.kind === 'play') this.mixer?.play();
    else if (command.kind === 'pause') this.mixer?.pause();
    else if (command.kind === 'switch') this.mixer?.switchTo(command.to);
    else this.mixer?.seek(command.sample);
  }

  private report(): void {
    if (!this.mixer) return;
    const { position, side, isPlaying, heardSamples } = this.mixer;
    const report: PairPlayerReport = {
      position,
      side,
      isPlaying,
      heardSamples: { ...heardSamples },
    };
    this.port.postMessage(report);
  }
}

registerProcessor(PAIR_PLAYER, PairPlayerProcessor);
