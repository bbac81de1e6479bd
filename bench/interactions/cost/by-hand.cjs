/**
 * The same bot without the room of interactions: a switch over the payload, as somebody writes it who knows what may come. It
 * checks what the other bot checks (people may use an earlier program's commands and buttons), defers after two seconds, tells
 * people when something fails, and calls the same code with the same values.
 */
'use strict';
const { unboundContext, User } = require('corduroy');
const { RULES } = require('./payloads.cjs');
const { Moderation, Stock } = require('./work.cjs');

const DEFER_MS = 2_000;
const EPHEMERAL = 64;
const OUTDATED = { content: 'This is from an earlier version of me. Please start again.', flags: EPHEMERAL };
const FAILED = { content: 'Something went wrong.', flags: EPHEMERAL };
const SNOWFLAKE = /^\d{1,20}$/;

/** What people are told of values that do not fit. */
class Invalid extends Error {}

class ByHand {
  moderation = new Moderation();
  stock = new Stock();

  /** @param ids how the texts of this bot's components are read. */
  constructor(interactions, ids, complain) {
    this.interactions = interactions;
    this.ids = ids;
    this.views = unboundContext;
    this.complain = complain;
  }

  async handle(event) {
    const { raw } = event;
    try {
      switch (raw.type) {
        case 2:
          return await this.command(event, raw.data);
        case 3:
          return await this.component(event, raw.data);
        case 4:
          return await this.complete(event, raw.data);
        case 5:
          return await this.form(event, raw.data);
        default:
          return undefined;
      }
    } catch (error) {
      return this.complain(error);
    }
  }

  command(event, data) {
    if (data.type !== 1) return undefined;
    switch (data.name) {
      case 'ban':
        return this.answer(event, 4, 0, () => this.ban(event, data));
      case 'stock': {
        const [group] = data.options;
        const [command] = group.options;
        if (group.name !== 'dye' || command.name !== 'add') return undefined;
        return this.answer(event, 4, EPHEMERAL, () => this.add(event, command.options));
      }
      default:
        return undefined;
    }
  }

  ban(event, { options = [], resolved }) {
    let user;
    let reason;
    let days = 0;
    let silent = false;
    for (const { name, type, value } of options) {
      switch (name) {
        case 'user': {
          const users = resolved?.users;
          if (type === 6 && users && Object.hasOwn(users, value)) user = new User(users[value], this.views);
          break;
        }
        case 'reason':
          if (type !== 3 || value.length < 1 || value.length > 200)
            throw new Invalid('**reason** takes 1 to 200 letters');
          reason = value;
          break;
        case 'days':
          if (type !== 4 || !Number.isInteger(value) || value < 0 || value > 7)
            throw new Invalid('**days** takes 0 to 7');
          days = value;
          break;
        case 'silent':
          if (type !== 5) throw new Invalid('**silent** takes true or false');
          silent = value;
          break;
        default:
      }
    }
    if (user === undefined) throw new Invalid('**user** is needed');
    if (reason === undefined) throw new Invalid('**reason** is needed');
    return this.moderation.ban(event.user, user, reason, days, silent);
  }

  add(event, options = []) {
    const option = options.find(({ name }) => name === 'colour');
    const colour = option?.value;
    if (option?.type !== 3 || colour.length < 3 || colour.length > 20)
      throw new Invalid('**colour** takes 3 to 20 letters');
    return this.stock.add(event.user, colour);
  }

  component(event, data) {
    const { custom_id: id, component_type: type } = data;
    if (type === 2 && id.startsWith('ban:')) {
      return this.answer(event, 7, 0, () => {
        const values = this.ids.ban(id);
        if (!values) throw new Invalid(OUTDATED.content);
        return this.moderation.confirm(event.user, values.user, values.days);
      });
    }
    if (type === 3 && id === 'colours') {
      return this.answer(event, 7, 0, () => this.moderation.like(event.user, data.values));
    }
    return undefined;
  }

  form(event, { custom_id: id, components }) {
    if (!id.startsWith('report:')) return undefined;
    return this.answer(event, 4, EPHEMERAL, () => {
      const values = this.ids.report(id);
      if (!values) throw new Invalid(OUTDATED.content);
      let what;
      let rule;
      let follow;
      for (const { component } of components) {
        switch (component?.custom_id) {
          case 'what':
            if (component.type === 4 && component.value.length >= 10 && component.value.length <= 4_000) {
              what = component.value;
            }
            break;
          case 'rule':
            if (component.type === 21 && RULES.includes(component.value)) rule = component.value;
            break;
          case 'follow':
            if (component.type === 23) follow = component.value;
            break;
          default:
        }
      }
      if (what === undefined) throw new Invalid('**What happened?** takes 10 to 4000 letters');
      if (rule === undefined || follow === undefined) throw new Invalid('Open the form again');
      return this.moderation.report(event.user, values.message, what, rule, follow);
    });
  }

  async complete(event, data) {
    const focused = data.options.find(({ focused }) => focused);
    if (data.name !== 'weave' || focused?.name !== 'colour') return;
    let found = [];
    try {
      found = this.stock.suggest(focused.value);
    } catch (error) {
      this.complain(error);
    }
    const choices = found.slice(0, 25).map((name) => ({ name: name.slice(0, 100), value: name }));
    await this.interactions.reply(event.id, event.token, { type: 8, data: { choices } });
  }

  /** Does the work and answers with what it gives; defers first when that takes its time. @param type 4: a reply, 7: an update. */
  async answer(event, type, flags, work) {
    const { id, applicationId, token } = event;
    let deferring;
    const timer = setTimeout(() => {
      const body = type === 7 ? { type: 6 } : { type: 5, data: flags ? { flags } : {} };
      deferring = this.interactions.reply(id, token, body).catch(this.complain);
    }, DEFER_MS);
    timer.unref();
    let data;
    let isRefused = false;
    try {
      const result = await work();
      data = typeof result === 'string' ? { content: result } : result;
    } catch (error) {
      isRefused = true;
      if (error instanceof Invalid) data = { content: error.message, flags: EPHEMERAL };
      else {
        this.complain(error);
        data = FAILED;
      }
    }
    clearTimeout(timer);
    if (!isRefused && flags) data.flags = flags;
    if (deferring) {
      await deferring;
      if (isRefused) await this.interactions.followUp(applicationId, token, data);
      else await this.interactions.editReply(applicationId, token, data);
    } else await this.interactions.reply(id, token, { type: isRefused ? 4 : type, data });
  }
}

/** The ids that this bot would have written itself. */
const plainIds = {
  ban: (user, days) => `ban:${user}:${days}`,
  report: (message) => `report:${message}`,
};

const readPlain = {
  ban: (text) => {
    const [, user = '', days = ''] = text.split(':');
    const number = Number(days);
    return SNOWFLAKE.test(user) && days !== '' && Number.isInteger(number) && number >= 0 && number <= 7
      ? { user, days: number }
      : undefined;
  },
  report: (text) => {
    const message = text.slice('report:'.length);
    return SNOWFLAKE.test(message) ? { message } : undefined;
  },
};

/** The ids of the other bot, read by what wrote them. */
function readTyped({ BanConfirm, ReportId }) {
  const read = (id) => (text) => {
    const values = id.parse(text);
    return values === 'outdated' ? undefined : values;
  };
  return { ban: read(BanConfirm), report: read(ReportId) };
}

function opener(ids) {
  return (interactions) => {
    const bot = new ByHand(interactions, ids, (error) => console.error(error));
    return (event) => bot.handle(event);
  };
}

module.exports = { opener, plainIds, readPlain, readTyped };
