import { unpackBundle } from './bundle-commands';
import type { EventBus } from './event-bus';
import { abandonedMessage, isOwnerGone } from './lease-owner';
import type { EnginePorts, WorkspaceManner } from './ports';
import type { Workspace } from './workspace';

/** The workspace that is open: when it is first needed, so that measuring works without; another one in its place when that is asked for. */
export class WorkspaceKeeper {
  #opened: Promise<Workspace> | undefined;
  #path: string;

  constructor(
    private readonly ports: EnginePorts,
    private readonly events: EventBus,
  ) {
    this.#path = ports.workspacePath;
  }

  /** Of the workspace that is open, or will be. */
  get path(): string {
    return this.#path;
  }

  readonly isOpen = (): boolean => this.#opened !== undefined;

  /** What was running when an engine died is interrupted then. */
  readonly open = (): Promise<Workspace> => {
    this.#opened ??= this.#openAnew(this.#path).catch((error: unknown) => {
      // Tried again by the next command: the disk may be back.
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  };

  /**
   * Puts another workspace in the place of the present one, which stays where the other cannot be opened.
   * @param settled - when what still uses the present one has ended, which is closed then
   */
  async replace(path: string, manner: WorkspaceManner, settled: () => Promise<unknown>): Promise<Workspace> {
    const next = await this.#openAnew(path, manner);
    const before = this.#opened;
    this.#opened = Promise.resolve(next);
    this.#path = path;
    const ended = settled();
    void before
      ?.then(async (workspace) => {
        await ended;
        await workspace.close();
      })
      .catch((error: unknown) => console.error(error));
    return next;
  }

  async close(): Promise<void> {
    await (await this.#opened)?.close();
  }

  async #openAnew(path: string, manner?: WorkspaceManner): Promise<Workspace> {
    const workspace = (await this.ports.bundles.isBundle(path))
      ? await this.#lookAt(path)
      : await this.ports.openWorkspace(path, manner);
    if (workspace.damage !== null) this.events.emit('notice', { level: 'error', message: workspace.damage });
    const moment = new Date().toISOString();
    for (const id of await workspace.interruptAbandoned(isOwnerGone))
      await workspace.addLog(id, [{ moment, level: 'warning', message: abandonedMessage }]);
    return workspace;
  }

  /** A bundle in a workspace of its own, in which nothing can be changed. */
  async #lookAt(path: string): Promise<Workspace> {
    const workspace = await this.ports.openTemporaryWorkspace(path);
    try {
      await unpackBundle(this.ports, workspace, { path }, {});
    } catch (error) {
      await workspace.close();
      throw error;
    }
    workspace.protect(
      `${path} is a bundle that is only looked at: nothing in it can be changed. Import it into a workspace of your own to go on.`,
    );
    return workspace;
  }
}
