'use client';

/** The way round the studio. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { Icon } from '../ui/icon';
import { VisuallyHidden } from '../ui/visually-hidden';
import styles from './header.module.css';
import { Logo } from './logo';

const PAGES = [
  { href: '/', name: 'Library', covers: ['/', '/song'] },
  { href: '/remix', name: 'Remix', covers: ['/remix'] },
  { href: '/review', name: 'Review', covers: ['/review'] },
  { href: '/label', name: 'Label', covers: ['/label', '/label/quality'] },
  { href: '/learn', name: 'Learn', covers: ['/learn'] },
];

export function Header() {
  const pathname = usePathname();
  const { models } = useStudio();
  const isSent = useObservable(models.wish) === 'server';
  const nav = useRef<HTMLElement>(null);
  // On a small screen not all names fit: the page that is open is among those seen.
  useEffect(() => {
    const current = PAGES.findIndex(({ covers }) => covers.includes(pathname));
    nav.current?.children[current]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <div className={styles.bar}>
        <Link href="/" className={styles.brand}>
          <Logo />
          <span className={styles.name}>Segue</span>
        </Link>
        <nav ref={nav} className={styles.nav} aria-label="Pages">
          {PAGES.map(({ href, name, covers }) => (
            <Link
              key={href}
              href={href}
              className={styles.link}
              aria-current={covers.includes(pathname) ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
        <Link
          href="/settings"
          className={styles.link}
          aria-current={pathname === '/settings' ? 'page' : undefined}
        >
          Settings
        </Link>
        <Link href="/system" className={styles.private}>
          <Icon name={isSent ? 'arrow' : 'lock'} size={14} />
          <span className={styles.privateText}>
            {isSent ? 'Songs go to this app’s server for stems' : 'Nothing leaves this computer'}
          </span>
          <VisuallyHidden>: what runs here</VisuallyHidden>
        </Link>
      </div>
    </header>
  );
}
