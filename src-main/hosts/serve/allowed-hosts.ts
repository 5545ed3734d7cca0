import { hostname, networkInterfaces } from 'node:os';

/** Addresses that accept connections from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Addresses that stand for all those that this machine has. */
export function isEverywhere(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** This machine's addresses by which others can reach it. */
export function reachableAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
}

/**
 * The values of the Host header under which the server answers. Any other name is one that a foreign site has pointed at this address
 * (DNS rebinding).
 * @param host - as it was asked for
 * @param address - at which the server listens for that host
 */
export function allowedHosts(host: string, address: string, port: number): ReadonlySet<string> {
  const names = new Set([host, address]);
  if (isLoopback(address)) for (const name of ['127.0.0.1', 'localhost', '[::1]']) names.add(name);
  if (isEverywhere(address)) {
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address: own, family } of addresses ?? []) names.add(family === 'IPv6' ? `[${own}]` : own);
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
