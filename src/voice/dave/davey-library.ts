/** End-to-end encryption by `@snazzah/davey`, whose native part is loaded when it is first asked for. */
import { type ChannelId, type UserId } from '../../models';
import { VoiceError } from '../voice-error';
import { type DaveCommit, type DaveGroup, type DaveLibrary, type DaveMember } from './dave-library';
import { StandingAdds } from './standing-adds';
import type * as Davey from '@snazzah/davey';

/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment -- davey declares its enums for compilers alone: these are their values. */
const AUDIO = 0 as Davey.MediaType;
const APPEND = 0 as Davey.ProposalsOperationType;
const REVOKE = 1 as Davey.ProposalsOperationType;
/* eslint-enable @typescript-eslint/no-unsafe-enum-assignment */

type DaveySession = InstanceType<typeof Davey.DAVESession>;

class DaveyGroup implements DaveGroup {
  private readonly adds = new StandingAdds();
  private sender: Buffer | undefined;

  constructor(private readonly session: DaveySession) {}

  get protocolVersion(): number {
    return this.session.protocolVersion;
  }

  get ready(): boolean {
    return this.session.ready;
  }

  get epoch(): number | undefined {
    const epoch = this.session.ready ? this.session.epoch : null;
    return epoch === null ? undefined : Number(epoch);
  }

  get userIds(): readonly UserId[] {
    return this.session.getUserIds();
  }

  get privacyCode(): string | undefined {
    return this.session.voicePrivacyCode || undefined;
  }

  keyPackage(): Buffer {
    return this.session.getSerializedKeyPackage();
  }

  setExternalSender(payload: Buffer): void {
    try {
      this.session.setExternalSender(payload);
    } catch (error) {
      // Davey drops our own group before it reads who is to be its sender.
      if (this.sender && this.session.epoch === null) {
        this.session.setExternalSender(this.sender);
        this.adds.clear();
      }
      throw error;
    }
    this.sender = payload;
    this.adds.clear();
  }

  processProposals(
    operation: 'append' | 'revoke',
    payload: Buffer,
    expected: readonly UserId[],
  ): DaveCommit | undefined {
    const type = operation === 'append' ? APPEND : REVOKE;
    const changes = this.adds.read(operation, payload);
    // Taken back is taken back, also when davey stops at a reference that it does not know.
    if (operation === 'revoke') this.adds.note(changes);
    let result = this.session.processProposals(type, payload, expected as UserId[]);
    if (operation === 'append') this.adds.note(changes);
    const missing = result.commit && !result.welcome && this.adds.again();
    if (missing) result = this.session.processProposals(APPEND, missing, expected as UserId[]);
    const { commit, welcome } = result;
    return commit && { commit, welcome };
  }

  processCommit(payload: Buffer): void {
    this.session.processCommit(payload);
    this.adds.clear();
  }

  processWelcome(payload: Buffer): void {
    this.session.processWelcome(payload);
    this.adds.clear();
  }

  seal(opus: Buffer): Buffer {
    return this.session.encryptOpus(opus);
  }

  open(userId: UserId, frame: Buffer): Buffer {
    return this.session.decrypt(userId, AUDIO, frame);
  }

  verificationCode(userId: UserId): Promise<string> {
    return this.session.getVerificationCode(userId);
  }
}

class DaveyMember implements DaveMember {
  // Holds a private key: a hash-private field is not printed.
  readonly #keys: Davey.SigningKeyPair;

  constructor(
    private readonly davey: typeof Davey,
    private readonly userId: UserId,
    private readonly channelId: ChannelId,
  ) {
    this.#keys = davey.generateP256Keypair();
  }

  group(protocolVersion: number): DaveGroup {
    return new DaveyGroup(new this.davey.DAVESession(protocolVersion, this.userId, this.channelId, this.#keys));
  }
}

class DaveyLibrary implements DaveLibrary {
  readonly name: string;
  readonly maxProtocolVersion: number;

  constructor(private readonly davey: typeof Davey) {
    this.name = `@snazzah/davey ${davey.VERSION}`;
    this.maxProtocolVersion = davey.DAVE_PROTOCOL_VERSION;
  }

  member(userId: UserId, channelId: ChannelId): DaveMember {
    return new DaveyMember(this.davey, userId, channelId);
  }
}

/** The package, or an error of Node's that says why there is none. */
export type DaveyLoader = () => typeof Davey;

const requireDavey: DaveyLoader = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load native code with this file, and end the program where there is none.
  require('@snazzah/davey') as typeof Davey;

let loaded: DaveLibrary | undefined;

/**
 * The library for end-to-end encryption, loaded at the first call.
 *
 * @throws {VoiceError} VOICE_DAVE_UNAVAILABLE when there is no native part for this machine, or npm left it out.
 */
export async function loadDaveLibrary(load: DaveyLoader = requireDavey): Promise<DaveLibrary> {
  if (load !== requireDavey) return open(load);
  return (loaded ??= await open(load));
}

function open(load: DaveyLoader): Promise<DaveLibrary> {
  return new Promise((resolve, reject) => {
    try {
      resolve(new DaveyLibrary(load()));
    } catch (cause) {
      reject(unavailable(cause));
    }
  });
}

function unavailable(cause: unknown): VoiceError {
  const libc = libcOf();
  const machine = [process.platform, process.arch, libc].filter((part) => part !== undefined).join(' ');
  return new VoiceError({
    code: 'VOICE_DAVE_UNAVAILABLE',
    kind: 'encryption',
    message: `@snazzah/davey, without which Discord lets nobody into a voice channel, could not be loaded on ${machine}.`,
    advice:
      'Install again on the machine that runs the bot, without --omit=optional and without node_modules copied from elsewhere: ' +
      'the native part is an optional package for each platform. Where there is none for yours, `npm install --cpu=wasm32 @snazzah/davey` ' +
      'brings one in WebAssembly.',
    context: { platform: process.platform, arch: process.arch, libc, node: process.version },
    cause,
  });
}

/** The C library that Node runs on: native packages exist for each, and the wrong one does not load. */
function libcOf(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const report = process.report.getReport() as unknown as { header?: { glibcVersionRuntime?: string } };
  const glibc = report.header?.glibcVersionRuntime;
  return glibc === undefined ? 'musl' : `glibc ${glibc}`;
}
