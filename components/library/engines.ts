/** What the engines are called, and what that means. */
export const ENGINES: Record<string, { name: string; meaning: string }> = {
  quick: { name: 'Quick split', meaning: 'Taken apart by Segue, quickly' },
  finished: { name: 'Finished', meaning: 'Stems that you gave' },
  htdemucs: { name: 'HTDemucs', meaning: 'Taken apart by a network' },
};
