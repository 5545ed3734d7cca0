import { homedir } from 'node:os';
import { join } from 'node:path';

/** The workspace that is used when none is named: in the user's data folder. */
export function defaultWorkspace(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return join(dataFolder(environment, platform), 'workspace.gapscope');
}

function dataFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const given = (name: string): string | undefined => environment[name] || undefined;
  if (platform === 'win32') return join(given('APPDATA') ?? join(homedir(), 'AppData', 'Roaming'), 'Gapscope');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Gapscope');
  return join(given('XDG_DATA_HOME') ?? join(homedir(), '.local', 'share'), 'gapscope');
}
