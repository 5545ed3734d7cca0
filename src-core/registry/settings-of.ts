import { z } from 'zod';
import { ExpectedError } from '../errors';
import type { Definition } from './definition';
import { parseReference, resolveReference, type Reference } from './reference';
import type { Registry } from './registry';

export type SettingValue = number | string;

/**
 * Every parameter of an extension by its name, those that were left out with their defaults: numbers as numbers, all else as text. Parameters that are
 * chosen from the data and were left out are missing. Of a reference that this program does not understand, made by another version, what it says.
 * @param text - id?key=value&…
 */
export function settingsOf<Entry extends Definition>(
  registry: Registry<Entry>,
  text: string,
): ReadonlyMap<string, SettingValue> {
  const { reference, parameters } = understood(registry, text);
  const settings = new Map<string, SettingValue>();
  for (const [name, given] of Object.entries(reference.parameters)) settings.set(name, given);
  for (const [name, value] of Object.entries(parameters))
    if (typeof value === 'number') settings.set(name, value);
    // Lists stay as they were written.
    else if (value !== undefined && !settings.has(name)) settings.set(name, textOf(value));
  return settings;
}

function understood<Entry extends Definition>(
  registry: Registry<Entry>,
  text: string,
): { reference: Reference; parameters: Record<string, unknown> } {
  try {
    const { reference, parameters } = resolveReference(registry, text);
    return { reference, parameters: z.record(z.string(), z.unknown()).parse(parameters) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { reference: readable(text), parameters: {} };
  }
}

function readable(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { id: text, parameters: {} };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
