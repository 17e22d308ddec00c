/** The switches of the taste stage: as they are kept on this machine, and as the address says for this visit. */
import {
  DEFAULT_FLAGS,
  flagsFromQuery,
  type TasteFlags,
  tasteFlagsSchema,
} from '@/lib/taste/flags';

const STORAGE_KEY = 'segue.taste-flags';

/** What holds for the next remix: the address over the settings. */
export function tasteFlags(): TasteFlags {
  return flagsFromQuery(new URLSearchParams(location.search), savedTasteFlags());
}

/** The settings; the usual ones where none are kept or they cannot be read. */
export function savedTasteFlags(): TasteFlags {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    return tasteFlagsSchema.safeParse(saved).data ?? DEFAULT_FLAGS;
  } catch {
    return DEFAULT_FLAGS;
  }
}

export function saveTasteFlags(flags: TasteFlags): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(flags));
  } catch {
    // without storage they hold for this visit through the address only
  }
}
