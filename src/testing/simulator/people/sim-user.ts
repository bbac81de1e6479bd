/** A person: has a name, is in guilds, writes to bots. */
import { type APIEmbed, ChannelType } from 'discord-api-types/v10';
import { SimulatorMisuse } from '../misuse';
import { codePoints } from '../text';
import { createMessage, deleteMessage, editMessage, type MessageDraft } from '../world/messages';
import { type ChannelRecord, type PresenceRecord, type UserRecord } from '../world/records';
import { addReaction, emojiKey, parseEmoji, removeReaction } from '../world/reactions';
import { type PermissionName } from '../world/permissions';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { startTyping } from '../world/channels';
import { openDm, setPresence } from '../world/users';
import { type World } from '../world/world';
import { findMessage, type MessageSelector } from './handles';
import { SimChannel } from './sim-channel';
import { SimMessage } from './sim-message';

/** What a person writes. */
export interface Words {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  /** The message that this one answers. */
  readonly replyTo?: MessageSelector;
  readonly components?: readonly object[];
  readonly nonce?: string | number;
  readonly tts?: boolean;
}

const LONGEST = 2_000;

export class SimUser {
  constructor(
    protected readonly world: World,
    protected readonly account: UserRecord,
  ) {}

  get id(): string {
    return this.account.id;
  }

  get name(): string {
    return this.account.globalName ?? this.account.username;
  }

  /** How a text mentions this user. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  /** Writes to a bot directly. */
  async dm(bot: { readonly id: string }, words: string | Words): Promise<SimMessage> {
    return this.write(this.dmRecord(bot), words);
  }

  /** The direct-message channel with a bot. */
  dmChannel(bot: { readonly id: string }): SimChannel {
    return new SimChannel(this.world, this.dmRecord(bot));
  }

  /** Whether bots may write to this person. Default: yes. */
  acceptDms(on: boolean): void {
    this.account.acceptsDms = on;
  }

  /** Changes what the person wrote. */
  async edit(message: MessageSelector, words: string | Words): Promise<void> {
    const record = findMessage(this.world, message);
    if (record.author !== this.account) {
      throw new SimulatorMisuse(`${this.name} did not write that message`, 'the person that wrote it.');
    }
    const { content, embeds, components } = typeof words === 'string' ? { content: words } : words;
    editMessage(this.world, record, { content, embeds, components });
    await this.world.delivered();
  }

  /** Deletes a message: their own, or with permission somebody else's. */
  async remove(message: MessageSelector): Promise<void> {
    const record = findMessage(this.world, message);
    if (record.author !== this.account)
      this.mustBeAllowed(record.channel, 'ManageMessages', 'delete messages of others');
    deleteMessage(this.world, record);
    await this.world.delivered();
  }

  async react(message: MessageSelector, emoji: string): Promise<void> {
    const record = findMessage(this.world, message);
    const parsed = emojiOf(emoji);
    if (!record.reactions.has(emojiKey(parsed))) this.mustBeAllowed(record.channel, 'AddReactions', 'add reactions');
    addReaction(this.world, record, this.account, parsed);
    await this.world.delivered();
  }

  async unreact(message: MessageSelector, emoji: string): Promise<void> {
    removeReaction(this.world, findMessage(this.world, message), this.id, emojiOf(emoji));
    await this.world.delivered();
  }

  /** Appears differently to others. */
  async setPresence(status: PresenceRecord['status'], activities: readonly object[] = []): Promise<void> {
    setPresence(this.world, this.account, { status, activities: [...activities] });
    await this.world.delivered();
  }

  protected async write(channel: ChannelRecord, words: string | Words): Promise<SimMessage> {
    const { replyTo, ...draft } = typeof words === 'string' ? { content: words, replyTo: undefined } : words;
    if (codePoints(draft.content ?? '') > LONGEST) {
      throw new SimulatorMisuse(`nobody can write more than ${LONGEST} characters`, 'a shorter text.');
    }
    if (!draft.content && !draft.embeds && !draft.components) {
      throw new SimulatorMisuse('nobody can send an empty message', "say(channel, 'something').");
    }
    const full: MessageDraft = {
      ...draft,
      replyTo: replyTo === undefined ? undefined : findMessage(this.world, replyTo),
    };
    const message = createMessage(this.world, channel, this.account, full);
    await this.world.delivered();
    return new SimMessage(this.world, message);
  }

  protected async typeIn(channel: ChannelRecord): Promise<void> {
    startTyping(this.world, channel, this.account);
    await this.world.delivered();
  }

  protected mustBeAllowed(channel: ChannelRecord, permission: PermissionName, deed: string): void {
    if (channel.type === ChannelType.DM) return;
    if (this.world.permissionsIn(this.id, channel) & PermissionFlagsBits[permission]) return;
    throw new SimulatorMisuse(
      `${this.name} may not ${deed} in #${channel.name}: ${permission} is missing`,
      `a role that has it (guild.createRole({ permissions: ['${permission}'] }), member.addRole(role)), or another channel.`,
    );
  }

  private dmRecord(bot: { readonly id: string }): ChannelRecord {
    const record = this.world.bots.get(bot.id);
    if (!record) throw new SimulatorMisuse('people write directly to bots only here', 'what createBot() returned.');
    return openDm(this.world, record.user, this.account);
  }
}

function emojiOf(text: string): NonNullable<ReturnType<typeof parseEmoji>> {
  const emoji = parseEmoji(text.replace(/^<a?:?|>$/g, ''));
  if (!emoji) throw new SimulatorMisuse(`"${text}" is no emoji`, "a unicode emoji like '👍', or 'name:id'.");
  return emoji;
}
