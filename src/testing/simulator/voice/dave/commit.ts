/**
 * Opcode 28 taken apart: the commit that ends an epoch, and behind it the Welcome for whom it adds.
 *
 * Nothing separates the two, so the commit is walked to its end. What can be judged from outside is judged here and in the
 * group: the signature over the commit itself covers secrets that the voice server does not have.
 */
import { CIPHERSUITE, MLS10, MlsFormatError, MlsReader, PUBLIC_MESSAGE, uint16, vector } from './mls-codec';
import { type LeafNode, readLeafNode } from './leaf-node';

const SENDER_MEMBER = 1;
const CONTENT_COMMIT = 3;
const BY_REFERENCE = 2;

export interface Commit {
  /** The MLSMessage, without the Welcome. */
  readonly bytes: Buffer;
  readonly groupId: Buffer;
  readonly epoch: bigint;
  readonly senderLeaf: number;
  /** Names of the proposals it applies, in hex, in its order. */
  readonly refs: readonly string[];
  /** The new leaf of the sender when the commit renews the keys on its path. */
  readonly leaf: LeafNode | undefined;
  readonly welcome: Welcome | undefined;
}

export interface Welcome {
  /** Per name of a key package, in hex: the secrets for its owner. */
  readonly secrets: ReadonlyMap<string, Buffer>;
  readonly groupInfo: Buffer;
}

/** Throws {@link MlsFormatError} for what is no commit, and for proposals that are in it instead of being named. */
export function readCommit(payload: Buffer): Commit {
  const reader = new MlsReader(payload);
  if (reader.uint16() !== MLS10 || reader.uint16() !== PUBLIC_MESSAGE) {
    throw new MlsFormatError('a commit is a public message of version mls10');
  }
  const groupId = reader.vector();
  const epoch = reader.uint64();
  if (reader.uint8() !== SENDER_MEMBER) throw new MlsFormatError('only members commit');
  const senderLeaf = reader.uint32();
  reader.vector(); // authenticated_data
  if (reader.uint8() !== CONTENT_COMMIT) throw new MlsFormatError('this is a message of another kind than a commit');
  const refs = readRefs(reader.vector());
  const leaf = readPath(reader);
  reader.vector(); // signature
  reader.vector(); // confirmation_tag
  reader.vector(); // membership_tag
  const bytes = reader.since(0);
  const welcome = reader.done ? undefined : readWelcome(reader);
  return { bytes, groupId, epoch, senderLeaf, refs, leaf, welcome };
}

/** What one of the welcomed gets: only its own secrets. */
export function welcomeFor(welcome: Welcome, keyPackageRef: Buffer): Buffer {
  const secrets = welcome.secrets.get(keyPackageRef.toString('hex')) ?? Buffer.alloc(0);
  return Buffer.concat([uint16(CIPHERSUITE), vector(secrets), vector(welcome.groupInfo)]);
}

function readRefs(list: Buffer): string[] {
  const reader = new MlsReader(list);
  const refs: string[] = [];
  while (!reader.done) {
    if (reader.uint8() !== BY_REFERENCE) throw new MlsFormatError('a commit holds a proposal of its own');
    refs.push(reader.vector().toString('hex'));
  }
  return refs;
}

function readPath(reader: MlsReader): LeafNode | undefined {
  const present = reader.uint8();
  if (present > 1) throw new MlsFormatError('a path is there or not: 0 or 1');
  if (present === 0) return undefined;
  const leaf = readLeafNode(reader);
  reader.vector(); // nodes
  return leaf;
}

function readWelcome(reader: MlsReader): Welcome {
  if (reader.uint16() !== CIPHERSUITE) throw new MlsFormatError(`a Welcome is of ciphersuite ${CIPHERSUITE}`);
  const list = new MlsReader(reader.vector());
  const secrets = new Map<string, Buffer>();
  while (!list.done) {
    const start = list.position;
    const newMember = list.vector().toString('hex');
    list.vector(); // kem_output
    list.vector(); // ciphertext
    secrets.set(newMember, list.since(start));
  }
  const groupInfo = reader.vector();
  if (!reader.done) throw new MlsFormatError('something follows a Welcome');
  return { secrets, groupInfo };
}
