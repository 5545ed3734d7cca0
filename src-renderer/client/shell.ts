import {
  shellMessage,
  type FileChoice,
  type MenuModel,
  type ShellCommand,
  type ShellMessage,
  type TargetChoice,
} from '#contract/desktop';

/** What the preload offers in the desktop application. */
export interface Shell {
  readonly platform: string;
  pathForFile(file: File): string;
  chooseFile(kind: FileChoice): Promise<string | null>;
  chooseTarget(target: TargetChoice): Promise<string | null>;
  connect(): void;
  startEngine(): void;
  setMenu(menu: MenuModel): void;
  command(command: ShellCommand): void;
  ready(): void;
}

declare global {
  interface Window {
    /** Left out in a browser. */
    readonly gapscopeShell?: Shell;
  }
}

/** A page, as far as the shell speaks to it. */
export interface ShellPage {
  readonly gapscopeShell?: Pick<Shell, 'startEngine'>;
  addEventListener(type: 'message', listener: (event: ShellEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: ShellEvent) => void): void;
}

/** What of a message's event is looked at. */
export interface ShellEvent {
  readonly data: unknown;
  /** Who has sent it. */
  readonly source: unknown;
  readonly ports: readonly MessagePort[];
}

type Message<Type extends ShellMessage['type']> = Extract<ShellMessage, { type: Type }>;

/**
 * Listens to what the desktop's shell tells this page, until the returned function is called; other pages are not heard.
 * @param listener - gets the message and the ports that came with it
 */
export function listenToShell<Type extends ShellMessage['type']>(
  page: ShellPage,
  type: Type,
  listener: (message: Message<Type>, ports: readonly MessagePort[]) => void,
): () => void {
  const isWanted = (message: ShellMessage): message is Message<Type> => message.type === type;
  const listen = (event: ShellEvent): void => {
    const parsed = shellMessage.safeParse(event.data);
    if (event.source === page && parsed.success && isWanted(parsed.data)) listener(parsed.data, event.ports);
  };
  page.addEventListener('message', listen);
  return () => page.removeEventListener('message', listen);
}
