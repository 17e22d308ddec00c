/**
 * Plays a mix, or any of its stems in its place, on Tone's transport. Choosing stems only moves faders;
 * they are loaded when one is first chosen. A remix can be compared with the songs that it was made of: each is
 * heard from the place that is under the remix's when it is chosen, and the remix goes on meanwhile.
 */
import type { SongSide, StemName } from '@/lib/music/stem-names';
import { Observable } from '../studio/observable';
import { beatAt, secondsAt } from '../timeline/beat-steps';
import { cannotPlay } from './cannot-play';
import { isPartHeard } from './heard-parts';
import { PartDeck, type Tone } from './part-deck';
import { type PlayerSound, type PlayerState, type SecondsSpan, STANDING } from './player-sound';
import { SoundMeters } from './sound-meters';
import {
  ALL_STEMS,
  type HeardSound,
  isEverythingHeard,
  type StemSelection,
  toggled,
} from './stem-selection';
import { loadTone } from './tone';

/** Seeking stops short of the end, where nothing would be heard. */
const END_MARGIN_SECONDS = 0.05;
/** A change is put so far ahead that the sound card has not fetched it yet. */
const LEAD_SECONDS = 0.02;
/** A player that has handed over is let go so long after it fell silent. */
const SILENT_SECONDS = 0.1;

/** A moment on the clock of the sound card at which a beat is heard. */
interface BeatMoment {
  atSeconds: number;
  beat: number;
}

export class StemPlayer {
  readonly state = new Observable<PlayerState>(STANDING);
  private readonly deck: PartDeck;
  private tone: Tone | null = null;
  private soundMeters: SoundMeters | null = null;
  /** Made once, however often play is pressed before it is there. */
  private connection: Promise<Tone> | null = null;
  private isDisposed = false;
  /** The player that is heard until this one goes on for it. */
  private leader: StemPlayer | null = null;
  /** Where it starts at a moment that has not come yet. */
  private entry: { atSeconds: number; positionSeconds: number } | null = null;
  /** What is heard where all stems are selected. */
  private wholeFrom: HeardSound = 'mix';
  private detach: (() => void) | null = null;

  constructor(
    private readonly sound: PlayerSound,
    private readonly onFailure: (thrown: unknown) => void,
  ) {
    this.deck = new PartDeck((part) => {
      if (part !== 'a' && part !== 'b') return sound.load(part);
      if (!sound.originals) throw new RangeError('There are no songs to compare this sound with.');
      return sound.originals[part].load();
    });
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
    return Math.min(Math.max(this.positionAt(this.tone.immediate()), 0), this.durationSeconds);
  }

  get hasOriginals(): boolean {
    return this.sound.originals !== undefined;
  }

  /** What is heard, measured; null while nothing plays. */
  get meters(): SoundMeters | null {
    return this.state.get().isPlaying ? this.soundMeters : null;
  }

  async play(): Promise<void> {
    if (this.state.get().isPlaying || this.state.get().isStarting) return;
    this.change({ isStarting: true });
    try {
      const tone = await this.connect();
      await tone.start();
      await this.deck.load('mix');
      if (this.isDisposed || !this.state.get().isStarting) return;
      this.attach(tone);
      tone.getTransport().start(undefined, this.state.get().standsAtSeconds);
      this.change({ isPlaying: true, isStarting: false });
    } catch (thrown) {
      this.change({ isStarting: false });
      this.onFailure(cannotPlay(thrown));
    }
  }

  /**
   * Goes on for a player at its next bar line, from the same beat and without a gap, and goes round in the same
   * bars. That one is heard until then, and let go. Where it does not play, this one only stands at the same
   * beat.
   */
  async takeOver(before: StemPlayer): Promise<void> {
    const from = before.stepBack();
    const { isPlaying, isStarting, isMuted, loop } = from.state.get();
    const under = (seconds: number) =>
      secondsAt(this.sound.beatsSeconds, beatAt(from.sound.beatsSeconds, seconds));
    this.change({
      isMuted,
      isStarting: isPlaying,
      loop: loop && this.within(under(loop.startSeconds), under(loop.endSeconds)),
    });
    this.seek(under(from.positionSeconds()));
    if (!isPlaying) {
      from.dispose();
      return isStarting ? this.play() : this.preload();
    }
    this.leader = from;
    try {
      const tone = await this.connect();
      await this.deck.load('mix');
      if (this.leader === from) this.enter(tone, from);
    } catch (thrown) {
      if (this.leader !== from) return;
      this.leave();
      this.change({ isStarting: false });
      this.onFailure(cannotPlay(thrown));
    }
  }

