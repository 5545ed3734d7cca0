import { pageOrigin } from './app-protocol';

/** What Electron tells of whoever sent a message. */
interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a message comes from the top frame of our own page; every handler asks before it acts. */
export function isOwnPage({ senderFrame }: Sender): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(`${pageOrigin}/`);
}
