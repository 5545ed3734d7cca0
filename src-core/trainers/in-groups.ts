/** Handles items in groups of equal keys, and answers in the order of the items. */
export async function inGroups<Item, Key, Result>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  handle: (group: readonly Item[], key: Key) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const groups = new Map<string, { readonly key: Key; readonly places: number[] }>();
  items.forEach((item, place) => {
    const key = keyOf(item);
    const text = JSON.stringify(key);
    const group = groups.get(text) ?? { key, places: [] };
    group.places.push(place);
    groups.set(text, group);
  });
  const results = new Map<number, Result>();
  for (const { key, places } of groups.values()) {
    const handled = await handle(
      places.map((place) => items[place] as Item),
      key,
    );
    handled.forEach((result, index) => results.set(places[index] as number, result));
  }
  return items.map((_, place) => {
    const result = results.get(place);
    if (result === undefined) throw new Error('A group answered for fewer items than it holds.');
    return result;
  });
}

/** Handles at most so many items at a time, one part after another, and answers in the order of the items. */
export async function inParts<Item, Result>(
  items: readonly Item[],
  most: number,
  handle: (part: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += most) results.push(...(await handle(items.slice(from, from + most))));
  return results;
}
