/**
 * What is sent: people of one guild who use /award with three options. A few hundred uses are made beforehand; each that is sent
 * has an id and a token of its own.
 */
'use strict';
const { BOT_ID, Workload } = require('../../gateway/workload.cjs');

const USES = 400;
const COMMAND_ID = '600000000000000000';
const REFUSAL = 'You need the permission Manage Messages for this.';
const EPHEMERAL = 64;
const WHAT = ['medal', 'kitten', 'red scarf', 'jar of honey', 'day off', 'ünusual thing', 'book', 'round of applause'];
/** What somebody with a role may do, and that with managing messages. */
const FEW = 2_248_473_465_835_073n & ~((1n << 13n) | (1n << 3n));
const ALL = FEW | (1n << 13n);
/** What stands in the texts where the id and the token belong. */
const ID = '"@id"';
const TOKEN = '"@token"';

const workload = new Workload({ guilds: 1 });
const guild = workload.guild(0);
const nameOf = ({ global_name, username }) => global_name ?? username;
/** Of whom each has no nickname, because one peer shows members and others users. */
const member = (number) => 1 + (number % 24) * 4 + (number % 3);

/** One use of the command: the text of its payload in three pieces, and what has to be answered. */
function use(number, isAllowed) {
  const [by, to] = [member(number), member(number * 7 + 5)];
  const [what, count] = [WHAT[number % WHAT.length], 1 + ((number * 37) % 1_000)];
  const [author, target] = [workload.user(0, by), workload.user(0, to)];
  const payload = {
    version: 1,
    type: 2,
    token: '@token',
    member: { ...workload.member(0, by), user: author, permissions: String(isAllowed ? ALL : FEW) },
    locale: 'en-US',
    id: '@id',
    guild_locale: 'en-US',
    guild_id: guild.id,
    guild: { locale: 'en-US', id: guild.id, features: [] },
    entitlements: [],
    entitlement_sku_ids: [],
    data: {
      type: 1,
      name: 'award',
      id: COMMAND_ID,
      options: [
        { type: 3, name: 'what', value: what },
        { type: 4, name: 'count', value: count },
        { type: 6, name: 'to', value: target.id },
      ],
      resolved: { users: { [target.id]: target }, members: { [target.id]: resolved(to) } },
    },
    context: 0,
    channel_id: guild.channels[0].id,
    channel: { ...guild.channels[0], guild_id: guild.id, permissions: String(ALL) },
    authorizing_integration_owners: { 0: guild.id },
    attachment_size_limit: 10_485_760,
    application_id: BOT_ID,
    app_permissions: String(ALL),
  };
  const [start, rest] = JSON.stringify(payload).split(TOKEN);
  const [middle, end] = rest.split(ID);
  const content = isAllowed ? `${nameOf(author)} gives ${count} × ${what} to ${nameOf(target)}` : REFUSAL;
  return { start, middle, end, expected: { content, isEphemeral: !isAllowed } };
}

/** A member as it comes with an option: without its user, and with what it may do. */
function resolved(number) {
  const { mute: _mute, deaf: _deaf, ...rest } = workload.member(0, number);
  return { ...rest, permissions: String(FEW) };
}

/** Whether a callback is what should be said. */
function isRight(body, { content, isEphemeral }) {
  const { type, data } = body;
  return type === 4 && data?.content === content && (((data.flags ?? 0) & EPHEMERAL) !== 0) === isEphemeral;
}

/** The text of the frame that brings a use of the command. */
function frameOf({ start, middle, end }, sequence, id, token) {
  return `{"t":"INTERACTION_CREATE","s":${sequence},"op":0,"d":${start}"${token}"${middle}"${id}"${end}}`;
}

module.exports = {
  COMMAND_ID,
  frameOf,
  guild,
  isRight,
  refused: use(1, false),
  uses: Array.from({ length: USES }, (_, number) => use(number, true)),
  workload,
};
