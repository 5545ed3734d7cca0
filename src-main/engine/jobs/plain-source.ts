import { dataSourceOf } from './open-task';

/** The source itself where a task only wraps it: `task:data-set?path=x.npy` is x.npy. */
export function plainSource(source: string): string {
  return source.startsWith('task:') ? (dataSourceOf(source.slice('task:'.length)) ?? source) : source;
}
