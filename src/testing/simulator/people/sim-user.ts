/** A person: has a name, is in guilds, writes to bots. */
import { type APIEmbed, ChannelType } from 'discord-api-types/v10';
import { SimulatorMisuse } from '../misuse';
import { hexText } from '../random';
import { codePoints } from '../text';
import { judge } from '../world/auto-moderation-judge';
import { findInvite, useInvite } from '../world/invites';
import { createMessage, deleteMessage, editMessage, type MessageDraft } from '../world/messages';
import { type ChannelRecord, type ConnectionRecord, type MessageRecord, type PresenceRecord } from '../world/records';
import { vote } from '../world/polls';
import { addReaction, emojiKey, parseEmoji, removeReaction } from '../world/reactions';
import { type PermissionName } from '../world/permissions';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { startTyping } from '../world/channels';
import { renameUser, setPresence } from '../world/users';
import { findMessage, type MessageSelector } from './handles';
import { SimActor } from './interactions/sim-actor';
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
/** Distinct ones below a message. */
const MOST_REACTIONS = 20;

export class SimUser extends SimActor {
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

  /**
   * Consents to what an application asks for, as the page of `/oauth2/authorize` would. Returns the code that goes
   * back to the redirect address, to be exchanged at `POST /oauth2/token`.
   */
  authorize(bot: { readonly id: string }, consent: { scopes: readonly string[]; redirectUri: string }): string {
    const application = this.applicationNamed(bot);
    const { scopes, redirectUri } = consent;
    if (!application.redirectUris.includes(redirectUri)) {
      throw new SimulatorMisuse(
        `the application does not know the redirect address ${redirectUri}`,
        `discord.application(bot).addRedirectUri('${redirectUri}') first.`,
      );
    }
    return this.world.consents.authorize({ application, user: this.account, scopes, redirectUri });
  }

  /** Consents, and exchanges the code at once: an access token to send as `Bearer`. */
  accessToken(bot: { readonly id: string }, scopes: readonly string[]): string {
    const application = this.applicationNamed(bot);
    const consent = { application, user: this.account, scopes };
    return this.world.consents.grant(consent, { refreshable: true }).accessToken;
  }

  /** Links an account elsewhere, as the settings page does. */
  connect(connection: ConnectionRecord): void {
    this.account.connections.push(connection);
  }

  /** Changes what the person wrote. */
  async edit(message: MessageSelector, words: string | Words): Promise<void> {
    const record = findMessage(this.world, message);
    if (record.author !== this.account) {
      throw new SimulatorMisuse(`${this.name} did not write that message`, 'the person that wrote it.');
    }
    const { content, embeds, components } = typeof words === 'string' ? { content: words } : words;
    await this.mustPass(record.channel, content);
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
    this.mustReach(record);
    if (!record.reactions.has(emojiKey(parsed))) {
      this.mustBeAllowed(record.channel, 'AddReactions', 'add reactions');
      if (record.reactions.size >= MOST_REACTIONS) {
        throw new SimulatorMisuse(
          `the message has ${MOST_REACTIONS} reactions`,
          'one that is there, or another message.',
        );
      }
    }
    addReaction(this.world, record, this.account, parsed);
    await this.world.delivered();
  }

  async unreact(message: MessageSelector, emoji: string): Promise<void> {
    removeReaction(this.world, findMessage(this.world, message), this.id, emojiOf(emoji));
    await this.world.delivered();
  }

  /**
   * Chooses answers of a poll by their numbers, the first being 1, in place of what was chosen before; none takes the
   * vote back.
   */
  async vote(message: MessageSelector, ...answerIds: readonly number[]): Promise<void> {
    const record = findMessage(this.world, message);
    const { poll } = record;
    if (!poll) throw new SimulatorMisuse('that message has no poll', 'the message that the bot asked with.');
    this.mustBeAllowed(record.channel, 'ViewChannel', 'vote');
    if (poll.finalized) throw new SimulatorMisuse('the poll is over', 'voting before it ends.');
    if (answerIds.length > 1 && !poll.multiselect) {
      throw new SimulatorMisuse('the poll takes one answer', 'allow_multiselect: true in the poll.');
    }
    const unknown = answerIds.find((id) => !poll.answers.some((answer) => answer.id === id));
    if (unknown !== undefined) {
      throw new SimulatorMisuse(`the poll has no answer ${unknown}`, `1 to ${poll.answers.length}.`);
    }
    vote(this.world, record, this.account, answerIds);
    await this.world.delivered();
  }

