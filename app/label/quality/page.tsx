import type { Metadata } from 'next';
import { QualityPage } from '@/components/label/quality/quality-page';

export const metadata: Metadata = { title: 'Quality of the answers' };

export default function Page() {
  return <QualityPage />;
}
