/** The bot as a handler class, as authors write it. TypeScript's decorators and metadata are written out by `decorate`. */
'use strict';
require('reflect-metadata');
const corduroy = require('corduroy');
const { RULES } = require('./payloads.cjs');
const { Moderation, Stock } = require('./work.cjs');

const { Autocomplete, Button, Checkbox, customId, Handler, IntegerOption, int, Modal, OnModal, RadioGroup } = corduroy;
const { BooleanOption, Select, Slash, slashGroup, snowflake, StringOption, TextInput, UserOption } = corduroy;

const BanConfirm = customId('ban', { user: snowflake, days: int(0, 7) });
const ReportId = customId('report', { message: snowflake });
const stock = slashGroup('stock', 'The yarn that there is', { contexts: ['Guild'], ephemeral: true });
const dye = stock.group('dye', 'What the yarn is dyed with');

class BanOptions {
  days = 0;
  silent = false;
}
decorate(BanOptions, 'user', [UserOption('Whom')], corduroy.User);
decorate(BanOptions, 'reason', [StringOption('Why', { minLength: 1, maxLength: 200 })], String);
decorate(BanOptions, 'days', [IntegerOption('Days to delete', { min: 0, max: 7, optional: true })], Number);
decorate(BanOptions, 'silent', [BooleanOption('Tell nobody', { optional: true })], Boolean);

class ColourOptions {}
decorate(ColourOptions, 'colour', [StringOption('Which', { minLength: 3, maxLength: 20 })], String);

class WeaveOptions {}
decorate(WeaveOptions, 'pattern', [StringOption('How')], String);
decorate(WeaveOptions, 'colour', [StringOption('Which', { autocomplete: true })], String);

class Report {}
decorate(Report, 'what', [TextInput('What happened?', { style: 'Paragraph', minLength: 10 })], String);
decorate(Report, 'rule', [RadioGroup('Which rule was broken?', RULES)], String);
decorate(Report, 'follow', [Checkbox('Tell me what becomes of it')], Boolean);
Modal(ReportId, 'Report')(Report);

class Commands {
  constructor(moderation, stock) {
    this.moderation = moderation;
    this.stock = stock;
  }

  ban(ctx, { user, reason, days, silent }) {
    return this.moderation.ban(ctx.user, user, reason, days, silent);
  }

  add(ctx, { colour }) {
    return this.stock.add(ctx.user, colour);
  }

  weave(_ctx, { pattern, colour }) {
    return `${colour} ${pattern}`;
  }

  suggest(query) {
    return this.stock.suggest(query.value);
  }

  // The other way to be given something: as a parameter.
  confirm(ctx, id, moderation) {
    return moderation.confirm(ctx.user, id.user, id.days);
  }

  like(ctx) {
    return this.moderation.like(ctx.user, ctx.values);
  }

  report(ctx, form) {
    return ctx.reply(this.moderation.report(ctx.user, form.id.message, form.what, form.rule, form.follow));
  }
}
decorate(Commands, 'ban', [Slash('ban', 'Bans somebody')], [corduroy.SlashContext, BanOptions]);
decorate(Commands, 'add', [dye.Slash('add', 'Takes a colour in')], [corduroy.GuildSlashContext, ColourOptions]);
decorate(Commands, 'weave', [Slash('weave', 'Weaves')], [corduroy.SlashContext, WeaveOptions]);
decorate(Commands, 'suggest', [Autocomplete(WeaveOptions, 'colour')], [corduroy.Query]);
decorate(Commands, 'confirm', [Button(BanConfirm)], [corduroy.ButtonContext, Object, Moderation]);
decorate(Commands, 'like', [Select('colours')], [corduroy.SelectContext]);
decorate(Commands, 'report', [OnModal(Report, { ephemeral: true })], [corduroy.ModalContext, Report]);
Reflect.metadata('design:paramtypes', [Moderation, Stock])(Commands);
Handler()(Commands);

/** What `@a @b member: Type` compiles to, of a field; of a method with the types of its parameters. */
function decorate(Class, member, decorators, types) {
  const target = Class.prototype;
  const descriptor = Object.getOwnPropertyDescriptor(target, member);
  const key = Array.isArray(types) ? 'design:paramtypes' : 'design:type';
  for (const each of [...decorators, Reflect.metadata(key, types)].reverse()) each(target, member, descriptor);
}

/** Texts of the ids in this bot's components. */
const ids = {
  ban: (user, days) => BanConfirm.of({ user, days }),
  report: (message) => ReportId.of({ message }),
};

/** Starts the bot on an embedded Discord, which has nothing to do afterwards. @returns `(event, answers) => Promise` */
async function open() {
  const { DiscordSimulator, runBot } = require('corduroy/testing');
  const discord = await DiscordSimulator.start();
  const { group } = await runBot(discord, { cache: 'off', handlers: [Commands], providers: [Moderation, Stock] });
  return (event, interactions) => group.interactions.handle(event, new corduroy.RestAnswers(interactions, event));
}

module.exports = { BanConfirm, ids, open, ReportId };
