import fontUrl from 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf?url';

/** The family of exported figures: narrow as figures like it, with the signs of mathematics. */
export const publicationFamily = 'DejaVu Sans Condensed';

let loading: Promise<Uint8Array> | undefined;

/** Loads the font for figures, so that what is measured and drawn here is what stands in the file; answers its bytes. */
export function loadPublicationFont(): Promise<Uint8Array> {
  loading ??= load().catch((error: unknown) => {
    // Tried again by the next export.
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Uint8Array> {
  const answer = await fetch(fontUrl);
  if (!answer.ok) throw new Error(`The font of figures cannot be loaded (${answer.status}).`);
  const bytes = await answer.arrayBuffer();
  document.fonts.add(await new FontFace(publicationFamily, bytes).load());
  return new Uint8Array(bytes);
}
