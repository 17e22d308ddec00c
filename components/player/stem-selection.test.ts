import { describe, expect, it } from 'vitest';
import { STEM_NAMES } from '@/lib/music/stem-names';
import {
  ALL_STEMS,
  isEverythingHeard,
  isHeard,
  type StemSelection,
  toggled,
} from './stem-selection';

const heard = (selection: StemSelection) => STEM_NAMES.filter((stem) => isHeard(selection, stem));

describe('stem selection', () => {
  it('plays everything unless something is chosen', () => {
    expect(heard(ALL_STEMS)).toEqual([...STEM_NAMES]);
    expect(isEverythingHeard(ALL_STEMS)).toBe(true);
  });
  it('solo leaves the others out, several solos play together', () => {
    expect(heard({ solo: ['bass'], mute: [] })).toEqual(['bass']);
    expect(heard({ solo: ['bass', 'vocals'], mute: [] })).toEqual(['vocals', 'bass']);
  });
  it('mute wins over solo', () => {
    expect(heard({ solo: ['bass'], mute: ['bass'] })).toEqual([]);
    expect(heard({ solo: [], mute: ['drums'] })).toEqual(['vocals', 'bass', 'other']);
  });
  it('all four soloed is the whole again', () => {
    expect(isEverythingHeard({ solo: STEM_NAMES, mute: [] })).toBe(true);
  });
  it('toggles', () => {
    expect(toggled(['bass'], 'bass')).toEqual([]);
    expect(toggled(['bass'], 'drums')).toEqual(['bass', 'drums']);
  });
});
