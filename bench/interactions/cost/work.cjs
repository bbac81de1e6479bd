/**
 * What the bot is for, the same whichever way it is called. Each method reads what a bot would, and adds it up, so that a value
 * that did not arrive, or arrived as something else, is seen.
 */
'use strict';

const YARNS = ['madder red', 'woad blue', 'weld yellow', 'walnut brown', 'oak grey', 'indigo'];

class Moderation {
  bans = 0;

  ban(by, user, reason, days, silent) {
    this.bans += days + (silent ? 1 : 0);
    return `${by.displayName} bans ${user.displayName} (${user.id}) and deletes ${days} days: ${reason}${silent ? ' (silent)' : ''}`;
  }

  /** Asks somebody else first, as most of what bots do. */
  async confirm(by, userId, days) {
    await undefined;
    this.bans += days;
    return { content: `${by.displayName} banned <@${userId}>.`, components: [] };
  }

  like(by, values) {
    return { content: `${by.displayName} likes ${values.join(' and ')}.`, components: [] };
  }

  report(by, messageId, what, rule, follow) {
    this.bans += follow ? 1 : 0;
    return `Thank you, ${by.displayName}: “${what}” against “${rule}” in ${messageId}.`;
  }
}

class Stock {
  added = 0;

  add(by, colour) {
    this.added += colour.length;
    return `There is ${colour} now, says ${by.displayName}`;
  }

  suggest(typed) {
    return YARNS.filter((colour) => colour.includes(typed));
  }
}

module.exports = { Moderation, Stock };
