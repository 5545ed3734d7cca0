import { ExpectedError } from '#core/errors';
import { useMessage } from 'naive-ui';
import { shallowRef, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { errorLine } from '../../client/errors';
import { useEngine } from '../../client/use-engine';
import { newJobId } from '../../composables/use-job';
import { fileKind, fileName } from './file-kind';

/** Opens files of any kind, wherever they come from: data to measure, sweeps to run, results to import. */
export interface OpenFiles {
  /** What is being sent to the engine; null otherwise. */
  readonly sending: ShallowRef<string | null>;
  /** Files of a drop or a file field. */
  openFiles(files: readonly File[]): Promise<void>;
  /** Files by their paths, where the engine can read them. */
  openPaths(paths: readonly string[]): Promise<void>;
}

export function useOpenFiles(): OpenFiles {
  const engine = useEngine();
  const router = useRouter();
  const route = useRoute();
  const messages = useMessage();
  const sending = shallowRef<string | null>(null);

  /** Says what went wrong with a file. */
  async function attempt(name: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      messages.error(`${name}: ${errorLine(error) ?? 'cancelled'}`);
    }
  }

  async function measure(path: string): Promise<void> {
    const { useMeasureStore } = await import('../../views/measure/measure-store');
    const { form } = useMeasureStore();
    form.kind = 'file';
    form.path = path;
    // The views that ask about the same data stay.
    if (!['/measure', '/advise'].includes(route.path)) await router.push('/measure');
  }

  /** The settings of a sweep, or sweeps with their results. */
  async function openJson(text: string): Promise<void> {
    const [{ parseDeclarations }, { useSweepStore }] = await Promise.all([
      import('../../views/sweep/sweep-draft'),
      import('../../views/sweep/sweep-store'),
    ]);
    const declared = parseDeclarations(text);
    if (declared.ok) {
      useSweepStore().use(declared.declarations);
      await router.push('/sweep');
      return;
    }
    const { id, name } = await engine.call('history.import', { text });
    messages.success(`‘${name}’ is in the history.`);
    await router.push(`/history/${id}`);
  }

  async function upload(file: File): Promise<string> {
    sending.value = file.name;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return (await engine.call('data.upload', { name: file.name, bytes })).source;
    } finally {
      sending.value = null;
    }
  }

  /** A workspace, or a bundle of sweeps, in place of the present workspace. */
  async function openWorkspace(path: string): Promise<void> {
    const { readOnly } = await engine.call('workspace.open', { path });
    messages.success(`‘${fileName(path)}’ is open.${readOnly === null ? '' : ` ${readOnly}`}`);
    await router.push('/history');
  }

  /** The sweeps of a bundle in the present workspace: by its path, or sent. */
  async function importBundle(file: File, path: string): Promise<void> {
    sending.value = file.name;
    try {
      const given = path === '' ? { bytes: new Uint8Array(await file.arrayBuffer()) } : { path };
      const { imported, known } = await engine.call('history.importBundle', { job: newJobId(), ...given });
      const [first] = [...imported, ...known];
      messages.success(
        [
          ...imported.map(({ name }) => `‘${name}’ is in the history.`),
          ...known.map(({ name }) => `‘${name}’ was in the history already.`),
        ].join(' '),
      );
      if (first !== undefined) await router.push(`/history/${first.id}`);
    } finally {
      sending.value = null;
    }
  }

  async function openFile(file: File): Promise<void> {
    const path = window.gapscopeShell?.pathForFile(file) ?? '';
    if (fileKind(file.name) === 'json') await openJson(await file.text());
    else if (fileKind(file.name) === 'bundle') await importBundle(file, path);
    else if (path !== '') await openPath(path);
    else if (fileKind(file.name) !== 'data')
      throw new ExpectedError('unavailable', 'the server opens workspaces by their path, in the System view');
    else await measure(await upload(file));
  }

  async function openPath(path: string): Promise<void> {
    const kind = fileKind(path);
    // The page cannot read it by its path, and the engine reads no loose text.
    if (kind === 'json') throw new ExpectedError('unavailable', 'a JSON file is opened by dropping it on the window');
    if (kind === 'data') await measure(path);
    else await openWorkspace(path);
  }

  async function openFirst<Item>(
    items: readonly Item[],
    nameOf: (item: Item) => string,
    open: (item: Item) => Promise<void>,
  ): Promise<void> {
    const [item] = items;
    if (item === undefined) return;
    if (items.length > 1) messages.info(`One file at a time: ‘${nameOf(item)}’ is opened.`);
    await attempt(nameOf(item), () => open(item));
  }

  return {
    sending,
    openFiles: (files) => openFirst(files, ({ name }) => name, openFile),
    openPaths: (paths) => openFirst(paths, fileName, openPath),
  };
}
