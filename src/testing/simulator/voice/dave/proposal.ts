/**
 * What the voice server proposes to a group: to add somebody, or to take somebody out.
 *
 * A proposal from outside is a public message without a membership tag, and its signature does not cover the state of the
 * group: somebody outside does not know that. So it can be written with nothing but the group's id, its epoch and a key.
 */
import { MLS10, PUBLIC_MESSAGE, refHash, uint16, uint32, uint64, uint8, vector } from './mls-codec';
import { type ExternalSender } from './external-sender';
import { type KeyPackage } from './key-package';

const SENDER_EXTERNAL = 2;
const CONTENT_PROPOSAL = 2;
const ADD = 1;
const REMOVE = 3;
const APPEND = 0;
const REVOKE = 1;

/** Where a proposal holds: a group and one of its epochs. */
export interface GroupMoment {
  readonly groupId: Buffer;
  readonly epoch: bigint;
}

export interface Proposal {
  readonly kind: 'add' | 'remove';
  readonly userId: string;
  /** Of an Add. */
  readonly keyPackage: KeyPackage | undefined;
  /** Of a Remove. */
  readonly leafIndex: number | undefined;
  /** The MLSMessage. */
  readonly message: Buffer;
  /** Its hash: how commits and revocations name it. */
  readonly ref: Buffer;
}

export function proposeAdd(by: ExternalSender, at: GroupMoment, userId: string, keyPackage: KeyPackage): Proposal {
  const written = write(by, at, Buffer.concat([uint16(ADD), keyPackage.bytes]));
  return { kind: 'add', userId, keyPackage, leafIndex: undefined, ...written };
}

export function proposeRemove(by: ExternalSender, at: GroupMoment, userId: string, leafIndex: number): Proposal {
  const written = write(by, at, Buffer.concat([uint16(REMOVE), uint32(leafIndex)]));
  return { kind: 'remove', userId, keyPackage: undefined, leafIndex, ...written };
}

/** Opcode 27 that appends. */
export function appendPayload(proposals: readonly Proposal[]): Buffer {
  return Buffer.concat([uint8(APPEND), vector(...proposals.map(({ message }) => message))]);
}

/** Opcode 27 that revokes. */
export function revokePayload(proposals: readonly Proposal[]): Buffer {
  return Buffer.concat([uint8(REVOKE), vector(...proposals.map(({ ref }) => vector(ref)))]);
}

function write(by: ExternalSender, at: GroupMoment, proposal: Buffer): { message: Buffer; ref: Buffer } {
  const framed = Buffer.concat([
    vector(at.groupId),
    uint64(at.epoch),
    uint8(SENDER_EXTERNAL),
    uint32(0), // the first and only one of the group's external senders
    vector(), // authenticated_data
    uint8(CONTENT_PROPOSAL),
    proposal,
  ]);
  const content = Buffer.concat([uint16(PUBLIC_MESSAGE), framed]);
  const signature = vector(by.sign('FramedContentTBS', Buffer.concat([uint16(MLS10), content])));
  return {
    message: Buffer.concat([uint16(MLS10), content, signature]),
    ref: refHash('Proposal Reference', Buffer.concat([content, signature])),
  };
}
