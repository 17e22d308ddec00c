/**
 * The skeletons of the four families with 4 to 7 sections. Energies follow the classic, EDM and DJ-lift
 * arcs of the mixing rules; each has an event of contrast before its peak and ends in an outro.
 */
import type { Family } from '../remix-plan';
import type { Layer, Skeleton, Slot, Trait, VoiceRole } from './skeleton';

function slot(
  label: Slot['label'],
  share: number,
  energy: [number, number],
  voice: VoiceRole,
  layer: Layer,
): Slot {
  return { label, share, energy, voice, layer, isPeak: false };
}

const intro = slot('intro', 4, [0.3, 0.4], 'none', 'light');
const quietIntro = slot('intro', 6, [0.2, 0.3], 'none', 'bed');
const beatIntro = slot('intro', 4, [0.25, 0.35], 'none', 'beat');
const shortIntro = slot('intro', 3, [0.3, 0.4], 'none', 'groove');
const verse = slot('verse', 8, [0.5, 0.6], 'verse', 'full');
const lightVerse = slot('verse', 8, [0.4, 0.55], 'verse', 'light');
const firstChorus = slot('chorus', 8, [0.8, 0.85], 'hook', 'full');
const openingHook = slot('chorus', 6, [0.72, 0.78], 'hook', 'full');
const secondVerse = slot('verse', 8, [0.5, 0.6], 'verse', 'groove');
const build = slot('build', 4, [0.6, 0.78], 'verse', 'light');
const longBuild = slot('build', 8, [0.45, 0.8], 'none', 'light');
const risingBeat = slot('build', 8, [0.35, 0.6], 'none', 'groove');
const breakdown = slot('breakdown', 4, [0.32, 0.28], 'free', 'bed');
const emptyBreakdown = slot('breakdown', 4, [0.22, 0.25], 'free', 'bed');
const vocalIn = slot('verse', 8, [0.58, 0.68], 'verse', 'full');
const vocalOut = slot('bridge', 4, [0.7, 0.55], 'none', 'groove');
const outro = slot('outro', 4, [0.35, 0.2], 'none', 'light');
const beatOutro = slot('outro', 6, [0.35, 0.2], 'none', 'groove');
const peakChorus: Slot = { ...slot('chorus', 8, [0.95, 1], 'hook', 'full'), isPeak: true };
const peakDrop: Slot = { ...slot('drop', 8, [1, 0.95], 'hook', 'full'), isPeak: true };
const teaser = slot('verse', 4, [0.32, 0.4], 'hook', 'bed');
const firstDrop = slot('drop', 8, [0.88, 0.82], 'none', 'full');

function skeleton(family: Family, name: string, traits: Trait[], slots: Slot[]): Skeleton {
  const total = slots.reduce((sum, one) => sum + one.share, 0);
  return {
    name: `${family}/${name}`,
    family,
    traits,
    slots: slots.map((one) => ({ ...one, share: one.share / total })),
  };
}

