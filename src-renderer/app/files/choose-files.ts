/**
 * Lets the user choose files by the page's own means.
 * @param accept - endings of names, as in `.json,.zip`; empty for all
 * @returns none where the user cancels
 */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = accept;
  return new Promise((resolve) => {
    field.addEventListener('change', () => resolve([...(field.files ?? [])]), { once: true });
    // Browsers before 2023 say nothing where the user cancels; nobody waits for more than that.
    field.addEventListener('cancel', () => resolve([]), { once: true });
    field.click();
  });
}
