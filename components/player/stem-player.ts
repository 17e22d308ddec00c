/**
 * Plays a mix, or any of its stems in its place, on Tone's transport. Choosing stems only moves faders;
 * they are loaded when one is first chosen.
 */
import type { Pcm } from '@/lib/audio/pcm';
import type { StemName } from '@/lib/music/stem-names';
import { Observable } from '../studio/observable';
import { cannotPlay } from './cannot-play';
import { PartDeck, type PlayerPart, type Tone } from './part-deck';
import {
  ALL_STEMS,
  type HeardSound,
  isEverythingHeard,
  isHeard,
  type StemSelection,
  toggled,
} from './stem-selection';
import { loadTone } from './tone';

export interface PlayerSound {
  durationSeconds: number;
  beatsSeconds: readonly number[];
  load(part: PlayerPart): Promise<Pcm>;
}

export interface PlayerState {
  isPlaying: boolean;
  /** Play was pressed and the sound is not there yet. */
  isStarting: boolean;
  selection: StemSelection;
  /** The finished mix, whatever is selected, or the stems that are. */
  hears: HeardSound;
  areStemsLoading: boolean;
  isMuted: boolean;
  /** Where it stands while it does not play, and where it last started. */
  standsAtSeconds: number;
}

/** Seeking stops short of the end, where nothing would be heard. */
const END_MARGIN_SECONDS = 0.05;
export class StemPlayer {
  readonly state = new Observable<PlayerState>({
    isPlaying: false,
    isStarting: false,
    selection: ALL_STEMS,
    hears: 'mix',
    areStemsLoading: false,
    isMuted: false,
    standsAtSeconds: 0,
  });
  private readonly deck: PartDeck;
  private tone: Tone | null = null;
  /** Made once, however often play is pressed before it is there. */
  private connection: Promise<Tone> | null = null;
  private isDisposed = false;
  /** What is heard where all stems are selected. */
  private wholeFrom: HeardSound = 'mix';
  private disconnect: () => void = () => undefined;

  constructor(
    private readonly sound: PlayerSound,
    private readonly onFailure: (thrown: unknown) => void,
  ) {
    this.deck = new PartDeck((part) => sound.load(part));
  }

  get durationSeconds(): number {
    return this.sound.durationSeconds;
  }

  /** Fetches the mix before it is asked for, so that play starts at once. */
  preload(): void {
    this.deck.load('mix').catch(this.onFailure);
  }

  /** The mix to be looked at closely; null where the player has ended meanwhile. */
  async mixBuffer(): Promise<AudioBuffer | null> {
    await this.deck.load('mix');
    return this.deck.buffer('mix');
  }

  /** What is heard now, or would be on play. */
  positionSeconds(): number {
    const { isPlaying, standsAtSeconds } = this.state.get();
    if (!this.tone || !isPlaying) return standsAtSeconds;
    const seconds = this.tone.getTransport().getSecondsAtTime(this.tone.immediate());
    return Math.min(Math.max(seconds, 0), this.durationSeconds);
  }

  /** Level of what is heard, dB relative to full scale. */
  levelDb(): number {
    return this.state.get().isPlaying ? this.deck.levelDb() : Number.NEGATIVE_INFINITY;
  }

  async play(): Promise<void> {
    if (this.state.get().isPlaying || this.state.get().isStarting) return;
    this.change({ isStarting: true });
    try {
      const tone = await this.connect();
      await tone.start();
      await this.deck.load('mix');
      if (this.isDisposed || !this.state.get().isStarting) return;
      tone.getTransport().start(undefined, this.state.get().standsAtSeconds);
      this.change({ isPlaying: true, isStarting: false });
    } catch (thrown) {
      this.change({ isStarting: false });
      this.onFailure(cannotPlay(thrown));
    }
  }

  pause(): void {
    const standsAtSeconds = this.positionSeconds();
    if (this.state.get().isPlaying) this.tone?.getTransport().stop();
    this.change({ isPlaying: false, isStarting: false, standsAtSeconds });
  }

