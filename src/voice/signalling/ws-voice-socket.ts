/** The real socket of the voice gateway: the ws library, without the parts that voice does not need. */
import { WebSocket } from 'ws';
import { asError } from '../../util';
import { type VoiceSocket, type VoiceSocketEvents, type VoiceSocketFactory } from './voice-socket';

export interface WsVoiceSocketOptions {
  /** For the HTTP handshake, in milliseconds. Default 10 seconds. */
  readonly handshakeTimeoutMs?: number;
  /** Larger messages end the connection. Default 4 MiB, some hundred times what a call of fifty people needs. */
  readonly maxMessageBytes?: number;
  /** Certificates, as PEM, that are trusted instead of the usual ones: for a voice server of one's own. */
  readonly ca?: string;
}

/** Codes that stand for "no code was received". https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const NO_STATUS = 1005;
const ABNORMAL = 1006;

export class WsVoiceSocketFactory implements VoiceSocketFactory {
  constructor(private readonly options: WsVoiceSocketOptions = {}) {}

  open(url: string, events: VoiceSocketEvents): VoiceSocket {
    try {
      return new WsVoiceSocket(url, events, this.options);
    } catch (error) {
      // The address comes from Discord, and may be none.
      const { message } = asError(error);
      queueMicrotask(() => {
        events.closed({ code: undefined, reason: message });
      });
      return deadSocket;
    }
  }
}

class WsVoiceSocket implements VoiceSocket {
  private readonly ws: WebSocket;
  private problem = '';

  constructor(url: string, events: VoiceSocketEvents, options: WsVoiceSocketOptions) {
    this.ws = new WebSocket(url, {
      handshakeTimeout: options.handshakeTimeoutMs ?? 10_000,
      maxPayload: options.maxMessageBytes ?? 4 * 1024 * 1024,
      perMessageDeflate: false,
      // Texts are decoded by the JSON reader, which replaces what is no UTF-8; checking twice is only time.
      skipUTF8Validation: true,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    });
    this.ws.on('open', () => {
      events.opened();
    });
    this.ws.on('message', (data: Buffer, isBinary) => {
      events.message(data, isBinary);
    });
    // Every error is followed by 'close', which tells the end.
    this.ws.on('error', (error) => {
      this.problem ||= error.message;
    });
    this.ws.on('close', (code, reason) => {
      const given = code === NO_STATUS || code === ABNORMAL ? undefined : code;
      events.closed({ code: given, reason: reason.toString() || this.problem });
    });
  }

  sendText(text: string): void {
    this.send(text);
  }

  sendBinary(data: Buffer): void {
    this.send(data);
  }

  close(code: number, reason?: string): void {
    try {
      this.ws.close(code, reason);
    } catch {
      // A code or a reason that may not be sent.
      this.ws.terminate();
    }
  }

  terminate(): void {
    this.ws.terminate();
  }

  /** Unlike a closed socket, one that is still connecting throws; both just lose what is sent. */
  private send(data: string | Buffer): void {
    if (this.ws.readyState === WebSocket.OPEN) this.ws.send(data, ignoreFailure);
  }
}

const deadSocket: VoiceSocket = {
  sendText: ignore,
  sendBinary: ignore,
  close: ignore,
  terminate: ignore,
};

function ignore(): void {
  return undefined;
}

/** A send that fails is followed by the end of the socket, which is what counts. */
function ignoreFailure(): void {
  return undefined;
}
