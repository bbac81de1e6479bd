/**
 * What the firehose sends: frames in Discord's form and about Discord's size, the same at every run (chance is seeded).
 * A few thousand different payloads are made, and sent again and again under new sequence numbers.
 */
'use strict';

/** Percent of each event. The second mix is that of a bot in large guilds that asked for presences. */
const MIXES = {
  messages: {
    MESSAGE_CREATE: 50,
    PRESENCE_UPDATE: 15,
    TYPING_START: 12,
    MESSAGE_UPDATE: 6,
    MESSAGE_REACTION_ADD: 6,
    VOICE_STATE_UPDATE: 5,
    GUILD_MEMBER_UPDATE: 4,
    INTERACTION_CREATE: 2,
  },
  presences: {
    PRESENCE_UPDATE: 70,
    MESSAGE_CREATE: 12,
    TYPING_START: 6,
    VOICE_STATE_UPDATE: 4,
    MESSAGE_UPDATE: 3,
    MESSAGE_REACTION_ADD: 2,
    GUILD_MEMBER_UPDATE: 2,
    INTERACTION_CREATE: 1,
  },
};

const BOT_ID = '100000000000000000';
/** Contents of the messages that mark the end of the guilds, where measuring starts, and where it ends. */
const BEGIN = 'the guilds are there';
const START = 'the firehose starts';
const END = 'the firehose ends';

const MEMBERS = 100;
const CHANNELS = 50;
const ROLES = 20;
const POOL = 4_000;
const EDITED = ' (edited)';
/** When the messages are sent: one a millisecond, as their ids say too. */
const FIRST_MESSAGE_MS = 1_768_000_000_000;
const DISCORD_EPOCH_MS = 1_420_070_400_000;

const WORDS =
  'alright anyone asked before bridge build channel clean crash deploy evening everyone fixed found funny game guess happy later little lunch maybe message morning never patch people played please pretty question really server should somebody still thanks think today tomorrow tonight update voice wait weekend where wonder works yesterday'.split(
    ' ',
  );