  toggle(): void {
    const { isPlaying, isStarting } = this.state.get();
    if (isPlaying || isStarting) this.pause();
    else void this.play();
  }

  seek(seconds: number): void {
    const latest = this.durationSeconds - END_MARGIN_SECONDS;
    const standsAtSeconds = Math.max(0, Math.min(seconds, latest));
    this.change({ standsAtSeconds });
    if (!this.state.get().isPlaying || !this.tone) return;
    const transport = this.tone.getTransport();
    transport.stop();
    transport.start(undefined, standsAtSeconds);
  }

  toggleSolo(stem: StemName): void {
    const { selection } = this.state.get();
    this.select({ ...selection, solo: toggled(selection.solo, stem) });
  }

  toggleMute(stem: StemName): void {
    const { selection } = this.state.get();
    this.select({ ...selection, mute: toggled(selection.mute, stem) });
  }

  /** Changes between the mix and the stems that are selected, in step and without a gap. */
  hear(hears: HeardSound): void {
    this.wholeFrom = hears;
    this.change({ hears });
    this.moveOrLoad();
  }

  /** Silences everything and lets it run on. */
  toggleMuted(): void {
    this.change({ isMuted: !this.state.get().isMuted });
    this.moveFaders();
  }

  dispose(): void {
    this.pause();
    this.isDisposed = true;
    this.disconnect();
    this.deck.dispose();
  }

  private select(selection: StemSelection): void {
    const hears = isEverythingHeard(selection) ? this.wholeFrom : 'stems';
    this.change({ selection, hears });
    this.moveOrLoad();
  }

  private moveOrLoad(): void {
    if (this.state.get().hears === 'mix' || this.deck.hasStems) this.moveFaders();
    else void this.loadStems();
  }

  private change(change: Partial<PlayerState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }

  private async loadStems(): Promise<void> {
    if (this.state.get().areStemsLoading) return;
    this.change({ areStemsLoading: true });
    try {
      await this.deck.loadStems();
      if (this.isDisposed) return;
      this.moveFaders(this.state.get().isPlaying ? this.deck.joinStems() : 0);
    } catch (thrown) {
      this.wholeFrom = 'mix';
      this.change({ selection: ALL_STEMS, hears: 'mix' });
      this.onFailure(thrown);
    } finally {
      this.change({ areStemsLoading: false });
    }
  }

  private connect(): Promise<Tone> {
    this.connection ??= this.connectOnce().catch((thrown) => {
      this.connection = null;
      throw thrown;
    });
    return this.connection;
  }

  private async connectOnce(): Promise<Tone> {
    const tone = await loadTone();
    if (this.isDisposed) return tone;
    const transport = tone.getTransport();
    this.deck.connect(tone);
    const onStart = (time: number, offsetSeconds: number) => this.deck.start(time, offsetSeconds);
    const onStop = (time: number) => this.deck.stop(time);
    transport.on('start', onStart);
    transport.on('stop', onStop);
    const endEvent = transport.schedule((time) => this.end(time), this.durationSeconds);
    this.disconnect = () => {
      transport.off('start', onStart);
      transport.off('stop', onStop);
      transport.clear(endEvent);
    };
    this.tone = tone;
    this.moveFaders();
    return tone;
  }

  /** @param earliest when the stems are there */
  private moveFaders(earliest?: number): void {
    const { selection, isMuted, hears } = this.state.get();
    const playsMix = hears === 'mix' || !this.deck.hasStems;
    this.deck.moveFaders((part) => {
      if (isMuted) return false;
      return part === 'mix' ? playsMix : !playsMix && isHeard(selection, part);
    }, earliest);
  }

  private end(time: number): void {
    this.tone?.getTransport().stop(time);
    this.change({ isPlaying: false, standsAtSeconds: 0 });
  }
}
