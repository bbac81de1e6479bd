/** A context that remembers what was asked of it, and knows the entities it is given. */
import {
  type Channel,
  type Member,
  type Message,
  noRelations,
  noRequests,
  type ViewContext,
  type ViewRelations,
} from 'corduroy/models';

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface RecordingContext extends ViewContext {
  readonly calls: readonly Call[];
}

/** @param answers what actions resolve with, by their name, `users.createDM`. */
export function recordingContext(
  relations: Partial<ViewRelations> = {},
  answers: Readonly<Record<string, unknown>> = {},
): RecordingContext {
  const calls: Call[] = [];
  const record =
    <T>(name: string) =>
    (...args: unknown[]): Promise<T> => {
      // Options that were not given are of no interest.
      while (args.length > 0 && args.at(-1) === undefined) args.pop();
      calls.push({ name, args });
      return Promise.resolve(answers[name] as T);
    };
  return {
    calls,
    relations: { ...noRelations, ...relations },
    requests: noRequests,
    actions: {
      messages: {
        create: record<Message>('messages.create'),
        edit: record<Message>('messages.edit'),
        delete: record('messages.delete'),
        crosspost: record<Message>('messages.crosspost'),
        pin: record('messages.pin'),
        unpin: record('messages.unpin'),
      },
      reactions: { add: record('reactions.add'), removeOwn: record('reactions.removeOwn') },
      channels: {
        edit: record<Channel>('channels.edit'),
        delete: record<Channel>('channels.delete'),
        triggerTyping: record('channels.triggerTyping'),
      },
      users: { createDM: record<Channel>('users.createDM') },
      members: {
        edit: record<Member>('members.edit'),
        remove: record('members.remove'),
        addRole: record('members.addRole'),
        removeRole: record('members.removeRole'),
      },
    },
  };
}