/** Small and seeded, so that every run sends the same. */
function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Workload {
  constructor({ guilds }) {
    this.guilds = guilds;
    this.random = makeRandom(20_251);
    this.messageCount = 0;
  }

  guildId(guild) {
    return (200_000_000_000_000_000n + BigInt(guild) * 4_194_304n).toString();
  }

  channelId(guild, channel) {
    return (300_000_000_000_000_000n + BigInt(guild * CHANNELS + channel) * 4_194_304n).toString();
  }

  roleId(guild, role) {
    return role === 0
      ? this.guildId(guild)
      : (400_000_000_000_000_000n + BigInt(guild * ROLES + role) * 4_194_304n).toString();
  }

  userId(guild, member) {
    return (500_000_000_000_000_000n + BigInt(guild * MEMBERS + member) * 4_194_304n).toString();
  }

  user(guild, member) {
    const id = this.userId(guild, member);
    return {
      id,
      username: `person_${guild}_${member}`,
      global_name: member % 3 ? `Person ${member} of ${guild}` : null,
      discriminator: '0',
      avatar: hash(guild * 131 + member),
      avatar_decoration_data: null,
      collectibles: null,
      clan: null,
      primary_guild: null,
      public_flags: 64,
      ...(member % 25 === 0 ? { bot: true } : {}),
    };
  }

  member(guild, member) {
    return {
      nick: member % 4 ? null : `Nick ${member}`,
      avatar: null,
      banner: null,
      roles: [this.roleId(guild, 1 + (member % (ROLES - 1))), this.roleId(guild, 1 + ((member * 7) % (ROLES - 1)))],
      joined_at: '2023-04-05T06:07:08.901000+00:00',
      premium_since: null,
      communication_disabled_until: null,
      pending: false,
      flags: 0,
      mute: false,
      deaf: false,
    };
  }

  ready(resumeUrl) {
    return {
      v: 10,
      user: {
        id: BOT_ID,
        username: 'bench',
        global_name: null,
        discriminator: '0000',
        avatar: null,
        bot: true,
        verified: true,
        mfa_enabled: false,
        email: null,
        flags: 0,
      },
      user_settings: {},
      guilds: Array.from({ length: this.guilds }, (_, guild) => ({ id: this.guildId(guild), unavailable: true })),
      session_id: 'c0ffee00c0ffee00c0ffee00c0ffee00',
      session_type: 'normal',
      resume_gateway_url: resumeUrl,
      shard: [0, 1],
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      geo_ordered_rtc_regions: ['rotterdam'],
      auth: {},
      application: { id: BOT_ID, flags: 565_248 },
      _trace: ['["bench",{"micros":0}]'],
    };
  }

  guild(guild) {
    const id = this.guildId(guild);
    return {
      id,
      name: `Guild ${guild}`,
      icon: hash(guild),
      description: null,
      splash: null,
      discovery_splash: null,
      banner: null,
      home_header: null,
      owner_id: this.userId(guild, 0),
      application_id: null,
      region: 'deprecated',
      afk_channel_id: null,
      afk_timeout: 300,
      system_channel_id: this.channelId(guild, 0),
      system_channel_flags: 0,
      rules_channel_id: null,
      public_updates_channel_id: null,
      safety_alerts_channel_id: null,
      widget_enabled: false,
      widget_channel_id: null,
      verification_level: 1,
      default_message_notifications: 1,
      explicit_content_filter: 2,
      mfa_level: 0,
      nsfw_level: 0,
      nsfw: false,
      premium_tier: 1,
      premium_subscription_count: 3,
      premium_progress_bar_enabled: false,
      preferred_locale: 'en-US',
      vanity_url_code: null,
      max_members: 500_000,
      max_presences: null,
      max_video_channel_users: 25,
      max_stage_video_channel_users: 50,
      member_count: MEMBERS,
      large: false,
      lazy: true,
      unavailable: false,
      joined_at: '2023-01-02T03:04:05.678000+00:00',
      features: ['COMMUNITY', 'NEWS'],
      hub_type: null,
      latest_onboarding_question_id: null,
      incidents_data: null,
      inventory_settings: null,
      version: 1_700_000_000_000,
      roles: Array.from({ length: ROLES }, (_, role) => ({
        id: this.roleId(guild, role),
        name: role ? `Role ${role}` : '@everyone',
        permissions: '1071698660929',
        position: role,
        color: role * 4_000,
        colors: { primary_color: role * 4_000, secondary_color: null, tertiary_color: null },
        hoist: role % 2 === 1,
        managed: false,
        mentionable: false,
        icon: null,
        unicode_emoji: null,
        flags: 0,
        version: 1_700_000_000_000,
      })),
      channels: Array.from({ length: CHANNELS }, (_, channel) => ({
        id: this.channelId(guild, channel),
        type: channel === 1 ? 2 : 0,
        name: `channel-${channel}`,
        position: channel,
        parent_id: null,
        flags: 0,
        version: 1_700_000_000_000,
        rate_limit_per_user: 0,
        nsfw: false,
        permission_overwrites: [{ id: this.roleId(guild, 1), type: 0, allow: '1024', deny: '0' }],
        ...(channel === 1
          ? { bitrate: 64_000, user_limit: 0, rtc_region: null }
          : { topic: `What belongs in channel ${channel}`, last_message_id: null, icon_emoji: null }),
      })),
      members: Array.from({ length: MEMBERS }, (_, member) => ({
        ...this.member(guild, member),
        user: this.user(guild, member),
      })),
      presences: Array.from({ length: MEMBERS / 5 }, (_, member) => ({
        user: { id: this.userId(guild, member) },
        status: 'online',
        activities: [],
        client_status: { desktop: 'online' },
      })),
      voice_states: [],
      threads: [],
      emojis: [],
      stickers: [],
      soundboard_sounds: [],
      stage_instances: [],
      guild_scheduled_events: [],
      embedded_activities: [],
      activity_instances: [],
    };
  }

  /** A marker, in the first channel of the first guild. */
  marker(content) {
    return { ...this.message(), channel_id: this.channelId(0, 0), guild_id: this.guildId(0), content };
  }

  event(name) {
    switch (name) {
      case 'MESSAGE_CREATE':
        return this.message();
      // Made when it is sent: it is about the last message.
      case 'MESSAGE_UPDATE':
        return undefined;
      case 'PRESENCE_UPDATE':
        return this.presence();
      case 'TYPING_START':
        return this.typing();
      case 'MESSAGE_REACTION_ADD':
        return this.reaction();
      case 'VOICE_STATE_UPDATE':
        return this.voiceState();
      case 'GUILD_MEMBER_UPDATE':
        return this.memberUpdate();
      case 'INTERACTION_CREATE':
        return this.interaction();
      default:
        throw new Error(`no such event in the mix: ${name}`);
    }
  }

  message() {
    const { guild, member } = this.somebody();
    this.messageCount += 1;
    const mentioned = this.random() < 0.2 ? this.below(MEMBERS) : undefined;
    return {
      type: mentioned === undefined ? 0 : 19,
      tts: false,
      timestamp: messageTime(this.messageCount),
      pinned: false,
      nonce: (1_400_000_000_000_000_000n + BigInt(this.messageCount)).toString(),
      mentions:
        mentioned === undefined ? [] : [{ ...this.user(guild, mentioned), member: this.member(guild, mentioned) }],
      mention_roles: [],
      mention_everyone: false,
      member: this.member(guild, member),
      id: messageId(this.messageCount),
      flags: 0,
      embeds: this.random() < 0.1 ? [this.embed()] : [],
      edited_timestamp: null,
      content: this.text(3 + this.below(25)),
      components: [],
      channel_type: 0,
      channel_id: this.someChannel(guild),
      author: this.user(guild, member),
      attachments: this.random() < 0.05 ? [this.attachment()] : [],
      guild_id: this.guildId(guild),
    };
  }

  presence() {
    const { guild, member } = this.somebody();
    return {
      user: { id: this.userId(guild, member) },
      status: ['online', 'idle', 'dnd', 'offline'][this.below(4)],
      guild_id: this.guildId(guild),
      client_status: { desktop: 'online' },
      broadcast: null,
      activities:
        this.random() < 0.6
          ? [
              {
                type: 2,
                timestamps: { start: 1_767_322_800_000, end: 1_767_323_000_000 },
                sync_id: '4cOdK2wGLETKBW3PvgPWqT',
                state: this.text(2),
                session_id: hash(this.messageCount),
                party: { id: `spotify:${this.userId(guild, member)}` },
                name: 'Spotify',
                id: 'spotify:1',
                flags: 48,
                details: this.text(4),
                created_at: 1_767_322_801_234,
                assets: { large_text: this.text(3), large_image: 'spotify:ab67616d0000b273' },
              },
            ]
          : [],
    };
  }

  typing() {
    const { guild, member } = this.somebody();
    return {
      user_id: this.userId(guild, member),
      timestamp: 1_767_322_845,
      member: { ...this.member(guild, member), user: this.user(guild, member) },
      channel_id: this.someChannel(guild),
      guild_id: this.guildId(guild),
    };
  }

  reaction() {
    const { guild, member } = this.somebody();
    return {
      user_id: this.userId(guild, member),
      type: 0,
      message_id: messageId(1 + this.below(POOL)),
      message_author_id: this.userId(guild, this.below(MEMBERS)),
      member: { ...this.member(guild, member), user: this.user(guild, member) },
      emoji: { name: '🔥', id: null },
      channel_id: this.someChannel(guild),
      burst: false,
      guild_id: this.guildId(guild),
    };
  }

  voiceState() {
    const { guild, member } = this.somebody();
    return {
      member: { ...this.member(guild, member), user: this.user(guild, member) },
      user_id: this.userId(guild, member),
      suppress: false,
      session_id: hash(member),
      self_video: false,
      self_mute: this.random() < 0.5,
      self_deaf: false,
      request_to_speak_timestamp: null,
      mute: false,
      guild_id: this.guildId(guild),
      deaf: false,
      channel_id: this.random() < 0.7 ? this.channelId(guild, 1) : null,
    };
  }

  memberUpdate() {
    const { guild, member } = this.somebody();
    return {
      ...this.member(guild, member),
      nick: this.random() < 0.5 ? this.text(1) : null,
      user: this.user(guild, member),
      guild_id: this.guildId(guild),
      unusual_dm_activity_until: null,
    };
  }

  interaction() {
    const { guild, member } = this.somebody();
    const id = (700_000_000_000_000_000n + BigInt(this.below(1_000_000)) * 4_194_304n).toString();
    return {
      version: 1,
      type: 2,
      token: `aW50ZXJhY3Rpb246${hash(member)}${hash(guild)}`,
      member: { ...this.member(guild, member), user: this.user(guild, member), permissions: '2248473465835073' },
      locale: 'en-US',
      id,
      guild_locale: 'en-US',
      guild_id: this.guildId(guild),
      guild: { locale: 'en-US', id: this.guildId(guild), features: [] },
      entitlements: [],
      entitlement_sku_ids: [],
      data: { type: 1, name: 'ping', id: '800000000000000000' },
      context: 0,
      channel_id: this.channelId(guild, 0),
      channel: {
        type: 0,
        id: this.channelId(guild, 0),
        name: 'channel-0',
        guild_id: this.guildId(guild),
        permissions: '2248473465835073',
        last_message_id: null,
        position: 0,
        flags: 0,
      },
      authorizing_integration_owners: { 0: this.guildId(guild) },
      attachment_size_limit: 10_485_760,
      application_id: BOT_ID,
      app_permissions: '2248473465835073',
    };
  }

  embed() {
    return {
      type: 'rich',
      title: this.text(4),
      description: this.text(20),
      color: 5_814_783,
      fields: [
        { name: this.text(1), value: this.text(5), inline: true },
        { name: this.text(1), value: this.text(5), inline: true },
      ],
    };
  }

  attachment() {
    return {
      id: '900000000000000000',
      filename: 'picture.png',
      size: 51_200,
      url: 'https://cdn.discordapp.com/attachments/1/2/picture.png?ex=1&is=2&hm=3',
      proxy_url: 'https://media.discordapp.net/attachments/1/2/picture.png?ex=1&is=2&hm=3',
      width: 640,
      height: 480,
      content_type: 'image/png',
    };
  }

  somebody() {
    return { guild: this.below(this.guilds), member: this.below(MEMBERS) };
  }

  /** Any text channel. */
  someChannel(guild) {
    return this.channelId(guild, 2 + this.below(CHANNELS - 2));
  }

  text(words) {
    let text = '';
    for (let i = 0; i < words; i += 1) text += (i ? ' ' : '') + WORDS[this.below(WORDS.length)];
    return text;
  }

  below(limit) {
    return Math.floor(this.random() * limit);
  }
}

