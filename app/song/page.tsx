import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SongPage } from '@/components/song/song-page';

export const metadata: Metadata = { title: 'Song' };

export default function Page() {
  return (
    <Suspense>
      <SongPage />
    </Suspense>
  );
}
