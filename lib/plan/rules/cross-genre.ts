/**
 * How well one genre's voice usually goes over another's instruments. Source: the mixing rules of the
 * project (genres, "voice over instrumental").
 */
import type { Genre } from './genres';

/** The words of the rules as figures, 0 (never) to 1 (always). */
const FIT = {
  'very high': 1,
  high: 0.85,
  'medium-high': 0.7,
  medium: 0.55,
  'low-medium': 0.4,
} as const;
type Fit = keyof typeof FIT;

/** Voice, instruments, and how it usually goes. */
const PAIRS: readonly (readonly [voice: Genre, over: Genre, fit: Fit])[] = [
  ['r&b', 'hip-hop', 'very high'],
  ['r&b', 'lo-fi', 'very high'],
  ['afrobeats', 'hip-hop', 'very high'],
  ['latin', 'pop', 'very high'],
  ['hip-hop', 'edm', 'high'],
  ['hip-hop', 'drum-and-bass', 'high'],
  ['pop', 'lo-fi', 'high'],
  ['pop', 'rock', 'high'],
  ['hip-hop', 'afrobeats', 'high'],
  ['afrobeats', 'edm', 'high'],
  ['grime', 'drum-and-bass', 'high'],
  ['pop', 'jersey-club', 'high'],
  ['r&b', 'jersey-club', 'high'],
  ['r&b', 'amapiano', 'high'],
  ['r&b', 'drum-and-bass', 'medium-high'],
  ['latin', 'hip-hop', 'medium-high'],
  ['afrobeats', 'latin', 'medium-high'],
  ['rock', 'edm', 'medium'],
  ['rock', 'hip-hop', 'medium'],
  ['edm', 'rock', 'low-medium'],
];

/** A genre goes with itself. */
const SAME_GENRE_FIT = 0.85;

const fits = new Map(PAIRS.map(([voice, over, fit]) => [`${voice}/${over}`, FIT[fit]]));

/** 0 to 1 for a voice of one genre over instruments of another; null where the rules say nothing. */
export function crossGenreFit(voice: Genre, over: Genre): number | null {
  return fits.get(`${voice}/${over}`) ?? (voice === over ? SAME_GENRE_FIT : null);
}