function messageId(number) {
  return (BigInt(FIRST_MESSAGE_MS - DISCORD_EPOCH_MS + number) << 22n).toString();
}

function messageTime(number) {
  return new Date(FIRST_MESSAGE_MS + number).toISOString().replace('Z', '000+00:00');
}

function hash(number) {
  return (BigInt(number + 1) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835n).toString(16).slice(-32).padStart(32, '0');
}

/** The frames before the firehose: READY, the guilds, the mark of their end. */
function* prelude(workload, resumeUrl) {
  let sequence = 1;
  yield frame('READY', sequence++, JSON.stringify(workload.ready(resumeUrl)));
  for (let guild = 0; guild < workload.guilds; guild += 1) {
    yield frame('GUILD_CREATE', sequence++, JSON.stringify(workload.guild(guild)));
  }
  yield frame('MESSAGE_CREATE', sequence++, JSON.stringify(workload.marker(BEGIN)));
}

/**
 * The mark once more, a moment later: discord.js puts events aside that come before it counts as ready, and looks at them
 * again only when another one comes.
 */
function* nudge(workload) {
  yield frame('MESSAGE_CREATE', workload.guilds + 3, JSON.stringify(workload.marker(BEGIN)));
}

/**
 * The firehose itself: frames in the mix, `warmUp` of them before the mark from which on they are measured, `events` after
 * it, and the mark of the end.
 */