  pause(): void {
    const standsAtSeconds = this.positionSeconds();
    this.leave();
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
    if (this.leader && this.state.get().isStarting) {
      this.leave();
      this.change({ isStarting: false });
      void this.play();
    }
    if (!this.state.get().isPlaying || !this.tone) return;
    this.leave();
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

  /**
   * Goes over to one of the songs at the place where the sound is, or back to the sound: at one moment for
   * both, without a gap.
   */
  async compareWith(original: SongSide | null): Promise<void> {
    if (original && !this.hasOriginals) return;
    this.change({ original, isOriginalLoading: original !== null });
    try {
      if (original) await this.deck.load(original);
    } catch (thrown) {
      if (this.isDisposed) return;
      if (this.state.get().original === original) {
        this.change({ original: null, isOriginalLoading: false });
        this.moveFaders();
      }
      this.onFailure(thrown);
      return;
    }
    // Something else was chosen meanwhile.
    if (this.isDisposed || this.state.get().original !== original) return;
    this.change({ isOriginalLoading: false });
    if (!this.tone) return;
    const time = Math.max(this.tone.now() + LEAD_SECONDS, this.entry?.atSeconds ?? 0);
    if (this.state.get().isPlaying) this.startOriginal(time, this.positionAt(time));
    this.moveFaders(time);
  }

  /** Plays round and round between two moments; null plays on to the end. */
  setLoop(loop: SecondsSpan | null): void {
    this.change({ loop });
    this.applyLoop();
    const position = this.positionSeconds();
    if (loop && (position < loop.startSeconds || position >= loop.endSeconds)) {
      this.seek(loop.startSeconds);
    }
  }

  /** Silences everything and lets it run on. */
  toggleMuted(): void {
    this.setMuted(!this.state.get().isMuted);
  }

  dispose(): void {
    this.pause();
    this.isDisposed = true;
    this.detach?.();
    this.soundMeters?.dispose();
    this.deck.dispose();
  }

  /** With the player that is still heard before this one. */
  private setMuted(isMuted: boolean): void {
    this.change({ isMuted });
    this.moveFaders();
    this.leader?.setMuted(isMuted);
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
    this.deck.connect(tone);
    if (this.deck.output) this.soundMeters = new SoundMeters(tone, this.deck.output);
    this.tone = tone;
    this.moveFaders();
    return tone;
  }

  /** Follows the transport from now on: there is one for all players. */
  private attach(tone: Tone): void {
    if (this.detach) return;
    const transport = tone.getTransport();
    // What is on its way at its entry is neither started nor stopped by the transport's way there.
    const isUpToEntry = (time: number) => this.entry !== null && time <= this.entry.atSeconds;
    const onStart = (time: number, offsetSeconds: number) => {
      if (isUpToEntry(time)) return;
      this.deck.start(time, offsetSeconds);
      this.startOriginal(time, offsetSeconds);
    };
    const onStop = (time: number) => {
      if (!isUpToEntry(time)) this.deck.stop(time);
    };
    transport.on('start', onStart);
    transport.on('loopStart', onStart);
    transport.on('stop', onStop);
    const endEvent = transport.schedule((time) => this.end(time), this.durationSeconds);
    this.detach = () => {
      transport.off('start', onStart);
      transport.off('loopStart', onStart);
      transport.off('stop', onStop);
      transport.loop = false;
      transport.clear(endEvent);
      this.detach = null;
    };
    this.applyLoop();
  }

  /** Starts where the other player ends: at one moment of the sound card's clock for both. */
  private enter(tone: Tone, from: StemPlayer): void {
    const line = from.endAtBarLine(tone);
    if (!line) {
      this.leave();
      this.change({ isStarting: false });
      return;
    }
    const { atSeconds, beat } = line;
    const latest = this.durationSeconds - END_MARGIN_SECONDS;
    const positionSeconds = Math.min(secondsAt(this.sound.beatsSeconds, beat), latest);
    this.entry = { atSeconds, positionSeconds };
    this.deck.start(atSeconds, positionSeconds);
    this.startOriginal(atSeconds, positionSeconds);
    this.attach(tone);
    const transport = tone.getTransport();
    transport.stop();
    transport.start(atSeconds, positionSeconds);
    this.change({ isPlaying: true, isStarting: false, standsAtSeconds: positionSeconds });
    const untilSilentSeconds = atSeconds - tone.immediate() + SILENT_SECONDS;
    setTimeout(() => {
      from.dispose();
      if (this.leader === from) this.leader = null;
    }, 1000 * untilSilentSeconds);
  }

  /** Ends at the next bar line, and lets go of the transport. @returns null where it has ended by itself */
  private endAtBarLine(tone: Tone): BeatMoment | null {
    if (!this.state.get().isPlaying) return null;
    const { beatsSeconds, barBeats } = this.sound;
    const earliest = Math.max(tone.now() + LEAD_SECONDS, this.entry?.atSeconds ?? 0);
    const position = this.positionAt(earliest);
    const bar = barBeats.find((beat) => beatsSeconds[beat] >= position);
    const beat = bar ?? beatAt(beatsSeconds, position);
    const atSeconds = earliest + Math.max(secondsAt(beatsSeconds, beat) - position, 0);
    this.detach?.();
    this.deck.stop(atSeconds);
    this.change({ isPlaying: false });
    return { atSeconds, beat };
  }

  /** The place that is heard at a moment of the sound card's clock, while it plays. */
  private positionAt(time: number): number {
    const { entry } = this;
    if (entry && time <= entry.atSeconds) return entry.positionSeconds - (entry.atSeconds - time);
    return this.tone?.getTransport().getSecondsAtTime(time) ?? 0;
  }

  /** Whoever is heard: this player, or the one that it has not gone on for yet, which it gives up. */
  private stepBack(): StemPlayer {
    const { leader } = this;
    if (!leader?.state.get().isPlaying) return this;
    this.leader = null;
    this.dispose();
    return leader;
  }

  /** What was heard before this player is silent from now on. */
  private leave(): void {
    this.leader?.dispose();
    this.leader = null;
    this.entry = null;
  }

  /** A part as far as the sound reaches; null where it lies beyond. */
  private within(startSeconds: number, endSeconds: number): SecondsSpan | null {
    if (startSeconds > this.durationSeconds - END_MARGIN_SECONDS) return null;
    return { startSeconds, endSeconds: Math.min(endSeconds, this.durationSeconds) };
  }

  private applyLoop(): void {
    const { loop } = this.state.get();
    const transport = this.tone?.getTransport();
    if (!transport || !this.detach) return;
    if (loop) transport.setLoopPoints(loop.startSeconds, loop.endSeconds);
    transport.loop = loop !== null;
  }

  /** The song that is heard, if one is, from its place under the sound's. */
  private startOriginal(time: number, positionSeconds: number): void {
    const { original } = this.state.get();
    const place = original && this.sound.originals?.[original].secondsAt(positionSeconds);
    if (original && typeof place === 'number') this.deck.startSong(original, time, place);
  }

  /** @param earliest when the stems are there */
  private moveFaders(earliest?: number): void {
    const heard = { ...this.state.get(), hasStems: this.deck.hasStems };
    this.deck.moveFaders((part) => {
      const gain = part === 'a' || part === 'b' ? this.sound.originals?.[part].gain : 1;
      return isPartHeard(part, heard) ? (gain ?? 1) : 0;
    }, earliest);
  }

  private end(time: number): void {
    // Where the part that it goes round in ends with the sound, the transport goes back just after this.
    const { loop } = this.state.get();
    if (loop && loop.endSeconds > this.durationSeconds - END_MARGIN_SECONDS) return;
    this.tone?.getTransport().stop(time);
    this.change({ isPlaying: false, standsAtSeconds: 0 });
  }
}
