/**
 * What is heard of a player's sound: its mix, or stems in the place of it, or one of the songs that it was made of.
 * Choosing only moves faders; what is chosen for the first time is fetched, and joins in step with what sounds.
 */
import type { SongSide, StemName } from '@/lib/music/stem-names';
import type { Observable } from '../studio/observable';
import { isPartHeard } from './heard-parts';
import type { PartDeck } from './part-deck';
import { positionAt, type Run } from './play-line';
import type { PlayerSound, PlayerState } from './player-sound';
import {
  ALL_STEMS,
  type HeardSound,
  isEverythingHeard,
  type StemSelection,
  toggled,
} from './stem-selection';
import type { Tone } from './tone';

/** A change is put so far ahead that the sound card has not fetched it yet. */
const LEAD_SECONDS = 0.02;

export class HeardChoice {
  /** What is heard where all stems are selected. */
  private wholeFrom: HeardSound = 'mix';
  private tone: Pick<Tone, 'now'> | null = null;
  private isDisposed = false;

  /** @param runs what is heard on the sound card's clock, and the rounds that are to come */
  constructor(
    private readonly sound: PlayerSound,
    private readonly deck: PartDeck,
    private readonly state: Observable<PlayerState>,
    private readonly runs: Observable<readonly Run[]>,
    private readonly onFailure: (thrown: unknown) => void,
  ) {}

  connect(tone: Pick<Tone, 'now'>): void {
    this.tone = tone;
    this.moveFaders();
  }

  dispose(): void {
    this.isDisposed = true;
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
    if (original && !this.sound.originals) return;
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
    const runs = this.runs.get();
    const time = Math.max(this.tone.now() + LEAD_SECONDS, runs[0]?.atSeconds ?? 0);
    if (runs.length > 0) {
      this.startOriginal({ atSeconds: time, positionSeconds: positionAt(runs, time) });
      for (const run of runs) if (run.atSeconds > time) this.startOriginal(run);
    }
    this.moveFaders(time);
  }

  /** What is heard of another player is chosen here too, and fetched before this one is heard. */
  async takeFrom(other: HeardChoice): Promise<void> {
    const { original, selection, hears } = other.state.get();
    if (original) await this.compareWith(original);
    if (hears === 'mix' || this.sound.live) return;
    this.wholeFrom = other.wholeFrom;
    this.change({ selection, hears });
    if (!this.deck.hasStems) await this.loadStems();
  }

  /** The song that is heard, if one is, from its place under the sound's. */
  startOriginal({ atSeconds, positionSeconds }: Run): void {
    const { original } = this.state.get();
    const place = original && this.sound.originals?.[original].secondsAt(positionSeconds);
    if (original && typeof place === 'number') this.deck.startSong(original, atSeconds, place);
  }

  /** @param earliest when the stems are there */
  moveFaders(earliest?: number): void {
    const heard = { ...this.state.get(), hasStems: this.deck.hasStems };
    const { a, b } = this.sound.originals ?? { a: { gain: 1 }, b: { gain: 1 } };
    // Whatever is compared is as loud as the quietest of it: turned up, a song's peaks would be cut off.
    const loudest = Math.max(1, a.gain, b.gain);
    this.deck.moveFaders((part) => {
      const gain = { a: a.gain, b: b.gain }[part as SongSide] ?? 1;
      return isPartHeard(part, heard) ? gain / loudest : 0;
    }, earliest);
  }

  private select(selection: StemSelection): void {
    // What is made while it is heard has none yet.
    if (this.sound.live) return;
    const hears = isEverythingHeard(selection) ? this.wholeFrom : 'stems';
    this.change({ selection, hears });
    this.moveOrLoad();
  }

  private moveOrLoad(): void {
    if (this.state.get().hears === 'mix' || this.deck.hasStems) this.moveFaders();
    else void this.loadStems();
  }

  private async loadStems(): Promise<void> {
    if (this.state.get().areStemsLoading) return;
    this.change({ areStemsLoading: true });
    try {
      await this.deck.loadStems(this.sound.stemsVersion);
      if (this.isDisposed) return;
      this.moveFaders(this.deck.joinStems(this.runs.get()));
    } catch (thrown) {
      this.wholeFrom = 'mix';
      this.change({ selection: ALL_STEMS, hears: 'mix' });
      this.onFailure(thrown);
    } finally {
      this.change({ areStemsLoading: false });
    }
  }

  private change(change: Partial<PlayerState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
