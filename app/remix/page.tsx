import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RemixPage } from '@/components/remix/remix-page';

export const metadata: Metadata = { title: 'Remix' };

export default function Page() {
  return (
    <Suspense>
      <RemixPage />
    </Suspense>
  );
}
