import { extensionKind } from '#contract/registry';
import type { CommandContext } from './context';
import { table } from './table';
import { oneOf } from './usage-error';

/** `gapscope list KIND` */
export async function list(kind: string, { session, terminal }: CommandContext): Promise<void> {
  const known = oneOf('list:', extensionKind.options, kind);
  const extensions = await (await session()).ask('registry.list', { kind: known });
  terminal.result(extensions, () =>
    table(
      ['id', 'parameters', ''],
      extensions.map(({ id, parameters, summary }) => [
        id,
        parameters.map(({ name, default: initial }) => `${name}=${textOf(initial)}`).join(' '),
        summary,
      ]),
    ),
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '…';
  return Array.isArray(value) ? value.map(String).join(',') : String(value);
}
