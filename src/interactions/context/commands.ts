/** Contexts of commands. The `Guild…` ones are made for what was used in a guild, and know so. */
import {
  type APIMessage,
  type APIMessageApplicationCommandInteractionData,
  type APIUserApplicationCommandInteractionData,
} from 'discord-api-types/v10';
import { Member, Message, User } from '../../models';
import { inGuild } from './in-guild';
import { InteractionContext } from './interaction-context';

/** Of any command. */
export abstract class CommandContext extends InteractionContext {
  /** The names down to the command that was used: `['role', 'add']`. */
  get path(): readonly string[] {
    return this.what.replace(/^\//, '').split(' ');
  }
}

export class SlashContext extends CommandContext {
  /** Only for the compiler: every other context of a command can do all that this one can, and is none. */
  declare protected readonly isSlash: true;
}

/** Guild and member are there. */
export class GuildSlashContext extends inGuild(SlashContext) {}

/** Of a command in the menu of a user. */
export class UserCommandContext extends CommandContext {
  /** Only for the compiler, as in a slash command. */
  declare protected readonly isUserCommand: true;

  /** Whose menu it was. */
  get target(): User {
    const { data } = this;
    return new User(data.resolved.users[data.target_id] as never, this.views);
  }

  /** The same within the guild; `undefined` elsewhere, and for who is not there any more. */
  get targetMember(): Member | undefined {
    const { data } = this;
    const raw = data.resolved.members?.[data.target_id];
    const user = data.resolved.users[data.target_id];
    return raw && new Member({ ...raw, user }, this.views, this.event.guildId);
  }

  private get data(): APIUserApplicationCommandInteractionData {
    return this.event.raw.data as APIUserApplicationCommandInteractionData;
  }
}

/** Guild and member are there. */
export class GuildUserCommandContext extends inGuild(UserCommandContext) {}

/** Of a command in the menu of a message. */
export class MessageCommandContext extends CommandContext {
  /** Only for the compiler, as in a slash command. */
  declare protected readonly isMessageCommand: true;

  /** Whose menu it was. */
  get target(): Message {
    const data = this.event.raw.data as APIMessageApplicationCommandInteractionData;
    return new Message(data.resolved.messages[data.target_id] as APIMessage, this.views);
  }
}

/** Guild and member are there. */
export class GuildMessageCommandContext extends inGuild(MessageCommandContext) {}

/** Of the command that opens the application's activity. Only where the application answers it itself. */
export class EntryPointContext extends CommandContext {
  /** Only for the compiler, as in a slash command. */
  declare protected readonly isEntryPoint: true;
}

/** Guild and member are there. */
export class GuildEntryPointContext extends inGuild(EntryPointContext) {}
