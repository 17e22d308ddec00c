import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';

export const metadata: Metadata = { title: 'Learn' };

export default function Page() {
  return <LearnPage />;
}
