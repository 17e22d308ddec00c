/**
 * Plays a sound: its mix, or what has been chosen in its place (`heard-choice.ts`). A remix can be compared with the
 * songs that it was made of: each is heard from the place that is under the remix's when it is chosen, and the remix
 * goes on meanwhile. Whatever sounds is started and ended at moments of the sound card's clock, so that rounds and
 * changes of hands are exact to the sample.
 */
import { Observable } from '../studio/observable';
import { secondsAt } from '../timeline/beat-steps';
import { nextTurn } from './audio-buffers';
import { cannotPlay } from './cannot-play';
import { HandOver, type HeardPlayer } from './hand-over';
import { HeardChoice } from './heard-choice';
import { PartDeck } from './part-deck';
import type { BeatMoment, Run } from './play-line';
import { type PlayerSound, type PlayerState, type SecondsSpan, STANDING } from './player-sound';
import { RunClock } from './run-clock';
import { SoundMeters } from './sound-meters';
import { loadTone, prepareTone, type Tone } from './tone';

/** Seeking stops short of the end, where nothing would be heard. */
const END_MARGIN_SECONDS = 0.05;

export class StemPlayer implements HeardPlayer {
  readonly state = new Observable<PlayerState>(STANDING);
  readonly choice: HeardChoice;
  private readonly deck: PartDeck;
  private readonly clock: RunClock;
  private soundMeters: SoundMeters | null = null;
  /** Made once, however often play is pressed before it is there. */
  private connection: Promise<Tone> | null = null;
  private isDisposed = false;
  /** The player that is heard until this one goes on for it. */
  private readonly before: HandOver<StemPlayer>;

  constructor(
    readonly sound: PlayerSound,
    private readonly onFailure: (thrown: unknown) => void,
  ) {
    this.deck = new PartDeck(
      (part) => {
        if (part !== 'a' && part !== 'b') return sound.load(part);
        if (!sound.originals)
          throw new RangeError('There are no songs to compare this sound with.');
        return sound.originals[part].load();
      },
      { live: sound.live, onLate: (place, thrown) => this.waitForMore(place, thrown) },
    );
    this.before = new HandOver(sound);
    this.clock = new RunClock({
      durationSeconds: sound.durationSeconds,
      loop: () => this.state.get().loop,
      start: (run) => {
        this.deck.start(run);
        this.choice.startOriginal(run);
      },
      stop: (atSeconds) => this.deck.stop(atSeconds),
      onEnd: () => this.change({ isPlaying: false, standsAtSeconds: 0 }),
    });
    this.choice = new HeardChoice(sound, this.deck, this.state, this.clock.runs, onFailure);
  }

  get durationSeconds(): number {
    return this.sound.durationSeconds;
  }

  /** Fetches the mix before it is asked for, so that play starts at once. */
  preload(onFailure = this.onFailure): void {
    prepareTone();
    this.deck.prepare(this.state.get().standsAtSeconds).catch(onFailure);
  }

  /** The mix to be looked at closely; null where the player has ended meanwhile. */
  async mixBuffer(): Promise<AudioBuffer | null> {
    await this.deck.load('mix');
    return this.deck.buffer('mix');
  }

  /** What is heard now, or would be on play. */
  positionSeconds(): number {
    const { isPlaying, standsAtSeconds } = this.state.get();
    const position =
      this.before.positionSeconds() ?? (isPlaying ? this.clock.positionSeconds() : null);
    if (position === null) return standsAtSeconds;
    return Math.min(Math.max(position, 0), this.durationSeconds);
  }

  /** What is heard on the sound card's clock, and the rounds that are to come. */
  get runs(): Observable<readonly Run[]> {
    return this.clock.runs;
  }

  get hasOriginals(): boolean {
    return this.sound.originals !== undefined;
  }

  /** What is made while it is heard has none yet. */
  get hasStems(): boolean {
    return this.sound.live === undefined;
  }

  /** What is heard, measured; null while nothing plays. */
  get meters(): SoundMeters | null {
    return this.before.heard?.meters ?? (this.state.get().isPlaying ? this.soundMeters : null);
  }

  async play(): Promise<void> {
    if (this.state.get().isPlaying || this.state.get().isStarting) return;
    this.change({ isStarting: true });
    try {
      const tone = await this.connect();
      await tone.start();
      // It may be paused, let go or put elsewhere while anything is waited for.
      while (!this.isDisposed && this.state.get().isStarting) {
        const { standsAtSeconds } = this.state.get();
        if (this.deck.isReady(standsAtSeconds)) {
          this.clock.beginAt(standsAtSeconds);
          return this.change({ isPlaying: true, isStarting: false });
        }
        await this.deck.prepare(standsAtSeconds);
      }
    } catch (thrown) {
      this.change({ isStarting: false });
      this.onFailure(cannotPlay(thrown));
    }
  }

