/** Answers in their order, and what becomes of an interaction when one of them fails. */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { FakeAnswers, InteractionError, Responder } from '../../../src/interactions';
import { RestError } from '../../../src/rest';
import { ManualClock } from '../../../src/util';

const { ChannelMessageWithSource, DeferredChannelMessageWithSource, UpdateMessage } = InteractionResponseType;

function make(source: 'command' | 'component' = 'command') {
  const clock = new ManualClock();
  const answers = new FakeAnswers();
  const responder = new Responder({ answers, clock, source, what: '/tea', arrivedAtMs: clock.now() });
  return { clock, answers, responder };
}

function refusal(discordCode: number): RestError {
  return new RestError({
    code: 'REST_HTTP',
    kind: 'http',
    message: 'refused',
    status: 400,
    discordCode,
    request: 'POST /interactions',
  } as never);
}

it('a second reply is a further message, and waits for the first', async () => {
  const { answers, responder } = make();
  answers.hold();
  const first = responder.reply({ content: 'one' });
  const second = responder.reply({ content: 'two' });
  await Promise.resolve();
  expect(answers.said).toEqual([{ how: 'first', body: { type: ChannelMessageWithSource, data: { content: 'one' } } }]);
  answers.release();
  await Promise.all([first, second]);
  expect(answers.said[1]).toEqual({ how: 'follow-up', body: { content: 'two' } });
});

it('a reply after a deferral fills the promised message', async () => {
  const { answers, responder } = make();
  await responder.deferReply(true);
  await responder.reply({ content: 'here', flags: MessageFlags.Ephemeral });
  expect(answers.said).toEqual([
    { how: 'first', body: { type: DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } } },
    { how: 'edit', body: { content: 'here' } },
  ]);
});

it('what only one person is to see never fills a message that everybody was promised', async () => {
  const { answers, responder } = make();
  await responder.deferReply(false);
  await responder.reply({ content: 'secret', flags: MessageFlags.Ephemeral });
  expect(answers.said.slice(1)).toEqual([
    { how: 'delete' },
    { how: 'follow-up', body: { content: 'secret', flags: MessageFlags.Ephemeral } },
  ]);
});

it('a first answer that Discord did not take leaves the interaction unanswered', async () => {
  const { answers, responder } = make();
  answers.failure = new Error('the network is down');
  await expect(responder.reply({ content: 'one' })).rejects.toThrow('the network is down');
  expect(responder.state).toEqual({ kind: 'none' });
  await responder.reply({ content: 'again' });
  expect(answers.said).toHaveLength(2);
  expect(responder.state.kind).toBe('replied');
});

