import { hostname, networkInterfaces } from 'node:os';

/** Addresses that accept connections from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * The values of the Host header under which the server answers. Any other name is one that a foreign site has pointed at this address
 * (DNS rebinding).
 */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const names = new Set([host]);
  if (isLoopback(host)) for (const name of ['127.0.0.1', 'localhost', '[::1]']) names.add(name);
  if (host === '0.0.0.0' || host === '::') {
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address, family } of addresses ?? []) names.add(family === 'IPv6' ? `[${address}]` : address);
    names.add('localhost').add(hostname().toLowerCase());
  }
  const withPort = [...names].map((name) => `${urlHost(name)}:${port}`);
  // Browsers leave out the port that the scheme implies.
  return new Set(port === 80 ? [...withPort, ...[...names].map(urlHost)] : withPort);
}

/** An address as it stands in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
