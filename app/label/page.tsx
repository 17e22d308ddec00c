import type { Metadata } from 'next';
import { LabelPage } from '@/components/label/label-page';

export const metadata: Metadata = { title: 'Label' };

export default function Page() {
  return <LabelPage />;
}