  /** Comes into a guild by an invite's code. */
  async acceptInvite(code: string): Promise<void> {
    const invite = findInvite(this.world, code);
    const guild = invite && this.world.guilds.get(invite.guildId);
    if (!invite || !guild) {
      throw new SimulatorMisuse(
        `there is no invite "${code}"; it may have run out`,
        'a code that a bot was answered with.',
      );
    }
    if (guild.bans.has(this.id) || invite.targets?.userIds.has(this.id) === false) {
      throw new SimulatorMisuse(`${this.name} may not come in by that invite`, 'another person or another invite.');
    }
    useInvite(this.world, invite, this.account);
    await this.world.delivered();
  }

  /** Takes another display name. */
  async rename(name: string): Promise<void> {
    renameUser(this.world, this.account, name);
    await this.world.delivered();
  }

  /** Appears differently to others. */
  async setPresence(status: PresenceRecord['status'], activities: readonly object[] = []): Promise<void> {
    const since = { id: hexText(this.world.random, 16), created_at: this.world.clock.wallMs() };
    setPresence(this.world, this.account, { status, activities: activities.map((each) => ({ ...since, ...each })) });
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
    this.mustBeTheTurn(channel);
    await this.mustPass(channel, draft.content);
    const message = createMessage(this.world, channel, this.account, full);
    await this.world.delivered();
    return new SimMessage(this.world, message);
  }

  /** Throws when the person cannot look at a message, or when nothing changes any more where it stands. */
  private mustReach({ channel }: MessageRecord): void {
    this.mustBeAllowed(channel, 'ViewChannel', 'look into it');
    this.mustBeAllowed(channel, 'ReadMessageHistory', 'read old messages');
    if (channel.thread?.archived !== true) return;
    throw new SimulatorMisuse(`the thread #${channel.name} is archived`, 'thread.setArchived(false) first.');
  }

  /** Throws in a thread that is locked, and in a slow channel when it is too soon. */
  private mustBeTheTurn(channel: ChannelRecord): void {
    if (channel.guildId === null || this.account.bot) return;
    const { ManageThreads, BypassSlowmode } = PermissionFlagsBits;
    const bits = this.world.permissionsIn(this.id, channel);
    if (channel.thread?.locked === true && !(bits & ManageThreads)) {
      throw new SimulatorMisuse(`the thread #${channel.name} is locked`, 'somebody who has ManageThreads.');
    }
    if (channel.slowmodeS === 0 || bits & BypassSlowmode) return;
    const last = [...channel.messages.values()].findLast(({ author }) => author === this.account);
    const waitMs = last ? Date.parse(last.timestamp) + channel.slowmodeS * 1_000 - this.world.clock.wallMs() : 0;
    if (waitMs <= 0) return;
    throw new SimulatorMisuse(
      `${this.name} has to wait ${Math.ceil(waitMs / 1_000)} s: #${channel.name} is slow`,
      'a manual clock that is moved on, or a role with BypassSlowmode.',
    );
  }

  /** Throws when a rule of the guild blocks the words. */
  private async mustPass(channel: ChannelRecord, content = ''): Promise<void> {
    const verdict = judge(this.world, channel, this.account, content);
    if (!verdict) return;
    await this.world.delivered();
    throw new SimulatorMisuse(
      `the rule "${verdict.rule}" blocked what ${this.name} wrote${verdict.told === undefined ? '' : `: ${verdict.told}`}`,
      'expect(member.say(…)).rejects when that is what the test is about, or other words.',
    );
  }

  protected async typeIn(channel: ChannelRecord): Promise<void> {
    startTyping(this.world, channel, this.account);
    await this.world.delivered();
  }

  protected mustBeAllowed(channel: ChannelRecord, permission: PermissionName, deed: string): void {
    if (channel.type === ChannelType.DM) return;
    if (this.world.permissionsIn(this.id, channel) & PermissionFlagsBits[permission]) return;
    // Threads have a permission of their own for sending.
    const missing = channel.thread && permission === 'SendMessages' ? 'SendMessagesInThreads' : permission;
    throw new SimulatorMisuse(
      `${this.name} may not ${deed} in #${channel.name}: ${missing} is missing`,
      `a role that has it (guild.createRole({ permissions: ['${missing}'] }), member.addRole(role)), or another channel.`,
    );
  }
}

function emojiOf(text: string): NonNullable<ReturnType<typeof parseEmoji>> {
  const emoji = parseEmoji(text.replace(/^<a?:?|>$/g, ''));
  if (!emoji) throw new SimulatorMisuse(`"${text}" is no emoji`, "a unicode emoji like '👍', or 'name:id'.");
  return emoji;
}
