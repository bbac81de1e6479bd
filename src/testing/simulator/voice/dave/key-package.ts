/**
 * What somebody hands in to be added to a group: keys that are used once, and a signature over them.
 *
 * DAVE asks more of it than MLS: the name in it is the user's id, its lifetime is all of time, and it is bare (the whitepaper
 * says that an MLSMessage is around it; no client sends one).
 */
import { BASIC_CREDENTIAL, CIPHERSUITE, MLS10, MlsFormatError, MlsReader, refHash, uint64 } from './mls-codec';
import { type LeafNode, isLeafSigned, readLeafNode } from './leaf-node';
import { isSignedBy } from './p256';

const END_OF_TIME = 0xffff_ffff_ffff_ffffn;

export interface KeyPackage {
  readonly bytes: Buffer;
  /** Its hash, by which a Welcome names its receiver. */
  readonly ref: Buffer;
  readonly signatureKey: Buffer;
}

/** Reads and judges a key package of this user; throws {@link MlsFormatError} that says what is wrong with it. */
export function readKeyPackage(bytes: Buffer, userId: string): KeyPackage {
  const reader = new MlsReader(bytes);
  if (reader.uint16() !== MLS10) throw new MlsFormatError('a key package is of version mls10');
  if (reader.uint16() !== CIPHERSUITE) throw new MlsFormatError(`a key package is of ciphersuite ${CIPHERSUITE}`);
  reader.vector(); // init_key
  const leaf = readLeafNode(reader);
  reader.vector(); // extensions
  const signed = reader.since(0);
  const signature = reader.vector();
  if (!reader.done) throw new MlsFormatError('something follows a key package');
  judgeLeaf(leaf, userId);
  if (!isSignedBy(leaf.signatureKey, 'KeyPackageTBS', signed, signature)) {
    throw new MlsFormatError('the signature of a key package is wrong');
  }
  return { bytes, ref: refHash('KeyPackage Reference', bytes), signatureKey: leaf.signatureKey };
}

/** The name that a user has in a credential. */
export function identityOf(userId: string): Buffer {
  return uint64(BigInt(userId));
}

function judgeLeaf(leaf: LeafNode, userId: string): void {
  if (leaf.source !== 'key-package')
    throw new MlsFormatError('the leaf of a key package says that it is from elsewhere');
  if (!leaf.identity.equals(identityOf(userId))) throw new MlsFormatError('a key package names another user');
  const { notBefore, notAfter } = leaf.lifetime ?? { notBefore: 1n, notAfter: 0n };
  if (notBefore !== 0n || notAfter !== END_OF_TIME) {
    throw new MlsFormatError('the lifetime of a key package is from 0 to 2^64-1');
  }
  if (leaf.extensions.length > 0) throw new MlsFormatError('a leaf has no extensions');
  if (!holds(leaf.versions, MLS10) || !holds(leaf.ciphersuites, CIPHERSUITE)) {
    throw new MlsFormatError('a leaf says that it understands neither the version nor the ciphersuite of the group');
  }
  if (!holds(leaf.credentials, BASIC_CREDENTIAL)) {
    throw new MlsFormatError('a leaf says that it does not understand the credential that it has');
  }
  if (!isLeafSigned(leaf)) throw new MlsFormatError('the signature of a leaf is wrong');
}

function holds(list: Buffer, value: number): boolean {
  for (let at = 0; at + 1 < list.length; at += 2) if (list.readUInt16BE(at) === value) return true;
  return false;
}
