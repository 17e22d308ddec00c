/** Buttons: one primary a page, the others quieter; and links that look like them. */
import Link from 'next/link';
import type { ButtonHTMLAttributes, ComponentProps } from 'react';
import styles from './button.module.css';
import { cx } from './cx';
import { Icon, type IconName } from './icon';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Shape {
  look?: Look;
  icon?: IconName;
  large?: boolean;
}

const classOf = ({ look = 'secondary', large }: Shape, more?: string) =>
  cx(styles.button, styles[look], large && styles.large, more);

export function Button({
  look,
  icon,
  large,
  className,
  children,
  type = 'button',
  ...props
}: Shape & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type={type} className={classOf({ look, large }, className)} {...props}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

export function ButtonLink({
  look,
  icon,
  large,
  className,
  children,
  ...props
}: Shape & ComponentProps<typeof Link>) {
  return (
    <Link className={classOf({ look, large }, className)} {...props}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </Link>
  );
}

/** A button that shows only an icon; its label is for screen readers and as a tooltip. */
export function IconButton({
  label,
  icon,
  look = 'quiet',
  className,
  size = 18,
  ...props
}: { label: string; icon: IconName; look?: Look; size?: number } & Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'children'
>) {
  return (
    <button
      type="button"
      className={classOf({ look }, cx(styles.icon, className))}
      aria-label={label}
      title={label}
      {...props}
    >
      <Icon name={icon} size={size} />
    </button>
  );
}
