/** Whether pictures of three dimensions can be drawn, and by what. */
export interface WebGlSupport {
  readonly available: boolean;
  /** Drawn by the processor, not by a graphics card. */
  readonly software: boolean;
  readonly renderer: string;
}

let known: WebGlSupport | undefined;

/** Looks once for WebGL 2, which three dimensions need. */
export function webGlSupport(): WebGlSupport {
  known ??= look();
  return known;
}

function look(): WebGlSupport {
  const context = document.createElement('canvas').getContext('webgl2');
  if (context === null) return { available: false, software: false, renderer: '' };
  const details = context.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = context.getParameter(details === null ? context.RENDERER : details.UNMASKED_RENDERER_WEBGL);
  const renderer = typeof name === 'string' ? name : '';
  // A context is dear: browsers allow about sixteen.
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { available: true, software: /swiftshader|llvmpipe|software|basic render/i.test(renderer), renderer };
}
