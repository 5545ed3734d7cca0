/** How TensorFlow’s backends, WebAssembly and JavaScript say that memory did not suffice. */
const messages =
  /\bOOM\b|resource ?exhausted|failed to allocate|out of memory|cannot enlarge memory|array buffer allocation failed|invalid (typed )?array( buffer)? length/i;

/** Whether an error says that there was not enough memory, on a GPU or elsewhere. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && messages.test(error.message.replaceAll('_', ' '));
}
