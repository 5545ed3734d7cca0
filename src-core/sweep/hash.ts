import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

/** What can be hashed: JSON without undefined. */
export type Hashable = string | number | boolean | null | readonly Hashable[] | { readonly [key: string]: Hashable };

/** SHA-256, in hexadecimal, of a value's canonical JSON: equal values have equal hashes, whatever the order of their keys. */
export function contentHash(value: Hashable): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** JSON with sorted keys and no spaces; throws on a number that JSON cannot hold. */
export function canonicalJson(value: Hashable): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('A hashed number must be finite.');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

function isList(value: readonly Hashable[] | { readonly [key: string]: Hashable }): value is readonly Hashable[] {
  return Array.isArray(value);
}
