import { expect, it } from 'vitest';
import type { SongStore } from '@/lib/store/song-store';
import { createPlanListening, type PlanPartRequest } from './plan-listening';

it('keeps the pair that is listened to where another, asked for before, fails', async () => {
  const asked: string[] = [];
  let fail = (_: Error) => {};
  const summary = (id: string) => {
    asked.push(id);
    return new Promise<null>((_, reject) => {
      if (id === 'earlier') fail = reject;
    });
  };
  const store: Pick<SongStore, 'summary' | 'details'> = { summary, details: async () => null };
  const listening = createPlanListening(store as SongStore, {});
  const part = (id: string) => {
    const plan = { id: 'plan' } as PlanPartRequest['plan'];
    return listening.part({ songs: { a: { id }, b: { id } }, plan, startBeat: 0, lengthBeats: 16 });
  };
  const earlier = part('earlier');
  void part('present');
  fail(new Error('unreadable'));
  await expect(earlier).rejects.toThrow('unreadable');
  void part('present');
  expect(asked).toEqual(['earlier', 'present']);
});
