/** Whether an address is of this machine, where a simulator listens. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function isLoopback(url: URL): boolean {
  return LOOPBACK.has(url.hostname);
}

/** Whether the API is a simulator's, without TLS; then its voice servers are too. */
export function isOnThisMachine(api: string | undefined): boolean {
  if (api === undefined || !URL.canParse(api)) return false;
  const url = new URL(api);
  return url.protocol === 'http:' && isLoopback(url);
}
