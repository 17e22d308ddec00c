import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { CSSProperties, ReactNode } from 'react';
import { Header } from '@/components/shell/header';
import { StudioProvider } from '@/components/studio/studio-provider';
import { COLORS, colorVariables } from '@/components/theme/colors';
import { NoticeList } from '@/components/ui/notice-list';
import { NONCE_HEADER } from '@/proxy';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Segue', template: '%s · Segue' },
  description: 'Two songs and a sentence become a remix, in your browser.',
};

export const viewport: Viewport = { themeColor: COLORS.background, colorScheme: 'dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? '';
  return (
    <html lang="en" style={colorVariables() as CSSProperties}>
      <body>
        <StudioProvider nonce={nonce}>
          <Header />
          {children}
          <NoticeList />
        </StudioProvider>
      </body>
    </html>
  );
}
