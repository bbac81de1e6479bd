/** A text command is answered by messages of its channel. */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { MessageAnswers } from '../../../../src/interactions';
import { RestClient, ScriptedTransport } from '../../../../src/rest';
import { ManualClock } from '../../../../src/util';
import { GENERAL, said } from './support';

const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';
const COMMAND = said('!ban').id;
const CHANNEL = `/channels/${GENERAL}`;

function stage() {
  const transport = new ScriptedTransport();
  const client = new RestClient(TOKEN, { transport, clock: new ManualClock(), retries: 0 });
  const answers = new MessageAnswers(client, said('!ban'));
  const message = (id: string, content = 'x') => ({ json: { id, channel_id: GENERAL, content } });
  const requests = (): string[] => transport.requests.map(({ method, path }) => `${method} ${path}`);
  const body = (at: number): unknown => transport.requests[at]?.body;
  return { transport, answers, message, requests, body };
}

const reply = (data: object) => ({ type: InteractionResponseType.ChannelMessageWithSource, data }) as never;
const promise = { type: InteractionResponseType.DeferredChannelMessageWithSource } as never;

it('the first answer is a reply that stands although the command was deleted, and is known as its own', async () => {
  const { transport, answers, message, requests, body } = stage();
  transport.reply(message('7'));
  expect((await answers.first(reply({ content: 'x' })))?.id).toBe('7');
  expect(requests()).toEqual([`POST ${CHANNEL}/messages`]);
  expect(body(0)).toMatchObject({
    content: 'x',
    message_reference: { message_id: COMMAND, fail_if_not_exists: false },
    allowed_mentions: { parse: [] },
  });
  expect((await answers.original()).id).toBe('7');
  expect([answers.has('7'), answers.has('8')]).toEqual([true, false]);
});

it('nothing is for one person only, other flags stay', async () => {
  const { transport, answers, message, body } = stage();
  transport.reply(message('7'), message('8'));
  await answers.first(reply({ content: 'x', flags: MessageFlags.Ephemeral }));
  const both: object = { content: 'x', flags: MessageFlags.Ephemeral | MessageFlags.SuppressEmbeds };
  await answers.followUp(both);
  expect(body(0)).not.toHaveProperty('flags');
  expect(body(1)).toMatchObject({ flags: MessageFlags.SuppressEmbeds });
});

it('a promise is typing, and what keeps it is a message', async () => {
  const { transport, answers, message, requests } = stage();
  transport.reply({ status: 204 }, message('7'), message('7', 'y'));
  expect(await answers.first(promise)).toBeUndefined();
  await expect(answers.original()).rejects.toMatchObject({ code: 'INTERACTION_ANSWERED' });
  await answers.editOriginal({ content: 'x' });
  expect((await answers.editOriginal({ content: 'y' })).content).toBe('y');
  expect(requests()).toEqual([`POST ${CHANNEL}/typing`, `POST ${CHANNEL}/messages`, `PATCH ${CHANNEL}/messages/7`]);
});

it('a promise that is taken back asks for nothing: typing ends by itself', async () => {
  const { transport, answers, requests } = stage();
  transport.reply({ status: 204 });
  await answers.first(promise);
  await answers.deleteOriginal();
  expect(requests()).toHaveLength(1);
});

it('the answer and what follows are deleted each by itself', async () => {
  const { transport, answers, message, requests } = stage();
  transport.reply(message('7'), message('8'), message('8', 'y'), { status: 204 }, { status: 204 });
  await answers.first(reply({ content: 'x' }));
  await answers.followUp({ content: 'x' });
  await answers.editFollowUp('8', { content: 'y' });
  await answers.deleteFollowUp('8');
  await answers.deleteOriginal();
  expect(requests().slice(1)).toEqual([
    `POST ${CHANNEL}/messages`,
    `PATCH ${CHANNEL}/messages/8`,
    `DELETE ${CHANNEL}/messages/8`,
    `DELETE ${CHANNEL}/messages/7`,
  ]);
  await expect(answers.original()).rejects.toMatchObject({ code: 'INTERACTION_ANSWERED' });
});

it('what Discord refuses is a typed failure, and nothing was answered', async () => {
  const { transport, answers } = stage();
  transport.reply({ status: 403, json: { code: 50_013, message: 'Missing Permissions' } });
  await expect(answers.first(reply({ content: 'x' }))).rejects.toMatchObject({ discordCode: 50_013 });
  await expect(answers.original()).rejects.toMatchObject({ code: 'INTERACTION_ANSWERED' });
});

it('an answer that could not be deleted is still there to be changed', async () => {
  const { transport, answers, message, requests } = stage();
  transport.reply(message('7'), { status: 403, json: { code: 50_013, message: 'Missing Permissions' } }, message('7'));
  await answers.first(reply({ content: 'x' }));
  await expect(answers.deleteOriginal()).rejects.toMatchObject({ discordCode: 50_013 });
  await answers.editOriginal({ content: 'y' });
  expect(requests().at(-1)).toBe(`PATCH ${CHANNEL}/messages/7`);
});

it('a message that somebody uses before Discord has told of it is known by what it replies to', async () => {
  const { transport, answers, message } = stage();
  transport.reply(message('7'));
  const used = { id: '7', message_reference: { message_id: COMMAND } };
  expect(answers.owns(used)).toBe(false);
  const sending = answers.first(reply({ content: 'x' }));
  expect([answers.owns(used), answers.owns({ ...used, message_reference: { message_id: '1' } })]).toEqual([
    true,
    false,
  ]);
  await sending;
  expect([answers.owns({ id: '7' }), answers.owns({ ...used, id: '8' })]).toEqual([true, false]);
});
