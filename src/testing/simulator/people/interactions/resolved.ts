/** Who and what a person chose, as Discord sends it along: users, members, roles, channels, files, messages. */
import { SimulatorMisuse } from '../../misuse';
import { type ApplicationRecord } from '../../world/applications';
import { renderUpload } from '../../world/applications';
import { channelPermissions } from '../../world/permissions';
import { type ChannelRecord, type MessageRecord } from '../../world/records';
import { renderPartialMember, renderRole, renderUser } from '../../world/render';
import { renderResolvedChannel } from '../../world/render-interaction';
import { renderMessage } from '../../world/render-message';
import { nameOf, type Place } from './place';

/** A handle of something, or its id. */
export type Chosen = string | { readonly id: string };

/** A file that a person hands over. */
export interface SimFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly contentType?: string;
}

export const idOf = (chosen: Chosen): string =>
  typeof chosen === 'string' ? chosen.replace(/^<[@#&!]+|>$/g, '') : chosen.id;

export class Resolved {
  private readonly kinds: Record<string, Record<string, object>> = {};

  constructor(
    private readonly place: Place,
    private readonly application: ApplicationRecord,
  ) {}

  /** `undefined` when nothing was chosen that has to be explained. */
  get payload(): object | undefined {
    return Object.keys(this.kinds).length === 0 ? undefined : this.kinds;
  }

  /** A person, who need not be in the guild. Returns the id. */
  user(chosen: Chosen): string {
    const { world, guild, channel } = this.place;
    const id = idOf(chosen);
    const user = world.users.get(id);
    if (!user) throw new SimulatorMisuse(`there is no user ${id}`, 'a member, a user, a bot, or an id of one.');
    this.add('users', id, renderUser(user));
    const member = guild?.members.get(id);
    if (guild && member) {
      const permissions = channelPermissions(guild, channel, member, world.clock.wallMs()).toString();
      // Whether they are muted in voice is not told here.
      const { deaf: _deaf, mute: _mute, ...partial } = renderPartialMember(member);
      this.add('members', id, { ...partial, permissions });
    }
    return id;
  }

  role(chosen: Chosen): string {
    const { guild, user } = this.place;
    const id = idOf(chosen);
    const role = guild?.roles.get(id);
    if (!role) throw new SimulatorMisuse(`${nameOf(user)} sees no role ${id} here`, 'a role of this guild.');
    this.add('roles', id, renderRole(role));
    return id;
  }

  /** A role or a person, whichever the id is of. */
  mentionable(chosen: Chosen): string {
    return this.place.guild?.roles.has(idOf(chosen)) === true ? this.role(chosen) : this.user(chosen);
  }

  /** @param types kinds of channels that can be chosen; none: every kind. */
  channel(chosen: Chosen, types: readonly unknown[] | null | undefined): string {
    const { world, guild, user } = this.place;
    const channel = this.findChannel(chosen);
    if (!channel || !world.maySee(user.id, channel)) {
      throw new SimulatorMisuse(
        `${nameOf(user)} sees no channel ${idOf(chosen)} here`,
        `a channel of ${guild?.name ?? 'a guild'}.`,
      );
    }
    if (types && types.length > 0 && !types.includes(channel.type)) {
      throw new SimulatorMisuse(
        `#${channel.name} has the type ${channel.type}, and only ${types.join(', ')} can be chosen`,
        'a channel of one of these types.',
      );
    }
    this.add('channels', channel.id, renderResolvedChannel(world, channel, user, this.application.bot.user));
    return channel.id;
  }

  /** Uploads a file. Returns its id. */
  file(file: SimFile): string {
    const { world } = this.place;
    const id = world.ids.next();
    const upload = {
      id,
      filename: file.name,
      contentType: file.contentType ?? typeOf(file.name),
      bytes: Buffer.from(file.bytes as Uint8Array),
    };
    this.application.uploads.set(id, upload);
    this.add('attachments', id, renderUpload(world, this.application, upload));
    return id;
  }

  message(message: MessageRecord): void {
    const payload = renderMessage(this.place.world, message, this.application.bot.user.id);
    this.add('messages', message.id, payload);
  }

  private findChannel(chosen: Chosen): ChannelRecord | undefined {
    const { guild } = this.place;
    const wanted = idOf(chosen).replace(/^#/, '');
    const all = guild ? [...guild.channels.values(), ...guild.threads.values()] : [];
    return all.find((channel) => channel.id === wanted) ?? all.find((channel) => channel.name === wanted);
  }

  private add(kind: string, id: string, payload: object): void {
    (this.kinds[kind] ??= {})[id] = payload;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

function typeOf(filename: string): string {
  return TYPES[filename.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

const GROUPS = ['image', 'video', 'audio'];

/** Throws when a file is of a kind that cannot be chosen: `image`, `video`, `audio`, or an ending. */
export function checkFileType(file: SimFile, types: unknown): void {
  if (!Array.isArray(types) || types.length === 0) return;
  const name = file.name.toLowerCase();
  const fits = types.some((type: unknown) => {
    const wanted = String(type).toLowerCase();
    return GROUPS.includes(wanted)
      ? typeOf(name).startsWith(`${wanted}/`)
      : name.endsWith(wanted.startsWith('.') ? wanted : `.${wanted}`);
  });
  if (!fits) {
    throw new SimulatorMisuse(
      `"${file.name}" cannot be chosen: only ${types.join(', ')}`,
      'a file of one of these kinds.',
    );
  }
}
