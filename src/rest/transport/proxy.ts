/** Which proxy requests go through: as an option says, or as the environment tells every program. */
import { RestError } from '../errors/rest-error';

/** Where requests go through; addresses may hold a password. */
export interface ProxyChoice {
  /** For addresses that begin with `http:`; empty for none. */
  readonly http: string;
  readonly https: string;
  /** Hosts that are reached directly, with commas between. */
  readonly direct: string;
}

/** What runs on this machine is never reached through a proxy, which would look for it on its own. */
const THIS_MACHINE = 'localhost,127.0.0.1,[::1]';

/**
 * @param option an address for everything; `false` for none; `undefined` for what the environment says.
 * @returns `undefined` for none.
 * @throws {RestError} REST_PROXY_INVALID for what is no address of an HTTP proxy.
 */
export function chooseProxy(option: string | false | undefined, env: NodeJS.ProcessEnv): ProxyChoice | undefined {
  if (option === false) return undefined;
  if (option !== undefined) {
    const address = checkAddress(option, 'The option `proxy`');
    return { http: address, https: address, direct: THIS_MACHINE };
  }
  const http = readAddress(env, 'http_proxy');
  const https = readAddress(env, 'https_proxy');
  const direct = valueOf(env, 'no_proxy');
  if ((!http && !https) || direct === '*') return undefined;
  return { http, https, direct: direct ? `${THIS_MACHINE},${direct}` : THIS_MACHINE };
}

/** A variable under its name in small letters, or in capitals: both are in use. */
function valueOf(env: NodeJS.ProcessEnv, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? '').trim();
}

function readAddress(env: NodeJS.ProcessEnv, name: string): string {
  const value = valueOf(env, name);
  if (!value) return '';
  // Other programs take an address without its scheme.
  const address = value.includes('://') ? value : `http://${value}`;
  return checkAddress(address, `The environment variable ${name.toUpperCase()}`);
}

/** The address is not shown: there may be a password in it. */
function checkAddress(address: unknown, where: string): string {
  const url = typeof address === 'string' ? parse(address) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname) return url.href;
  throw new RestError({
    kind: 'proxy-invalid',
    message: `${where} is not the address of an HTTP proxy.`,
    advice:
      'write it as http://host:port or http://name:password@host:port, with %-escapes for special characters; ' +
      'to send without one, set `proxy: false`; for another kind of proxy, bring a `transport` of your own.',
  });
}

function parse(address: string): URL | undefined {
  try {
    const url = new URL(address);
    // A stray percent sign would only be noticed when the first request is sent.
    decodeURIComponent(url.username + url.password);
    return url;
  } catch {
    return undefined;
  }
}