function* firehose(workload, { mix, warmUp, events }) {
  const pool = [];
  for (const [name, percent] of Object.entries(MIXES[mix])) {
    for (let i = 0; i < (POOL * percent) / 100; i += 1) pool.push(poolEntry(name, workload.event(name)));
  }
  shuffle(pool, workload.random);
  let sequence = workload.guilds + 4;
  let last = workload.message();
  for (let i = 0; i < warmUp + events; i += 1) {
    if (i === warmUp) yield frame('MESSAGE_CREATE', sequence++, JSON.stringify(workload.marker(START)));
    const { name, event, text } = pool[i % pool.length];
    if (name === 'MESSAGE_CREATE') {
      // Clients that keep messages take one that comes twice for the same; so each has an id of its own.
      const number = POOL * 2 + i;
      last = { ...event, id: messageId(number), timestamp: messageTime(number) };
      yield frame(name, sequence++, JSON.stringify(last));
    } else if (name === 'MESSAGE_UPDATE') {
      // Whoever shows a handler a message that a later event has changed is found out by what the handler reads.
      const edited = { ...last, content: last.content + EDITED, edited_timestamp: messageTime(POOL * 2 + i) };
      yield frame(name, sequence++, JSON.stringify(edited));
    } else {
      yield frame(name, sequence++, text);
    }
  }
  yield frame('MESSAGE_CREATE', sequence, JSON.stringify(workload.marker(END)));
}

/** An event of the pool; its text, unless it is another one each time. */
function poolEntry(name, event) {
  const isMessage = name === 'MESSAGE_CREATE' || name === 'MESSAGE_UPDATE';
  return { name, event, text: isMessage ? undefined : JSON.stringify(event) };
}

function frame(name, sequence, payload) {
  return `{"t":"${name}","s":${sequence},"op":0,"d":${payload}}`;
}

function shuffle(list, random) {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}

module.exports = { BEGIN, BOT_ID, END, firehose, nudge, prelude, START, Workload };
