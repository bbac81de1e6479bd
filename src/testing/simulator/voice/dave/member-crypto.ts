/**
 * A virtual member's side of DAVE: what davey needs to be told for each opcode, and what goes back.
 *
 * Written for the simulator and sharing nothing with the client of Corduroy, so that the two check each other. davey is loaded when
 * the first member with encryption joins.
 */
import type * as davey from '@snazzah/davey';
import { parseDaveFrame } from './frame-codec';

// davey's enums are `const enum`s of a declaration file, which have no values at run time.
const APPEND = 0;
const REVOKE = 1;
const MEDIA_AUDIO = 0;

/** What a member sends to the voice server. */
export type SendDave = (op: number, payload: unknown) => void;

let loading: Promise<typeof davey> | undefined;

export function loadDavey(): Promise<typeof davey> {
  loading ??= import('@snazzah/davey');
  return loading;
}

export interface MemberCryptoOptions {
  readonly userId: string;
  readonly channelId: string;
  readonly send: SendDave;
  /**
   * Whether commits are processed only when the switch is told (opcode 22) or the next one needs it. davey sends with the new keys
   * from the moment it has processed a commit, so this is how a member that only talks is understood by all.
   */
  readonly defersCommits: boolean;
}

export class MemberCrypto {
  /** How often proposals, commits or Welcomes could not be processed. */
  failures = 0;
  private session: davey.DAVESession | undefined;
  private current = 0;
  /** The version that the group is for: what is sent in once a transition to it is executed. */
  private groupVersion = 0;
  private externalSender: Buffer | undefined;
  private readonly expected = new Set<string>();
  private readonly pending = new Map<number, number>();
  private deferred: { readonly transitionId: number; readonly commit: Buffer } | undefined;

  constructor(
    private readonly library: typeof davey,
    private readonly options: MemberCryptoOptions,
  ) {}

  /** The version that is sent in: 0 without encryption. */
  get version(): number {
    return this.current;
  }

  get ready(): boolean {
    return this.session?.ready ?? false;
  }

  get epoch(): number {
    return Number(this.session?.epoch ?? 0n);
  }

  get leafIndex(): number | undefined {
    return this.ready ? (this.session?.ownLeafIndex ?? undefined) : undefined;
  }

  /** Who davey says is in the group. */
  get groupUserIds(): readonly string[] {
    return this.ready ? (this.session?.getUserIds() ?? []) : [];
  }

  get privacyCode(): string | undefined {
    const code = this.ready ? this.session?.voicePrivacyCode : undefined;
    return code === '' ? undefined : code;
  }

  async verificationCode(userId: string): Promise<string | undefined> {
    return this.groupUserIds.includes(userId) ? this.session?.getVerificationCode(userId) : undefined;
  }

  /** A frame for the voice server; `undefined` while there is no key for it. */
  seal(opus: Buffer): Buffer | undefined {
    if (this.current === 0) return opus;
    return this.session?.ready ? this.session.encryptOpus(opus) : undefined;
  }

  /** The Opus packet; `undefined` when no key fits. */
  open(userId: string, payload: Buffer): Buffer | undefined {
    try {
      const opened = this.session?.decrypt(userId, MEDIA_AUDIO, payload);
      if (opened) return opened;
    } catch {
      // No key fits, or there is no key for this user.
    }
    return this.current === 0 && !parseDaveFrame(payload) ? payload : undefined;
  }

  hear(op: number, d: unknown): void {
    const body = (d ?? {}) as Readonly<Record<string, unknown>>;
    const transitionId = Number(body['transition_id']);
    const version = Number(body['protocol_version']);
    if (op === 4) this.begin(Number(body['dave_protocol_version'] ?? 0));
    else if (op === 11) for (const userId of body['user_ids'] as readonly string[]) this.expected.add(userId);
    else if (op === 13) this.expected.delete(body['user_id'] as string);
    else if (op === 21) this.prepare(transitionId, version);
    else if (op === 22) this.execute(transitionId);
    else if (op === 24 && body['epoch'] === 1) this.renew(version);
  }

  hearBinary(op: number, payload: Buffer): void {
    try {
      if (op === 25) this.onExternalSender(payload);
      else if (op === 27) this.onProposals(payload);
      else if (op === 29) this.onCommit(payload.readUInt16BE(), payload.subarray(2));
      else if (op === 30) this.onWelcome(payload.readUInt16BE(), payload.subarray(2));
    } catch {
      this.failures += 1;
    }
  }

  private begin(version: number): void {
    this.current = version;
    if (version > 0) this.renew(version);
  }

  /** Forgets the group and hands in a new key package. */
  private renew(version: number): void {
    const { userId, channelId, send } = this.options;
    this.deferred = undefined;
    if (this.session) this.session.reinit(version, userId, channelId);
    else {
      this.session = new this.library.DAVESession(version, userId, channelId);
      if (this.externalSender) this.session.setExternalSender(this.externalSender);
    }
    this.groupVersion = version;
    send(26, this.session.getSerializedKeyPackage());
  }

  private onExternalSender(payload: Buffer): void {
    this.externalSender = payload;
    this.session?.setExternalSender(payload);
  }

  private onProposals(payload: Buffer): void {
    this.processDeferred();
    const operation = payload[0] === APPEND ? APPEND : REVOKE;
    const list = payload.subarray(1);
    const { commit, welcome } =
      this.session?.processProposals(operation, list, [...this.expected, this.options.userId]) ?? {};
    if (commit) this.options.send(28, welcome ? Buffer.concat([commit, welcome]) : commit);
  }

  private onCommit(transitionId: number, commit: Buffer): void {
    this.processDeferred();
    this.pending.set(transitionId, this.groupVersion);
    if (this.options.defersCommits && this.ready && transitionId !== 0) {
      this.deferred = { transitionId, commit };
      this.options.send(23, { transition_id: transitionId });
      return;
    }
    this.follow(transitionId, true, (session) => {
      session.processCommit(commit);
    });
  }

  private onWelcome(transitionId: number, welcome: Buffer): void {
    this.pending.set(transitionId, this.groupVersion);
    this.follow(transitionId, true, (session) => {
      session.processWelcome(welcome);
    });
  }

  private processDeferred(): void {
    const { deferred } = this;
    this.deferred = undefined;
    if (!deferred) return;
    this.follow(deferred.transitionId, false, (session) => {
      session.processCommit(deferred.commit);
    });
  }

  /** @param says whether it is still to be said that the member is ready. */
  private follow(transitionId: number, says: boolean, process: (session: davey.DAVESession) => void): void {
    if (!this.session) return;
    try {
      process(this.session);
    } catch {
      this.failures += 1;
      this.pending.delete(transitionId);
      this.options.send(31, { transition_id: transitionId });
      this.renew(this.groupVersion);
      return;
    }
    if (transitionId === 0) this.execute(0);
    else if (says) this.options.send(23, { transition_id: transitionId });
  }

  private prepare(transitionId: number, version: number): void {
    this.pending.set(transitionId, version);
    if (version === 0) this.session?.setPassthroughMode(true);
    if (transitionId === 0) this.execute(0);
    else this.options.send(23, { transition_id: transitionId });
  }

  private execute(transitionId: number): void {
    const version = this.pending.get(transitionId);
    this.pending.delete(transitionId);
    if (this.deferred?.transitionId === transitionId) this.processDeferred();
    if (version === undefined) return;
    // What others sent in the clear before they switched still arrives for a while.
    if (this.current === 0 && version > 0) {
      this.session?.setPassthroughMode(true);
      this.session?.setPassthroughMode(false);
    }
    this.current = version;
  }
}
