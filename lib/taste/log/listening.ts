/**
 * What playing says about a remix: how often it was begun again, and how much of it was heard. Told where
 * playback stands from time to time; knows no clock and no player.
 */
import type { Behaviour } from './request-log';

/** Playing on from so early counts as hearing it again. */
const BEGINNING_SHARE = 0.1;
/** What was heard is counted in pieces of so many seconds. */
const PIECE_SECONDS = 1;

export class Listening {
  private readonly heard: Uint8Array;
  private heardCount = 0;
  private lastPiece = -1;
  private wasBegun = false;
  private isAway = false;
  private replays = 0;

  constructor(private readonly durationSeconds: number) {
    this.heard = new Uint8Array(Math.max(1, Math.ceil(durationSeconds / PIECE_SECONDS)));
  }

  /**
   * While it plays: where it stands.
   * @param goesRound a part is played round and round: coming back to its start is no replay
   */
  at(seconds: number, goesRound = false): void {
    const isBeginning = seconds < BEGINNING_SHARE * this.durationSeconds;
    if (isBeginning && this.wasBegun && this.isAway && !goesRound) this.replays += 1;
    if (isBeginning) this.wasBegun = true;
    this.isAway = !isBeginning;
    const piece = Math.min(this.heard.length - 1, Math.max(0, Math.floor(seconds / PIECE_SECONDS)));
    // what lies between two looks was played through, unless it was jumped over
    const isRun = piece >= this.lastPiece && piece - this.lastPiece <= 2;
    for (let one = isRun ? this.lastPiece + 1 : piece; one <= piece; one++) this.hear(one);
    this.lastPiece = piece;
  }

  /** Playback has stopped: what comes next is no run from here. */
  stopped(): void {
    this.lastPiece = -1;
  }

  /** What is new since it was last taken; null where nothing is. */
  take(): Pick<Behaviour, 'replays' | 'listenedShare'> | null {
    if (this.heardCount === 0) return null;
    const { replays } = this;
    this.replays = 0;
    return { replays, listenedShare: this.heardCount / this.heard.length };
  }

  private hear(piece: number): void {
    if (piece < 0 || this.heard[piece] === 1) return;
    this.heard[piece] = 1;
    this.heardCount += 1;
  }
}
