/** Puts text on the clipboard; throws where the browser does not let pages do that. */
export async function copyText(text: string): Promise<void> {
  // Without a secure context, as over plain HTTP to another machine, there is no clipboard but by a selection.
  const { clipboard }: { clipboard?: Clipboard } = navigator;
  if (clipboard !== undefined) {
    await clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (!copied) throw new Error('This browser does not let the page copy.');
}
