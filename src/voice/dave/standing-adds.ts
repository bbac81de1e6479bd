/**
 * Which users a commit of this epoch would add, so that a Welcome can be demanded for them.
 *
 * Davey writes a Welcome only when the message that it just worked on adds somebody. When the commit adds somebody of an
 * earlier message (an Add, then a Remove; two Adds, then one of them revoked), it comes without, and the voice server
 * must refuse it. Given an Add that stands once more, davey takes it for the same and writes the Welcome. For that the
 * messages are kept here by their reference, which is what a revocation names.
 * https://www.rfc-editor.org/rfc/rfc9420#section-12.1
 */
import { createHash } from 'node:crypto';

const ADD = 1;
const REMOVE = 3;
const EXTERNAL = 2;
const FROM_KEY_PACKAGE = 1;

const REFERENCE_LABEL = vector(Buffer.from('MLS 1.0 Proposal Reference'));

/** An Add that was proposed, or, without its message, a proposal that was taken back. */
export interface AddChange {
  readonly reference: string;
  readonly message?: Buffer;
}

export class StandingAdds {
  private readonly byReference = new Map<string, Buffer>();

  /** What the payload of opcode 27 brings or takes back. @throws {RangeError} for anything but the voice server’s Adds, Removes and revocations. */
  read(operation: 'append' | 'revoke', payload: Buffer): readonly AddChange[] {
    const list = new Reader(payload).within();
    const changes: AddChange[] = [];
    while (!list.done) {
      if (operation === 'revoke') {
        changes.push({ reference: list.vector().toString('hex') });
        continue;
      }
      const from = list.at;
      const isAdd = skipProposal(list);
      const message = list.bytes.subarray(from, list.at);
      // The reference is over everything but the version in front.
      if (isAdd) changes.push({ reference: referenceTo(message.subarray(2)), message });
    }
    return changes;
  }

  note(changes: readonly AddChange[]): void {
    for (const { reference, message } of changes) {
      if (message) this.byReference.set(reference, message);
      else this.byReference.delete(reference);
    }
  }

  /** The payload of an opcode 27 that appends one of them again; `undefined` when nobody is to be added. */
  again(): Buffer | undefined {
    for (const message of this.byReference.values()) return vector(message);
    return undefined;
  }

  clear(): void {
    this.byReference.clear();
  }
}

function referenceTo(content: Buffer): string {
  return createHash('sha256').update(REFERENCE_LABEL).update(vector(content)).digest('hex');
}

/** A vector with its length in front. https://www.rfc-editor.org/rfc/rfc9420#section-2.1.2 */
function vector(body: Buffer): Buffer {
  const { length } = body;
  const head = Buffer.alloc(length < 0x40 ? 1 : length < 0x4000 ? 2 : 4);
  if (head.length === 1) head.writeUInt8(length);
  else if (head.length === 2) head.writeUInt16BE(length | 0x4000);
  else head.writeUInt32BE(length + 0x8000_0000);
  return Buffer.concat([head, body]);
}

class Reader {
  at = 0;

  constructor(readonly bytes: Buffer) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  skip(length: number): void {
    if (this.at + length > this.bytes.length) throw new RangeError('a message ends before its end');
    this.at += length;
  }

  number(length: number): number {
    this.skip(length);
    return this.bytes.readUIntBE(this.at - length, length);
  }

  vector(): Buffer {
    const first = this.number(1);
    const length =
      first < 0x40 ? first : (first & 0x3f) * (first < 0x80 ? 0x100 : 0x100_0000) + this.number(first < 0x80 ? 1 : 3);
    this.skip(length);
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** The only thing in here is a vector: a reader of what is in it. */
  within(): Reader {
    const inner = new Reader(this.vector());
    if (!this.done) throw new RangeError('something follows the end of a message');
    return inner;
  }

  vectors(count: number): void {
    for (let read = 0; read < count; read++) this.vector();
  }
}

/** Reads past one MLSMessage with a proposal of the voice server. Whether it adds somebody. */
function skipProposal(list: Reader): boolean {
  list.skip(4); // version, wire format
  list.vector(); // group
  list.skip(8); // epoch
  if (list.number(1) !== EXTERNAL) throw new RangeError('a proposal that is not the voice server’s');
  list.skip(4); // which of the external senders
  list.vector(); // authenticated data
  list.skip(1); // content type
  const type = list.number(2);
  if (type === ADD) skipKeyPackage(list);
  else if (type === REMOVE) list.skip(4);
  else throw new RangeError(`a proposal of type ${type}`);
  list.vector(); // signature
  return type === ADD;
}

function skipKeyPackage(list: Reader): void {
  list.skip(4); // version, suite
  list.vectors(3); // init key, encryption key, signature key
  list.skip(2); // credential type
  list.vectors(6); // identity, and the five lists of capabilities
  if (list.number(1) !== FROM_KEY_PACKAGE) throw new RangeError('a leaf that is not of a key package');
  list.skip(16); // lifetime
  list.vectors(4); // extensions and signature, of the leaf and of the package
}
