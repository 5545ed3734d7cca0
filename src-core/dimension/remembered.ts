/** What is found once for each object and kept as long as the object is; the same object must always give the same. */
export function remembered<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let entry = known.get(key);
    if (entry === undefined) {
      entry = { value: find(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}
