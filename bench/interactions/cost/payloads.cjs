/**
 * Interactions as Discord sends them, all from guilds, the same at every run: what somebody typed, clicked, chose or filled in. A
 * few hundred of each kind, so that neither side meets the same one twice in a row.
 */
'use strict';
const { Workload } = require('../../gateway/workload.cjs');

const GUILDS = 100;
const EACH = 250;

/** Percent of each kind in the mix. */
const MIX = { slash: 35, subcommand: 15, button: 20, select: 10, form: 10, autocomplete: 10 };

const PERMISSIONS = '2248473465835073';
const RULES = ['Be kind', 'No spam', 'None of them'];
const COLOURS = ['red', 'green', 'blue'];

/**
 * @param ids `{ ban: (user, days) => text, report: (message) => text }`: the texts that the bot wrote into its components
 * @returns by kind: raw payloads
 */
function makePayloads(ids) {
  const workload = new Workload({ guilds: GUILDS });
  const make = makers(workload, ids);
  const kinds = Object.fromEntries(
    Object.keys(MIX).map((kind) => [kind, Array.from({ length: EACH }, (_, index) => make[kind](index))]),
  );
  return { ...kinds, mix: mixed(kinds, workload) };
}

function mixed(kinds, workload) {
  const all = Object.entries(MIX).flatMap(([kind, percent]) => kinds[kind].slice(0, (EACH * percent) / 100));
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = workload.below(i + 1);
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

/** What the person is told of, in place of an answer: the same bot must refuse these. By name. */
function makeOdd(ids) {
  const make = makers(new Workload({ guilds: GUILDS }), ids);
  const change = (payload, how) => {
    how(payload);
    return payload;
  };
  const [option, field] = [
    (name, value, type) => (payload) => {
      const found = payload.data.options.find((each) => each.name === name);
      Object.assign(found, { value, type: type ?? found.type });
    },
    (index, value) => (payload) => Object.assign(payload.data.components[index].component, value),
  ];
  return {
    'a number out of its bounds': change(make.slash(0), option('days', 8)),
    'a part of a day': change(make.slash(0), option('days', 1.5)),
    'a text that is too long': change(make.slash(0), option('reason', 'x'.repeat(201))),
    'an option of another type': change(make.slash(0), option('reason', 3, 4)),
    'a user without a record': change(make.slash(0), (payload) => (payload.data.resolved.users = {})),
    'an option that is missing': change(make.slash(0), (payload) => payload.data.options.splice(0, 1)),
    'a text that is too short': change(make.subcommand(0), (payload) => {
      payload.data.options[0].options[0].options[0].value = 'x';
    }),
    'a button of an earlier program': change(make.button(0), (payload) => (payload.data.custom_id = 'ban:zzz0')),
    'a field that is too short': change(make.form(0), field(0, { value: 'short' })),
    'a choice that there is not': change(make.form(0), field(1, { value: 'Another' })),
  };
}

function makers(workload, ids) {
  /** @param of the maker that makes the data for a user's id. */
  const interaction = (type, of, more = {}) => {
    const { guild, member } = workload.somebody();
    const base = workload.interaction();
    return {
      ...base,
      ...more,
      type,
      guild_id: workload.guildId(guild),
      guild: { ...base.guild, id: workload.guildId(guild) },
      member: { ...workload.member(guild, member), user: workload.user(guild, member), permissions: PERMISSIONS },
      data: of({ guild, member, target: (member + 1) % 100 }),
    };
  };
  const onMessage = (components) => ({ message: { ...workload.message(), components } });

  return {
    slash: (index) =>
      interaction(2, ({ guild, target }) => {
        const id = workload.userId(guild, target);
        const { mute: _mute, deaf: _deaf, ...member } = workload.member(guild, target);
        return {
          type: 1,
          name: 'ban',
          id: '800000000000000001',
          options: [
            { type: 6, name: 'user', value: id },
            { type: 3, name: 'reason', value: workload.text(4) },
            { type: 4, name: 'days', value: index % 8 },
            ...(index % 2 ? [{ type: 5, name: 'silent', value: index % 4 === 1 }] : []),
          ],
          resolved: {
            users: { [id]: workload.user(guild, target) },
            members: { [id]: { ...member, permissions: PERMISSIONS } },
          },
        };
      }),
    subcommand: (index) =>
      interaction(2, () => ({
        type: 1,
        name: 'stock',
        id: '800000000000000002',
        options: [
          {
            type: 2,
            name: 'dye',
            options: [{ type: 1, name: 'add', options: [{ type: 3, name: 'colour', value: `walnut ${index}` }] }],
          },
        ],
      })),
    button: (index) => {
      let customId;
      const payload = interaction(3, ({ guild, target }) => {
        customId = ids.ban(workload.userId(guild, target), index % 8);
        return { component_type: 2, custom_id: customId, id: 2 };
      });
      const button = { type: 2, id: 2, style: 4, label: 'Ban', custom_id: customId };
      return { ...payload, ...onMessage([{ type: 1, id: 1, components: [button] }]) };
    },
    select: (index) => {
      const values = COLOURS.filter((_, at) => ((index % 7) + 1) & (1 << at));
      const options = COLOURS.map((value) => ({ label: value, value }));
      const select = { type: 3, id: 2, custom_id: 'colours', options, max_values: 3 };
      const data = { component_type: 3, custom_id: 'colours', id: 2, values };
      return interaction(3, () => data, onMessage([{ type: 1, id: 1, components: [select] }]));
    },
    form: (index) => {
      const message = workload.message();
      const field = (id, component) => ({ type: 18, id, component: { id: id + 1, ...component } });
      return interaction(
        5,
        () => ({
          custom_id: ids.report(message.id),
          components: [
            field(1, { type: 4, custom_id: 'what', value: workload.text(12) }),
            field(3, { type: 21, custom_id: 'rule', value: RULES[index % RULES.length] }),
            field(5, { type: 23, custom_id: 'follow', value: index % 2 === 0 }),
          ],
        }),
        { message },
      );
    },
    autocomplete: (index) =>
      interaction(4, () => ({
        type: 1,
        name: 'weave',
        id: '800000000000000003',
        options: [
          { type: 3, name: 'pattern', value: 'twill' },
          { type: 3, name: 'colour', value: ['w', 'wo', 'e', ''][index % 4], focused: true },
        ],
      })),
  };
}

module.exports = { makeOdd, makePayloads, MIX, RULES };