export const SKELETONS: readonly Skeleton[] = [
  skeleton(
    'standard-arc',
    'verse-to-chorus',
    ['classic'],
    [intro, verse, breakdown, peakChorus, outro],
  ),
  skeleton(
    'standard-arc',
    'two-choruses',
    ['classic'],
    [intro, verse, firstChorus, breakdown, peakChorus, outro],
  ),
  skeleton(
    'standard-arc',
    'lift',
    ['classic'],
    [intro, lightVerse, build, breakdown, peakChorus, outro],
  ),
  skeleton(
    'standard-arc',
    'song',
    ['classic'],
    [intro, verse, firstChorus, secondVerse, build, peakChorus, outro],
  ),
  skeleton(
    'standard-arc',
    'voice-at-once',
    ['classic', 'edm', 'immediate'],
    [verse, firstChorus, breakdown, peakChorus, outro],
  ),
  skeleton(
    'standard-arc',
    'slow-rise',
    ['classic', 'slow-build'],
    [quietIntro, lightVerse, emptyBreakdown, longBuild, peakChorus, outro],
  ),
  skeleton(
    'standard-arc',
    'one-drop',
    ['edm', 'slow-build'],
    [beatIntro, lightVerse, emptyBreakdown, longBuild, peakDrop, outro],
  ),
  skeleton(
    'standard-arc',
    'long-road',
    ['edm', 'slow-build'],
    [
      quietIntro,
      lightVerse,
      { ...build, energy: [0.5, 0.7] },
      emptyBreakdown,
      longBuild,
      peakDrop,
      outro,
    ],
  ),
  skeleton(
    'standard-arc',
    'two-drops',
    ['edm'],
    [
      beatIntro,
      { ...build, energy: [0.5, 0.75] },
      firstDrop,
      emptyBreakdown,
      { ...build, energy: [0.55, 0.8] },
      peakDrop,
      outro,
    ],
  ),
  skeleton(
    'hook-first',
    'cold-open',
    ['classic', 'immediate'],
    [openingHook, verse, peakChorus, outro],
  ),
  skeleton(
    'hook-first',
    'short-intro',
    ['classic', 'immediate'],
    [shortIntro, openingHook, verse, peakChorus, outro],
  ),
  skeleton(
    'hook-first',
    'hook-and-lift',
    ['classic', 'immediate'],
    [shortIntro, openingHook, verse, build, peakChorus, outro],
  ),
  skeleton(
    'hook-first',
    'hook-and-break',
    ['classic', 'immediate'],
    [shortIntro, openingHook, secondVerse, breakdown, build, peakChorus, outro],
  ),
  skeleton(
    'hook-first',
    'hook-to-drop',
    ['edm', 'immediate'],
    [openingHook, lightVerse, longBuild, peakDrop, outro],
  ),
  skeleton(
    'hook-first',
    'teaser',
    ['classic', 'edm', 'slow-build'],
    [teaser, lightVerse, emptyBreakdown, longBuild, peakDrop, outro],
  ),
  skeleton(
    'hook-first',
    'hook-break-drop',
    ['edm', 'immediate'],
    [shortIntro, openingHook, lightVerse, emptyBreakdown, longBuild, peakDrop, outro],
  ),
  skeleton(
    'dj-lift',
    'voice-in-the-break',
    ['classic', 'edm', 'slow-build'],
    [risingBeat, { ...breakdown, share: 6, energy: [0.35, 0.5] }, peakDrop, beatOutro],
  ),
  skeleton(
    'dj-lift',
    'lift',
    ['classic', 'edm', 'slow-build'],
    [risingBeat, vocalIn, breakdown, peakDrop, beatOutro],
  ),
  skeleton(
    'dj-lift',
    'voice-out',
    ['classic', 'edm'],
    [risingBeat, vocalIn, breakdown, peakDrop, vocalOut, beatOutro],
  ),
  skeleton(
    'dj-lift',
    'full-set',
    ['classic', 'edm'],
    [beatIntro, risingBeat, vocalIn, breakdown, peakDrop, vocalOut, beatOutro],
  ),
  skeleton(
    'dj-lift',
    'voice-at-once',
    ['classic', 'edm', 'immediate'],
    [vocalIn, breakdown, peakDrop, vocalOut, beatOutro],
  ),
  skeleton(
    'quick-hit',
    'block',
    ['classic', 'edm', 'immediate'],
    [{ ...verse, share: 9 }, { ...breakdown, share: 2 }, peakChorus, { ...outro, share: 3 }],
  ),
  skeleton(
    'quick-hit',
    'intro-and-block',
    ['classic'],
    [
      { ...shortIntro, share: 2 },
      { ...verse, share: 8 },
      { ...breakdown, share: 2 },
      peakChorus,
      { ...outro, share: 3 },
    ],
  ),
  skeleton(
    'quick-hit',
    'block-to-drop',
    ['edm'],
    [
      { ...shortIntro, share: 2 },
      { ...lightVerse, share: 7 },
      { ...emptyBreakdown, share: 3 },
      peakDrop,
      { ...outro, share: 3 },
    ],
  ),
  skeleton(
    'quick-hit',
    'break-build-drop',
    ['classic', 'edm', 'slow-build'],
    [
      { ...lightVerse, share: 6 },
      { ...emptyBreakdown, share: 2 },
      { ...longBuild, share: 5 },
      peakDrop,
      { ...outro, share: 3 },
    ],
  ),
  skeleton(
    'dj-lift',
    'steady-lift',
    ['classic', 'edm', 'slow-build'],
    [risingBeat, vocalIn, longBuild, peakDrop, beatOutro],
  ),
  skeleton(
    'quick-hit',
    'no-break',
    ['classic', 'edm', 'immediate'],
    [{ ...verse, share: 8 }, { ...build, energy: [0.45, 0.8] }, peakChorus, { ...outro, share: 3 }],
  ),
];
