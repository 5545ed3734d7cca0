/** Hands the user a file to keep, by the browser's own way of saving. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[^\p{L}\p{N}._ -]+/gu, '-');
  link.click();
  // Some browsers read the address only after the click's event has ended.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
