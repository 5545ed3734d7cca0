/**
 * What people read for a curve's label: `so2?frequencies=1,2, lloyd` becomes `Rotations SO(2) (frequencies=1,2), Lloyd quantisation`.
 * @param names labels of groups and trainers by id; what is not among them stays as it is
 */
export function curveTitle(label: string, names: ReadonlyMap<string, string>): string {
  return label
    .split(', ')
    .map((reference) => {
      const mark = reference.indexOf('?');
      const name = names.get(mark < 0 ? reference : reference.slice(0, mark));
      if (name === undefined) return reference;
      return mark < 0 ? name : `${name} (${reference.slice(mark + 1).replaceAll('&', ', ')})`;
    })
    .join(', ');
}
