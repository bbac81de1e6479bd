/** A leaf of the tree: who sits there, and with which keys (RFC 9420, section 7.2). */
import { BASIC_CREDENTIAL, MlsFormatError, MlsReader, uint32, vector } from './mls-codec';
import { isSignedBy } from './p256';

const FROM_KEY_PACKAGE = 1;
const FROM_UPDATE = 2;
const FROM_COMMIT = 3;

export interface Lifetime {
  readonly notBefore: bigint;
  readonly notAfter: bigint;
}

export interface LeafNode {
  readonly signatureKey: Buffer;
  /** The name in the credential: of DAVE's members the user's id, big endian. */
  readonly identity: Buffer;
  readonly source: 'key-package' | 'update' | 'commit';
  readonly versions: Buffer;
  readonly ciphersuites: Buffer;
  readonly credentials: Buffer;
  /** Only a leaf from a key package has one. */
  readonly lifetime: Lifetime | undefined;
  readonly extensions: Buffer;
  /** What its owner signed; leaves of a commit append the group and their place. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

export function readLeafNode(reader: MlsReader): LeafNode {
  const start = reader.position;
  reader.vector(); // encryption_key
  const signatureKey = reader.vector();
  if (reader.uint16() !== BASIC_CREDENTIAL) throw new MlsFormatError('only basic credentials are allowed');
  const identity = reader.vector();
  const versions = reader.vector();
  const ciphersuites = reader.vector();
  reader.vector(); // extensions that its owner understands
  reader.vector(); // proposals that its owner understands
  const credentials = reader.vector();
  const source = sourceOf(reader.uint8());
  const lifetime = source === 'key-package' ? readLifetime(reader) : undefined;
  if (source === 'commit') reader.vector(); // parent_hash
  const extensions = reader.vector();
  const signed = reader.since(start);
  return {
    signatureKey,
    identity,
    source,
    versions,
    ciphersuites,
    credentials,
    lifetime,
    extensions,
    signed,
    signature: reader.vector(),
  };
}

/** Whether the owner of a leaf signed it: `place` is the group and the index it was put at by a commit. */
export function isLeafSigned(leaf: LeafNode, place?: { readonly groupId: Buffer; readonly index: number }): boolean {
  const content = place ? Buffer.concat([leaf.signed, vector(place.groupId), uint32(place.index)]) : leaf.signed;
  return isSignedBy(leaf.signatureKey, 'LeafNodeTBS', content, leaf.signature);
}

function sourceOf(value: number): LeafNode['source'] {
  if (value === FROM_KEY_PACKAGE) return 'key-package';
  if (value === FROM_UPDATE) return 'update';
  if (value === FROM_COMMIT) return 'commit';
  throw new MlsFormatError('a leaf comes from a key package, an update or a commit');
}

function readLifetime(reader: MlsReader): Lifetime {
  return { notBefore: reader.uint64(), notAfter: reader.uint64() };
}
