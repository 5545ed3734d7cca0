// The other tsconfigs see only what is imported, which an ambient declaration cannot be.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./msgpackr-no-eval.d.ts" />
// This build never makes code from strings, which the page's policy forbids.
import { Packr, Unpackr } from 'msgpackr/index-no-eval';

// Typed arrays stay what they are; records are written as plain maps, so that every message can be read by itself.
const options = { moreTypes: true, structuredClone: true, useRecords: false, mapsAsObjects: true };
const packr = new Packr(options);
const unpackr = new Unpackr(options);

/** A message as MessagePack, for transports of bytes. */
export function encodeMessage(message: unknown): Uint8Array {
  return packr.pack(message);
}

/** The message that was encoded; throws where the bytes are damaged. What it holds is unchecked. */
export function decodeMessage(bytes: Uint8Array): unknown {
  return unpackr.unpack(bytes);
}