it('an interaction that Discord gave up is told with its age', async () => {
  const { clock, answers, responder } = make();
  await clock.advance(3_400);
  answers.failure = refusal(10_062);
  const failure = await responder.reply({ content: 'late' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InteractionError);
  expect(failure).toMatchObject({ code: 'INTERACTION_EXPIRED', ageMs: 3_400 });
});

it('an answer that somebody else gave is told as that, and not tried again as the first', async () => {
  const { answers, responder } = make();
  answers.failure = refusal(40_060);
  await expect(responder.reply({ content: 'one' })).rejects.toMatchObject({ code: 'INTERACTION_ANSWERED' });
  expect(responder.isAnswered).toBe(true);
});

it('after 15 minutes nothing is sent any more', async () => {
  const { clock, answers, responder } = make();
  await responder.deferReply(false);
  await clock.advance(15 * 60_000 + 1);
  await expect(responder.reply({ content: 'late' })).rejects.toMatchObject({ code: 'INTERACTION_EXPIRED' });
  expect(() => responder.original()).toThrow(InteractionError);
  expect(answers.said).toHaveLength(1);
});

it('what cannot be done says why and what to try', async () => {
  const { responder } = make();
  await responder.reply({ content: 'one' });
  await expect(responder.showForm({})).rejects.toThrow(/a form must be the first answer, and it was replied to/);
});

it('an update of a component changes its message, and a deferral of it is filled', async () => {
  const { answers, responder } = make('component');
  await responder.deferUpdate();
  await responder.update({ content: 'new' });
  expect(answers.said).toEqual([
    { how: 'first', body: { type: InteractionResponseType.DeferredMessageUpdate } },
    { how: 'edit', body: { content: 'new' } },
  ]);
  const other = make('component');
  await other.responder.update({ content: 'at once' });
  expect(other.answers.said).toEqual([{ how: 'first', body: { type: UpdateMessage, data: { content: 'at once' } } }]);
});

it('a whisper that follows a promise does not fill it: Discord would show it to everybody', async () => {
  const { answers, responder } = make();
  await responder.deferReply(false);
  await responder.followUp({ content: 'secret', flags: MessageFlags.Ephemeral });
  expect(answers.said.slice(1)).toEqual([
    { how: 'delete' },
    { how: 'follow-up', body: { content: 'secret', flags: MessageFlags.Ephemeral } },
  ]);
});

it('what took the place of a promise is edited, read and deleted as the answer', async () => {
  const { answers, responder } = make();
  await responder.deferReply(false);
  const [sent] = await Promise.all([
    responder.reply({ content: 'secret', flags: MessageFlags.Ephemeral }),
    responder.edit({ content: 'changed' }),
  ]);
  expect((await responder.original()).content).toBe('changed');
  await responder.deleteReply();
  expect(answers.said.slice(3)).toEqual([
    { how: 'edit-follow-up', messageId: sent?.id, body: { content: 'changed' } },
    { how: 'delete-follow-up', messageId: expect.any(String) as string },
  ]);
  expect(responder.state.kind).toBe('deleted');
});

it('what was to follow a first answer that failed comes in its place', async () => {
  const { answers, responder } = make();
  answers.hold();
  answers.failure = new Error('the network is down');
  const sending = [1, 2, 3].map((count) => responder.reply({ content: String(count) }));
  answers.release();
  const outcomes = await Promise.allSettled(sending);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(answers.said.map(({ how }) => how)).toEqual(['first', 'first', 'follow-up']);
});

it('a promise that failed is no promise: the reply comes first', async () => {
  const { answers, responder } = make();
  answers.hold();
  answers.failure = new Error('the network is down');
  const deferring = responder.deferReply(false);
  const replying = responder.reply({ content: 'one' });
  answers.release();
  await expect(deferring).rejects.toThrow('the network is down');
  await replying;
  expect(answers.said.map(({ how }) => how)).toEqual(['first', 'first']);
});

it('a promise stands until something has filled it', async () => {
  const { answers, responder } = make();
  await responder.deferReply(false);
  answers.failure = refusal(50_035);
  const [refused, taken] = await Promise.allSettled([
    responder.reply({ content: 'too long' }),
    responder.reply({ content: 'short' }),
  ]);
  expect([refused.status, taken.status]).toEqual(['rejected', 'fulfilled']);
  expect(answers.said.slice(1).map(({ how }) => how)).toEqual(['edit', 'edit']);
  expect(responder.state).toEqual({ kind: 'replied', ephemeral: false });
});

it('a whisper that Discord refuses leaves nothing behind, and another can follow', async () => {
  const { answers, responder } = make();
  await responder.deferReply(false);
  const whispering = responder.reply({ content: 'x', flags: MessageFlags.Ephemeral });
  // Of the two requests the second one fails.
  await Promise.resolve();
  await Promise.resolve();
  answers.failure = refusal(50_035);
  await expect(whispering).rejects.toThrow('refused');
  expect(responder.state).toEqual({ kind: 'deleted' });
  await responder.reply({ content: 'y' });
  expect(answers.said.map(({ how }) => how)).toEqual(['first', 'delete', 'follow-up', 'follow-up']);
});

it('an answer that was deleted has no message, and others can follow', async () => {
  const { answers, responder } = make();
  await responder.deferReply(false);
  await responder.deleteReply();
  await expect(responder.edit({ content: 'x' })).rejects.toMatchObject({ code: 'INTERACTION_ANSWERED' });
  await responder.reply({ content: 'y' });
  expect(answers.said.map(({ how }) => how)).toEqual(['first', 'delete', 'follow-up']);
});

it('an answer that could not be deleted is still there', async () => {
  const { answers, responder } = make();
  await responder.reply({ content: 'x' });
  answers.failure = new Error('the network is down');
  await expect(responder.deleteReply()).rejects.toThrow('the network is down');
  await responder.edit({ content: 'y' });
  expect(answers.said.map(({ how }) => how)).toEqual(['first', 'delete', 'edit']);
});

it.each([10_015, 50_027])('a token that Discord does not know any more (%i) is told as an end', async (code) => {
  const { answers, responder } = make();
  await responder.reply({ content: 'x' });
  answers.failure = refusal(code);
  await expect(responder.edit({ content: 'y' })).rejects.toMatchObject({ code: 'INTERACTION_EXPIRED' });
});
