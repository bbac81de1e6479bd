/** What every {@link ViewContext} must do: whoever satisfies the port that views act and look through. */
import assert from 'node:assert/strict';
import { Message, type ViewContext } from '../../models';
import { type ContractCase } from './contract-case';
import { VIEW_ACTION_STEPS } from './view-actions';

/** A context, and a place in which it may act. */
export interface ViewContextBench {
  readonly context: ViewContext;
  /** A guild that the bot is in, and may manage members and roles of. */
  readonly guildId: string;
  /** A text channel there. */
  readonly channelId: string;
  /** A member that the bot stands above. */
  readonly userId: string;
  /** A role that the bot stands above. */
  readonly roleId: string;
  /** A voice channel that the member is in. */
  readonly voiceChannelId: string;
  readonly stageChannelId: string;
  /** The bot's application, and what it owns. */
  readonly applicationId: string;
  readonly applicationEmojiId: string;
  readonly commandId: string;
  readonly guildCommandId: string;
  /** The first is of something that is used up, the second one was given for a test. */
  readonly entitlementIds: readonly string[];
  /** What the outside world says about it now. */
  readonly look: {
    contents(): readonly string[];
    reactions(messageId: string): readonly string[];
    isPinned(messageId: string): boolean;
    rolesOf(userId: string): readonly string[];
    nickOf(userId: string): string | null;
    isMember(userId: string): boolean;
    topic(): string | null;
  };
  close(): Promise<void>;
}

type Step = (bench: ViewContextBench) => Promise<void>;

export function viewContextContract(make: () => Promise<ViewContextBench>): ContractCase[] {
  const on = (name: string, step: Step): ContractCase => ({
    name,
    run: async () => {
      const bench = await make();
      try {
        await step(bench);
      } finally {
        await bench.close();
      }
    },
  });
  return [
    on('creates a message and gives it as a view that acts through the same context', async (bench) => {
      const { context, channelId, look } = bench;
      const message = await context.actions.messages.create(channelId, { content: 'one' });
      assert.ok(message instanceof Message);
      await message.edit({ content: 'two' });
      assert.deepEqual(look.contents(), ['two']);
      await message.delete();
      assert.deepEqual(look.contents(), []);
    }),
    on('keeps the order of creates that nobody awaits', async ({ context, channelId, look }) => {
      const contents = ['a', 'b', 'c', 'd'];
      await Promise.all(contents.map((content) => context.actions.messages.create(channelId, { content })));
      assert.deepEqual(look.contents(), contents);
    }),
    on('reacts and takes the reaction back', async ({ context, channelId, look }) => {
      const { id } = await context.actions.messages.create(channelId, { content: 'react' });
      await context.actions.reactions.add(channelId, id, '👍');
      assert.deepEqual(look.reactions(id), ['👍']);
      await context.actions.reactions.removeOwn(channelId, id, '👍');
      assert.deepEqual(look.reactions(id), []);
    }),
    on('pins and unpins', async ({ context, channelId, look }) => {
      const { id } = await context.actions.messages.create(channelId, { content: 'pin' });
      await context.actions.messages.pin(channelId, id);
      assert.equal(look.isPinned(id), true);
      await context.actions.messages.unpin(channelId, id);
      assert.equal(look.isPinned(id), false);
    }),
    on('edits a channel', async ({ context, channelId, look }) => {
      await context.actions.channels.edit(channelId, { topic: 'weaving' });
      assert.equal(look.topic(), 'weaving');
    }),
    on('opens the direct channel with a user', async ({ context, userId }) => {
      const direct = await context.actions.users.createDM({ recipientId: userId });
      assert.ok(direct.isDM());
    }),
    on('edits members, gives and takes roles, kicks', async ({ context, guildId, userId, roleId, look }) => {
      const { members } = context.actions;
      await members.edit(guildId, userId, { nick: 'weaver' });
      assert.equal(look.nickOf(userId), 'weaver');
      await members.addRole(guildId, userId, roleId);
      assert.deepEqual(look.rolesOf(userId), [roleId]);
      await members.removeRole(guildId, userId, roleId);
      assert.deepEqual(look.rolesOf(userId), []);
      await members.remove(guildId, userId);
      assert.equal(look.isMember(userId), false);
    }),
    ...VIEW_ACTION_STEPS.map(([name, step]) => on(name, step)),
    on('gives an action up when its signal aborts', async ({ context, channelId, look }) => {
      const signal = AbortSignal.abort(new Error('enough'));
      await assert.rejects(context.actions.messages.create(channelId, { content: 'never' }, { signal }));
      assert.deepEqual(look.contents(), []);
    }),
    on('knows nothing of ids that were never seen, and asks nobody', ({ context }) => {
      const unknown = '100000000000000000';
      assert.equal(context.relations.guild(unknown), undefined);
      assert.equal(context.relations.channel(unknown), undefined);
      assert.equal(context.relations.user(unknown), undefined);
      assert.equal(context.relations.member(unknown, unknown), undefined);
      return Promise.resolve();
    }),
  ];
}
