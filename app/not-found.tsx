import { Page } from '@/components/shell/page';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

export default function NotFound() {
  return (
    <Page>
      <h1>Nothing here</h1>
      <Notice tone="info" actions={<ButtonLink href="/">Go to the library</ButtonLink>}>
        There is no page at this address. Your songs and remixes are in the library.
      </Notice>
    </Page>
  );
}
