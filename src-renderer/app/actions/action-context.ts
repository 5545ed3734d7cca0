import type { Ref } from 'vue';
import type { Router } from 'vue-router';
import type { EngineClient } from '../../client/engine-client';
import type { Shell } from '../../client/shell';
import type { OpenFiles } from '../files/use-open-files';
import type { ThemeChoice } from '../theme';
import type { useTrainingStore } from '../training/training-store';
import type { useUndoStore } from '../undo/undo-store';

/** What the actions act on. */
export interface ActionContext {
  readonly router: Router;
  readonly engine: EngineClient;
  /** Left out in a browser, which has zoom, tabs and windows of its own. */
  readonly shell: Shell | undefined;
  readonly files: OpenFiles;
  readonly recent: { readonly paths: Ref<string[]>; forget(): void };
  /** Paths of the workspaces that were opened before, without the present one. */
  readonly workspaces: Readonly<Ref<readonly string[]>>;
  readonly undo: ReturnType<typeof useUndoStore>;
  readonly training: ReturnType<typeof useTrainingStore>;
  readonly theme: Ref<ThemeChoice>;
  readonly dialogs: { readonly palette: Ref<boolean>; readonly shortcuts: Ref<boolean> };
  /** Whether the browser lets the page notify; undefined where it cannot be asked. */
  readonly notifications: Readonly<Ref<PermissionState | undefined>>;
  /** What has the focus. */
  readonly focused: Readonly<Ref<Element | null | undefined>>;
  /** Lets the user choose files by the page's own means. */
  chooseFiles(accept: string): Promise<readonly File[]>;
}
