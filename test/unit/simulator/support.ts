/** Bare clients for the simulator's own tests: a WebSocket that keeps what it hears, and fetch with the right headers. */
import { once } from 'node:events';
import { constants, createInflate } from 'node:zlib';
import { WebSocket } from 'ws';
import { type DiscordSimulator, type SimBot } from '../../../src/testing/simulator';

/** A payload of any kind; the fields that tests go on with have their types. */
export interface Payload {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly code: number;
  readonly content: string;
  readonly session_id: string;
  readonly resume_gateway_url: string;
  readonly guilds: readonly { readonly id: string }[];
  readonly members: readonly { readonly user: { readonly id: string; readonly username: string } }[];
  readonly presences: readonly unknown[];
  readonly attachments: readonly { readonly url: string }[];
}

export interface Frame {
  readonly t: string | null;
  readonly s: number | null;
  readonly op: number;
  readonly d: Payload;
}

/** Matches any text. */
export const someText = expect.any(String) as unknown;

/** Every intent, privileged ones too. */
export const EVERY_INTENT = 53_608_447;
export const PROPERTIES = { os: 'linux', browser: 'test', device: 'test' };

export class RawClient {
  readonly frames: Frame[] = [];
  readonly texts: string[] = [];
  readonly messages: { readonly bytes: Buffer; readonly isBinary: boolean }[] = [];
  closed: { code: number; reason: string } | undefined;
  private readonly waiting = new Set<() => void>();
  readonly socket: WebSocket;

  constructor(url: string, query = 'v=10&encoding=json') {
    this.socket = new WebSocket(`${url}/?${query}`);
    this.socket.on('error', () => undefined);
    const inflate = query.includes('zlib-stream') ? createInflate() : undefined;
    inflate?.on('data', (chunk: Buffer) => {
      this.hear(chunk.toString());
    });
    this.socket.on('message', (data: Buffer, isBinary) => {
      this.messages.push({ bytes: data, isBinary });
      if (!inflate) this.hear(data.toString());
      else {
        inflate.write(data);
        inflate.flush(constants.Z_SYNC_FLUSH);
      }
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  /** Waits for HELLO and identifies. */
  async identify(bot: SimBot, more: object = {}): Promise<void> {
    await this.op(10);
    this.send(2, { token: bot.token, intents: EVERY_INTENT, properties: PROPERTIES, ...more });
  }

  async ready(bot: SimBot, more: object = {}): Promise<Frame> {
    await this.identify(bot, more);
    return this.event('READY');
  }

  async resume(bot: SimBot, sessionId: string, seq: number): Promise<void> {
    await this.op(10);
    this.send(6, { token: bot.token, session_id: sessionId, seq });
  }

  op(op: number): Promise<Frame> {
    return this.until(() => this.frames.find((frame) => frame.op === op), `op ${op}`);
  }

  /** Waits for the `count`-th frame with an opcode. */
  count(op: number, count: number): Promise<Frame> {
    return this.until(() => this.frames.filter((frame) => frame.op === op)[count - 1], `${count} times op ${op}`);
  }

  event(name: string, count = 1): Promise<Frame> {
    return this.until(() => this.frames.filter((frame) => frame.t === name)[count - 1], name);
  }

  close(): Promise<{ code: number; reason: string }> {
    return this.until(() => this.closed, 'a close');
  }

  names(): (string | null)[] {
    return this.frames.filter((frame) => frame.op === 0).map((frame) => frame.t);
  }

  async hangUp(code: number): Promise<void> {
    this.socket.close(code);
    await this.close();
  }

  private hear(text: string): void {
    this.texts.push(text);
    try {
      this.frames.push(JSON.parse(text) as Frame);
    } catch {
      // A malformed frame is kept as text only.
    }
    this.wake();
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }

  private until<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`waited in vain for ${what}; heard ${this.texts.join('\n').slice(-800)}`));
      }, 3_000);
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }
}

/** Resolves when an upgrade was refused, with the HTTP status. */
export async function refusedStatus(url: string): Promise<number> {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.terminate();
  return response.statusCode;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Payload;
}

export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Calls REST as a bot. */
export function caller(discord: DiscordSimulator, bot: SimBot): Caller {
  return async (method, path, body, headers = {}) => {
    const multipart = body instanceof FormData;
    const response = await fetch(`${discord.apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bot ${bot.token}`,
        'user-agent': 'DiscordBot (https://example.com, 1.0)',
        ...(body === undefined || multipart ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: multipart ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (json ? JSON.parse(text) : {}) as Payload,
    };
  };
}
