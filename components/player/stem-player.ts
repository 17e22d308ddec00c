/**
 * Plays a mix, or any of its stems in its place, on Tone's transport. All sources start at one time and
 * run in step; choosing stems only moves faders. Stems are loaded when one is first chosen.
 */
import type { Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { Observable } from '../studio/observable';
import { toAudioBuffer } from './audio-buffers';
import {
  ALL_STEMS,
  isEverythingHeard,
  isHeard,
  type StemSelection,
  toggled,
} from './stem-selection';
import { loadTone } from './tone';

export type PlayerPart = StemName | 'mix';

export interface PlayerSound {
  durationSeconds: number;
  load(part: PlayerPart): Promise<Pcm>;
}

export interface PlayerState {
  isPlaying: boolean;
  /** Play was pressed and the sound is not there yet. */
  isStarting: boolean;
  selection: StemSelection;
  areStemsLoading: boolean;
  isMuted: boolean;
  /** Where it stands while it does not play, and where it last started. */
  standsAtSeconds: number;
}

type Tone = Awaited<ReturnType<typeof loadTone>>;

/** Short enough not to be heard as a fade, long enough not to click. */
const FADE_SECONDS = 0.01;
/** Seeking stops short of the end, where nothing would be heard. */
const END_MARGIN_SECONDS = 0.05;
const PARTS: readonly PlayerPart[] = ['mix', ...STEM_NAMES];

export class StemPlayer {
  readonly state = new Observable<PlayerState>({
    isPlaying: false,
    isStarting: false,
    selection: ALL_STEMS,
    areStemsLoading: false,
    isMuted: false,
    standsAtSeconds: 0,
  });
  private tone: Tone | null = null;
  private isDisposed = false;
  private readonly buffers = new Map<PlayerPart, AudioBuffer>();
  private readonly loads = new Map<PlayerPart, Promise<void>>();
  private readonly faders = new Map<PlayerPart, InstanceType<Tone['Gain']>>();
  private readonly sources = new Map<PlayerPart, InstanceType<Tone['ToneBufferSource']>>();
  private meter: InstanceType<Tone['Meter']> | null = null;
  private readonly cleanups: (() => void)[] = [];

  constructor(
    private readonly sound: PlayerSound,
    private readonly onFailure: (thrown: unknown) => void,
  ) {}

  get durationSeconds(): number {
    return this.sound.durationSeconds;
  }

  /** Fetches the mix before it is asked for, so that play starts at once. */
  preload(): void {
    this.load('mix').catch(this.onFailure);
  }

  /** What is heard now, or would be on play. */
  positionSeconds(): number {
    const { isPlaying, standsAtSeconds } = this.state.get();
    if (!this.tone || !isPlaying) return standsAtSeconds;
    const transport = this.tone.getTransport();
    const seconds = transport.getSecondsAtTime(this.tone.immediate());
    return Math.min(Math.max(seconds, 0), this.durationSeconds);
  }

  /** Level of what is heard, dB relative to full scale. */
  levelDb(): number {
    const level = this.state.get().isPlaying ? this.meter?.getValue() : undefined;
    return typeof level === 'number' ? level : Number.NEGATIVE_INFINITY;
  }

  async play(): Promise<void> {
    if (this.state.get().isPlaying || this.state.get().isStarting) return;
    this.change({ isStarting: true });
    try {
      const tone = await this.connect();
      await tone.start();
      await this.load('mix');
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

  /** Silences everything and lets it run on. */
  toggleMuted(): void {
    this.change({ isMuted: !this.state.get().isMuted });
    this.moveFaders();
  }

  select(selection: StemSelection): void {
    this.change({ selection });
    if (isEverythingHeard(selection) || this.hasStems()) this.moveFaders();
    else void this.loadStems();
  }

  dispose(): void {
    this.pause();
    this.isDisposed = true;
    for (const cleanup of this.cleanups) cleanup();
    for (const source of this.sources.values()) source.dispose();
    for (const fader of this.faders.values()) fader.dispose();
    this.meter?.dispose();
    this.buffers.clear();
  }

  private change(change: Partial<PlayerState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }

  private hasStems(): boolean {
    return STEM_NAMES.every((stem) => this.buffers.has(stem));
  }

  private load(part: PlayerPart): Promise<void> {
    let load = this.loads.get(part);
    if (!load) {
      load = this.sound.load(part).then(async (pcm) => {
        const buffer = await toAudioBuffer(pcm);
        if (!this.isDisposed) this.buffers.set(part, buffer);
      });
      load.catch(() => this.loads.delete(part));
      this.loads.set(part, load);
    }
    return load;
  }

  private async loadStems(): Promise<void> {
    if (this.state.get().areStemsLoading) return;
    this.change({ areStemsLoading: true });
    try {
      for (const stem of STEM_NAMES) await this.load(stem);
      if (this.isDisposed) return;
      if (this.state.get().isPlaying && this.tone) {
        const atSeconds = this.tone.now() + FADE_SECONDS;
        const offset = this.tone.getTransport().getSecondsAtTime(atSeconds);
        for (const stem of STEM_NAMES) this.startSource(stem, atSeconds, offset);
      }
      this.moveFaders();
    } catch (thrown) {
      this.change({ selection: ALL_STEMS });
      this.onFailure(thrown);
    } finally {
      this.change({ areStemsLoading: false });
    }
  }

  private async connect(): Promise<Tone> {
    if (this.tone) return this.tone;
    const tone = await loadTone();
    const transport = tone.getTransport();
    const output = tone.getDestination();
    this.meter = new tone.Meter({ smoothing: 0.7 });
    for (const part of PARTS) {
      const fader = new tone.Gain(part === 'mix' ? 1 : 0).connect(output);
      fader.connect(this.meter);
      this.faders.set(part, fader);
    }
    const onStart = (time: number, offset: number) => {
      for (const part of PARTS) this.startSource(part, time, offset);
    };
    const onStop = (time: number) => this.stopSources(time);
    transport.on('start', onStart);
    transport.on('stop', onStop);
    const endEvent = transport.schedule(() => this.end(), this.durationSeconds);
    this.cleanups.push(() => {
      transport.off('start', onStart);
      transport.off('stop', onStop);
      transport.clear(endEvent);
    });
    this.tone = tone;
    this.moveFaders();
    return tone;
  }

  private startSource(part: PlayerPart, time: number, offset: number): void {
    const buffer = this.buffers.get(part);
    const fader = this.faders.get(part);
    if (!buffer || !fader || !this.tone) return;
    const source = new this.tone.ToneBufferSource({
      url: new this.tone.ToneAudioBuffer(buffer),
      fadeIn: FADE_SECONDS / 2,
      fadeOut: FADE_SECONDS / 2,
    }).connect(fader);
    source.start(time, offset);
    this.sources.set(part, source);
  }

  private stopSources(time: number): void {
    for (const source of this.sources.values()) source.stop(time);
    this.sources.clear();
  }

  private moveFaders(): void {
    const { selection, isMuted } = this.state.get();
    const playsMix = isEverythingHeard(selection) || !this.hasStems();
    for (const [part, fader] of this.faders) {
      const isChosen = part === 'mix' ? playsMix : !playsMix && isHeard(selection, part);
      const isOpen = isChosen && !isMuted;
      fader.gain.rampTo(isOpen ? 1 : 0, FADE_SECONDS);
    }
  }

  private end(): void {
    this.tone?.getTransport().stop();
    this.change({ isPlaying: false, standsAtSeconds: 0 });
  }
}

function cannotPlay(thrown: unknown): unknown {
  if (thrown instanceof SegueError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new SegueError(
    'internal',
    `The sound could not be played (${detail}). Check that the computer has a sound output, and try again.`,
  );
}
