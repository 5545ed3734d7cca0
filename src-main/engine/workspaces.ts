import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { CheckedRequestOf, ResponseOf } from '#contract/commands';
import type { WorkspaceReport } from '#contract/workspace';
import { ExpectedError } from '#core/errors';
import type { EventBus } from './event-bus';
import type { CommandsInFlight } from './commands-in-flight';
import type { EnginePorts } from './ports';
import type { Sweeps } from './sweeps';
import { wholePath } from './whole-path';
import type { JobOptions } from './worker-pool';
import type { Workspace } from './workspace';
import type { WorkspaceKeeper } from './workspace-keeper';

const ending = '.gapscope';
/** What is sent to a browser in one message. */
const largestDownload = 2 ** 27;

/** What can be done with a workspace as a whole. */
export class Workspaces {
  constructor(
    private readonly keeper: WorkspaceKeeper,
    private readonly sweeps: Sweeps,
    private readonly inFlight: CommandsInFlight,
    private readonly ports: EnginePorts,
    private readonly events: EventBus,
  ) {}

  /** Of the one that is open. */
  get path(): string {
    return this.keeper.path;
  }

  async current(): Promise<ResponseOf<'workspace.current'>> {
    if (!this.keeper.isOpen()) return { path: this.keeper.path, readOnly: null };
    const { path, readOnly } = await this.keeper.open();
    return { path, readOnly };
  }

  async describe(): Promise<WorkspaceReport> {
    return describe(await this.keeper.open());
  }

  /** Opens another workspace in place of the present one. */
  async open({ path, create, readOnly }: CheckedRequestOf<'workspace.open'>): Promise<WorkspaceReport> {
    const whole = wholePath(path);
    if (create && !whole.endsWith(ending))
      throw new ExpectedError('invalid-input', `${path}: expected a name that ends in ${ending}.`);
    await this.#refuseWhileRunning('another workspace is opened');
    const before = this.keeper.path;
    const workspace = await this.keeper.replace(whole, { create, readOnly }, () => this.inFlight.settled());
    if (before !== whole) await this.ports.recentWorkspaces.note(before);
    await this.ports.recentWorkspaces.note(whole);
    return this.#changed(workspace);
  }

  recent(): Promise<ResponseOf<'workspace.recent'>> {
    return this.ports.recentWorkspaces.list();
  }

  forget(path: string): Promise<void> {
    return this.ports.recentWorkspaces.forget(path);
  }

  async backUp(
    { path, replace }: CheckedRequestOf<'workspace.backup'>,
    options: JobOptions,
  ): Promise<ResponseOf<'workspace.backup'>> {
    const whole = wholePath(path);
    if (!whole.endsWith(ending))
      throw new ExpectedError('invalid-input', `${path}: expected a name that ends in ${ending}.`);
    const workspace = await this.keeper.open();
    return { path: whole, bytes: await workspace.backUp(whole, { ...options, replace }) };
  }

  /** A copy of the workspace that was never another file's. */
  async download(options: JobOptions): Promise<ResponseOf<'workspace.download'>> {
    const workspace = await this.keeper.open();
    const { bytes: size } = await workspace.describe();
    if (size > largestDownload)
      throw new ExpectedError(
        'too-large',
        `The workspace has ${size} bytes; at most ${largestDownload} can be sent. Back it up to a path on the engine’s machine instead.`,
      );
    const path = this.ports.temporaryPath(`${randomUUID()}${ending}`);
    try {
      await workspace.backUp(path, { ...options, replace: false });
      return { name: basename(this.keeper.path), bytes: await this.ports.readFile(path) };
    } finally {
      await this.ports.removeFile(path);
    }
  }

  async compact(): Promise<ResponseOf<'workspace.compact'>> {
    await this.#refuseWhileRunning('the workspace is compacted');
    const workspace = await this.keeper.open();
    const before = await workspace.describe();
    await workspace.compact();
    const { bytes } = await this.#changed(workspace);
    return { removedSweeps: before.deletedSweeps, bytesBefore: before.bytes, bytesAfter: bytes };
  }

  async #changed(workspace: Workspace): Promise<WorkspaceReport> {
    const report = await describe(workspace);
    this.events.emit('workspace.changed', report);
    return report;
  }

  /** A sweep writes to its workspace until it has ended, and a command that starts one is about to. */
  async #refuseWhileRunning(before: string): Promise<void> {
    if (this.keeper.isOpen()) await this.sweeps.interruptAbandoned();
    const running = await this.sweeps.runningName();
    if (running !== null)
      throw new ExpectedError('unavailable', `The sweep “${running}” is running: pause or cancel it before ${before}.`);
    if (this.inFlight.has(['sweep.start', 'sweep.resume', 'sweep.extend']))
      throw new ExpectedError('unavailable', `A sweep is being started: wait for it before ${before}.`);
  }
}

async function describe(workspace: Workspace): Promise<WorkspaceReport> {
  return { path: workspace.path, readOnly: workspace.readOnly, ...(await workspace.describe()) };
}
