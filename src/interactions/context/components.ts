/** Contexts of what hangs on a message: buttons and selects. */
import {
  type APIChannel,
  type APIInteractionDataResolved,
  type APIMessageComponentInteractionData,
  type APIMessageSelectMenuInteractionData,
} from 'discord-api-types/v10';
import {
  type ActionOptions,
  Channel,
  type ChannelId,
  type InteractionUpdateBody,
  Member,
  type Message,
  Role,
  type RoleId,
  User,
  type UserId,
} from '../../models';
import { replyBody } from '../answers/reply-body';
import { type Edit, type Reply } from '../answers/reply-value';
import { inGuild } from './in-guild';
import { InteractionContext } from './interaction-context';

/** Of any component. What a method returns changes the message that the component hangs on. */
export abstract class ComponentContext extends InteractionContext {
  /** The message that the component hangs on. */
  get message(): Message {
    return this.event.message as Message;
  }

  /** The text that the component carries. */
  get customId(): string {
    return this.componentData.custom_id;
  }

  /**
   * Changes the message that the component hangs on; what is left out stays.
   * @throws {InteractionError} INTERACTION_ANSWERED after a reply, INTERACTION_EXPIRED.
   */
  update(reply: Edit<InteractionUpdateBody>, options?: ActionOptions): Promise<Message | undefined> {
    return this.responder.update(replyBody(reply as Reply, this), options);
  }

  /** Promises a change of the message, without a sign of waiting; or none, and all is well. */
  deferUpdate(options?: ActionOptions): Promise<void> {
    return this.responder.deferUpdate(options);
  }

  protected get componentData(): APIMessageComponentInteractionData {
    return this.event.raw.data as APIMessageComponentInteractionData;
  }
}

/** Of a click on a button. */
export class ButtonContext extends ComponentContext {
  /** Only for the compiler: a select is no button, although it can do all that a button can. */
  declare protected readonly isButton: true;
}

/** Guild and member are there. */
export class GuildButtonContext extends inGuild(ButtonContext) {}

/** Of any select. What was chosen comes as texts or ids, and of users, roles and channels as views too. */
export class SelectContext extends ComponentContext {
  /** Only for the compiler, as in a button. */
  declare protected readonly isSelect: true;

  /** The values of the options, or the ids of users, roles and channels. */
  get values(): readonly string[] {
    return this.selectData.values;
  }

  get users(): ReadonlyMap<UserId, User> {
    return this.resolve('users', (raw) => new User(raw, this.views));
  }

  /** Chosen users as members, of those who are in the guild. */
  get members(): ReadonlyMap<UserId, Member> {
    const users = this.resolved.users ?? {};
    return this.resolve('members', (raw, id) => {
      const whole = { ...raw, user: users[id] } as unknown as ConstructorParameters<typeof Member>[0];
      return new Member(whole, this.views, this.event.guildId);
    });
  }

  get roles(): ReadonlyMap<RoleId, Role> {
    return this.resolve('roles', (raw) => new Role(raw, this.views));
  }

  get channels(): ReadonlyMap<ChannelId, Channel> {
    return this.resolve('channels', (raw) => new Channel(raw as unknown as APIChannel, this.views, this.event.guildId));
  }

  private get selectData(): APIMessageSelectMenuInteractionData {
    return this.event.raw.data as APIMessageSelectMenuInteractionData;
  }

  private get resolved(): APIInteractionDataResolved {
    return ('resolved' in this.selectData ? this.selectData.resolved : undefined) ?? {};
  }

  private resolve<K extends keyof APIInteractionDataResolved, V>(
    kind: K,
    make: (raw: NonNullable<APIInteractionDataResolved[K]>[string], id: string) => V,
  ): ReadonlyMap<string, V> {
    const found = this.resolved[kind] ?? {};
    return new Map(Object.entries(found).map(([id, raw]) => [id, make(raw as never, id)]));
  }
}

/** Guild and member are there. */
export class GuildSelectContext extends inGuild(SelectContext) {}
