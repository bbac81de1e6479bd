/** Random changes of a simulated guild: what a walk through its life is made of. */
import { ChannelType } from 'discord-api-types/v10';
import { type SimGuild } from '../../../src/testing/simulator';
import { type Any } from './any';

/** Changes something in a guild, or nothing when there is nothing to change. */
export type Change = (guild: SimGuild, any: Any) => Promise<unknown> | undefined;

const text = (guild: SimGuild): SimGuild['channels'] =>
  guild.channels.filter(({ type }) => type === ChannelType.GuildText);
const people = (guild: SimGuild): SimGuild['members'] =>
  guild.members.filter(({ name, id }) => name.startsWith('person') && id !== guild.owner.id);
const plainRoles = (guild: SimGuild): SimGuild['roles'] => guild.roles.filter(({ name }) => name.startsWith('role'));
const made = (ids: readonly string[], any: Any): { id: string } | undefined => {
  const id = any.of(ids);
  return id === undefined ? undefined : { id };
};

/** Everything that can happen to what a guild holds. */
export const CHANGES: readonly Change[] = [
  (guild, any) => guild.rename(any.name('guild')),
  (guild, any) => Promise.resolve(guild.createChannel({ name: any.name('text') })),
  (guild, any) => Promise.resolve(guild.createChannel({ name: any.name('group'), type: 'category' })),
  (guild, any) => any.of(text(guild))?.edit({ topic: any.name('topic') }),
  (guild, any) =>
    any
      .of(text(guild))
      ?.edit({ parent: any.of(guild.channels.filter(({ type }) => type === ChannelType.GuildCategory)) ?? null }),
  (guild, any) => any.of(guild.channels)?.move(any.number(6)),
  (guild, any) => (text(guild).length > 2 ? any.of(text(guild))?.delete() : undefined),
  (guild, any) =>
    any.of(text(guild))?.overwrite({ for: any.of(plainRoles(guild)) ?? guild.everyone, deny: ['AddReactions'] }),
  (guild, any) => Promise.resolve(guild.createRole({ name: any.name('role') })),
  (guild, any) => any.of(plainRoles(guild))?.edit({ color: any.number(9_999), hoist: any.number(2) === 0 }),
  (guild, any) => any.of(plainRoles(guild))?.move(1 + any.number(5)),
  (guild, any) => any.of(plainRoles(guild))?.delete(),
  (guild, any) => Promise.resolve(guild.addMember(any.name('person'))),
  (guild, any) => any.of(people(guild))?.leave(),
  (guild, any) => any.of(people(guild))?.setNick(any.name('nick')),
  (guild, any) => any.of(people(guild))?.rename(any.name('person')),
  (guild, any) => any.of(people(guild))?.setTimeoutUntil(any.number(2) === 0 ? null : 1e12 + any.number(1e9)),
  (guild, any) =>
    any
      .of(people(guild))
      ?.setRoles([any.of(plainRoles(guild)), any.of(plainRoles(guild))].filter((r) => r !== undefined)),
  (guild, any) => any.of(people(guild))?.setPresence(any.of(['online', 'idle', 'dnd', 'offline'] as const) ?? 'online'),
  (guild, any) => any.of(people(guild))?.joinVoice(any.of(['Talk', 'Stage']) ?? 'Talk'),
  (guild, any) => any.of(people(guild))?.leaveVoice(),
  (guild, any) =>
    any.of(people(guild).filter((each) => each.voiceChannelId !== null))?.setVoice({ selfMute: any.number(2) === 0 }),
  (guild, any) => any.of(people(guild))?.setServerVoice({ mute: any.number(2) === 0 }),
  (guild, any) => guild.owner.startThread(any.of(text(guild)) ?? '', { name: any.name('thread') }),
  (guild, any) => any.of(guild.threads)?.setArchived(any.number(2) === 0),
  (guild, any) => any.of(guild.threads)?.setLocked(any.number(2) === 0),
  (guild, any) => any.of(guild.threads)?.edit({ name: any.name('thread') }),
  (guild, any) => any.of(guild.threads)?.delete(),
  (guild, any) => guild.owner.say(any.of(text(guild)) ?? '', any.name('word')),
  (guild, any) => guild.expressions.createEmoji(any.name('emoji')),
  (guild, any) => {
    const one = made(guild.expressions.emojis, any);
    return one && guild.expressions.editEmoji(one, { name: any.name('emoji') });
  },
  (guild, any) => {
    const one = made(guild.expressions.emojis, any);
    return one && guild.expressions.deleteEmoji(one);
  },
  (guild, any) => guild.expressions.createSticker(any.name('sticker')),
  (guild, any) => {
    const one = made(guild.expressions.stickers, any);
    return one && guild.expressions.deleteSticker(one);
  },
  (guild, any) => guild.expressions.createSound(any.name('sound')),
  (guild, any) => {
    const one = made(guild.expressions.sounds, any);
    return one && guild.expressions.editSound(one, { volume: 0.5 });
  },
  (guild, any) => {
    const one = made(guild.expressions.sounds, any);
    return one && guild.expressions.deleteSound(one);
  },
  (guild, any) => guild.settings.setBoosts(any.number(15)),
  (guild, any) => guild.settings.createScheduledEvent({ name: any.name('event') }),
  (guild, any) => {
    const one = made(guild.events.scheduled, any);
    return one && guild.events.edit(one, { status: any.of(['active', 'completed'] as const) ?? 'active' });
  },
  (guild, any) => {
    const one = made(guild.events.scheduled, any);
    return one && guild.events.delete(one);
  },
  (guild, any) =>
    guild.events.stages.length === 0
      ? guild.events.openStage('Stage', any.name('stage'))
      : guild.events.editStage('Stage', any.name('stage')),
  (guild) => (guild.events.stages.length > 0 ? guild.events.closeStage('Stage') : undefined),
  (guild, any) => {
    const one = any.of(people(guild));
    return one && guild.ban(one).then(() => guild.unban(one));
  },
  (guild) => guild.setUnavailable(true).then(() => guild.setUnavailable(false)),
];
