/** What a text command is answered through: like any other command, but that everybody reads the answer. */
import { type Message, type MessageCreateEvent } from '../../models';
import { type AnsweringMessage, AnyContext, type ContextInit } from '../context/any-context';
import { inGuild } from '../context/in-guild';
import { type MessageAnswers } from './message-answers';

export interface TextContextInit extends ContextInit {
  readonly answers: MessageAnswers;
  /** What stood before the name of the command. */
  readonly prefix: string;
  /** The names of the command, as it was found. */
  readonly path: readonly string[];
}

export class TextContext extends AnyContext {
  /** What stood before the name: `!`, or a mention of the bot. */
  readonly prefix: string;
  /** The words of the command's name: `['queue', 'add']`. */
  readonly path: readonly string[];
  private readonly answers: MessageAnswers;

  constructor(init: TextContextInit) {
    super(init);
    this.prefix = init.prefix;
    this.path = init.path;
    this.answers = init.answers;
  }

  override get event(): MessageCreateEvent {
    // The router makes these contexts of nothing else.
    return this.source.event as MessageCreateEvent;
  }

  /** The message that the command was written in. */
  get message(): Message {
    return this.event;
  }

  /** Nobody waits for the answer to a message. @internal */
  override needsAnswer(): boolean {
    return false;
  }

  /** @internal */
  override owns(message: AnsweringMessage): boolean {
    return this.answers.owns(message);
  }
}

/** Guild and member are there. */
export class GuildTextContext extends inGuild(TextContext) {}
