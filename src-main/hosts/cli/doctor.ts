import type { CommandContext } from './context';
import { table } from './table';

/** `gapscope doctor` */
export async function doctor({ session, terminal }: CommandContext): Promise<void> {
  const report = await (await session()).ask('doctor', {});
  terminal.result(report, () => {
    const { version, node, backends, gpu, sqlite, electron, workspace } = report;
    return [
      `Gapscope ${version}, Node ${node}`,
      table(
        ['backend', 'status', 'self-test error', ''],
        backends.map(({ id, status, selfTestError, reason }) => [
          id,
          status,
          selfTestError === null ? '–' : selfTestError.toExponential(1),
          reason,
        ]),
      ),
      `GPU: ${gpu ?? 'none found'}`,
      `SQLite: ${sqlite.available ? (sqlite.version ?? 'available') : sqlite.reason}`,
      `Electron: ${electron.reason}`,
      `Workspace: ${workspace.path}${workspace.sweeps === null ? '' : `, ${String(workspace.sweeps)} sweeps`}`,
    ].join('\n');
  });
}
