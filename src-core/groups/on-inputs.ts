import type { GroupContext, GroupDefinition } from './define-group';

/** The inputs of pairs by themselves, where they are images or clouds: what a group that moves these alone is made for. */
export function inputContext({ layout }: GroupContext): GroupContext | undefined {
  if (layout?.kind !== 'pair' || layout.input === undefined) return undefined;
  return { ambientDimension: layout.inputs, layout: layout.input };
}

/** Whether a group makes sense for data, or for the inputs of pairs. */
export function suitsData(definition: GroupDefinition, context: GroupContext): boolean {
  const inputs = definition.movesInputs === undefined ? undefined : inputContext(context);
  return definition.suits(inputs ?? context);
}
