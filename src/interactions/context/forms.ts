/** Contexts of forms that were submitted. */
import { type APIModalSubmission } from 'discord-api-types/v10';
import { type ActionOptions, type InteractionUpdateBody, type Message } from '../../models';
import { replyBody } from '../answers/reply-body';
import { type Edit, type Reply } from '../answers/reply-value';
import { inGuild } from './in-guild';
import { InteractionContext } from './interaction-context';

/** Of a form. It has a message when a component of that message showed it. */
export class ModalContext extends InteractionContext {
  /** Only for the compiler: other contexts can do all that this one can, and are none of a form. */
  declare protected readonly isModal: true;

  /** The message with the component that showed the form; `undefined` when a command did. */
  get message(): Message | undefined {
    return this.event.message;
  }

  get customId(): string {
    return (this.event.raw.data as APIModalSubmission).custom_id;
  }

  /** Changes the message with the component that showed the form. @throws {InteractionError} INTERACTION_ANSWERED when there is none. */
  update(reply: Edit<InteractionUpdateBody>, options?: ActionOptions): Promise<Message | undefined> {
    return this.responder.update(replyBody(reply as Reply, this), options);
  }

  /** Promises a change of that message, or none. */
  deferUpdate(options?: ActionOptions): Promise<void> {
    return this.responder.deferUpdate(options);
  }
}

/** Guild and member are there. */
export class GuildModalContext extends inGuild(ModalContext) {}
