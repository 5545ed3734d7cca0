/**
 * The headers of every answer.
 * @param host - the checked Host header; undefined where it was not one of ours
 */
export function securityHeaders(host: string | undefined): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'self'",
    // WebAssembly is compiled; nothing else is evaluated.
    "script-src 'self' 'wasm-unsafe-eval'",
    // The widget library and the charts place things by inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // Not every browser counts the WebSocket of the same origin as 'self'.
    host === undefined ? "connect-src 'self'" : `connect-src 'self' ws://${host}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-cache',
  };
}