  /**
   * Goes on for a player at its next bar line, from the same beat and without a gap, and goes round in the same
   * bars; of the songs or the stems it plays the same. That one is heard until then, and let go. Where it does not
   * play, this one only stands at the same beat; where this one cannot be played, that one plays on.
   */
  async takeOver(other: StemPlayer): Promise<void> {
    const from = other.stepBack();
    const { isPlaying, isStarting, isMuted, loop } = from.state.get();
    const under = (seconds: number) => this.before.under(from.sound, seconds);
    this.change({
      isMuted,
      isStarting: isPlaying,
      loop: loop && this.within(under(loop.startSeconds), under(loop.endSeconds)),
    });
    this.seek(under(from.positionSeconds()));
    if (!isPlaying) {
      // Before that one is let go: the worker that makes them both ends where nothing is asked of it.
      this.preload(isStarting ? () => undefined : this.onFailure);
      from.dispose();
      return isStarting ? this.play() : undefined;
    }
    this.before.leader = from;
    try {
      await this.choice.takeFrom(from.choice);
      const tone = await this.connect();
      while (this.before.leader === from) {
        const moment = this.before.nextMoment(tone);
        if (!moment) return this.stayAside();
        const place = this.placeOf(moment.beat);
        if (this.deck.isReady(place)) return this.enter(tone, moment);
        await this.deck.prepare(place);
      }
    } catch (thrown) {
      if (this.before.leader !== from) return;
      this.change({ isStarting: false, isPlaying: true });
      this.before.letPlayOn(() => this.change({ isPlaying: false }));
      this.onFailure(cannotPlay(thrown));
    }
  }

  pause(): void {
    const standsAtSeconds = this.positionSeconds();
    this.before.leave();
    this.change({ isPlaying: false, isStarting: false, standsAtSeconds });
    this.clock.halt();
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
    if (this.before.leader && this.state.get().isStarting) {
      this.before.leave();
      this.change({ isStarting: false });
      void this.play();
    }
    if (!this.state.get().isPlaying) return;
    this.before.leave();
    if (this.deck.isReady(standsAtSeconds)) {
      this.clock.beginAt(standsAtSeconds);
      return;
    }
    this.pause();
    this.change({ standsAtSeconds });
    void this.play();
  }

  /** Plays round and round between two moments; null plays on to the end. */
  setLoop(loop: SecondsSpan | null): void {
    this.change({ loop: loop && this.within(loop.startSeconds, loop.endSeconds) });
    const position = this.positionSeconds();
    if (loop && (position < loop.startSeconds || position >= loop.endSeconds)) {
      this.seek(loop.startSeconds);
      return;
    }
    this.clock.changeLoop();
  }

  /** Silences everything and lets it run on. */
  toggleMuted(): void {
    this.setMuted(!this.state.get().isMuted);
  }

  dispose(): void {
    this.pause();
    this.isDisposed = true;
    this.choice.dispose();
    this.soundMeters?.dispose();
    this.deck.dispose();
  }

  /** With the player that is still heard before this one. */
  setMuted(isMuted: boolean): void {
    this.change({ isMuted });
    this.choice.moveFaders();
    this.before.leader?.setMuted(isMuted);
  }

  /** Plays up to a moment and counts as ended. */
  endAt(atSeconds: number): void {
    this.change({ isPlaying: false });
    this.clock.halt(atSeconds);
  }

  private change(change: Partial<PlayerState>): void {
    this.state.update((state) => ({ ...state, ...change }));
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
    this.clock.connect(tone);
    this.choice.connect(tone);
    // In a turn of their own, so that the page can answer in between.
    await nextTurn();
    const { output } = this.deck;
    if (output && !this.isDisposed) this.soundMeters = new SoundMeters(tone, output);
    return tone;
  }

  /** What comes next is not made yet: stands where it is to go on, and does so as soon as it is there. */
  private waitForMore(standsAtSeconds: number, thrown?: unknown): void {
    if (!this.state.get().isPlaying) return;
    this.pause();
    this.change({ standsAtSeconds });
    if (thrown === undefined) void this.play();
    else this.onFailure(cannotPlay(thrown));
  }

  /** Starts where the other player ends: at one moment of the sound card's clock for both. */
  private enter(tone: Tone, { atSeconds, beat }: BeatMoment): void {
    const positionSeconds = this.placeOf(beat);
    this.before.end(tone, atSeconds);
    this.clock.begin({ atSeconds, positionSeconds });
    this.change({ isPlaying: true, isStarting: false, standsAtSeconds: positionSeconds });
  }

  /** What was heard has ended by itself before this player could go on for it. */
  private stayAside(): void {
    this.before.leave();
    this.change({ isStarting: false });
  }

  private placeOf(beat: number): number {
    return Math.min(
      secondsAt(this.sound.beatsSeconds, beat),
      this.durationSeconds - END_MARGIN_SECONDS,
    );
  }

  /** Whoever is heard: this player, or the one that it has not gone on for yet, which it gives up. */
  private stepBack(): StemPlayer {
    const { heard } = this.before;
    if (!heard) return this;
    this.before.giveUp();
    this.dispose();
    return heard;
  }

  /** A part as far as the sound reaches; null where it lies beyond. */
  private within(startSeconds: number, endSeconds: number): SecondsSpan | null {
    if (startSeconds > this.durationSeconds - END_MARGIN_SECONDS) return null;
    return { startSeconds, endSeconds: Math.min(endSeconds, this.durationSeconds) };
  }
}
