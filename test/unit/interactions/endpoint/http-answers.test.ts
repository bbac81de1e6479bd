/** Answers to what HTTP brought: the response first, and requests that bear with a Discord that has not read it yet. */
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import { InteractionCreateEvent, unboundContext } from 'corduroy/models';
import { RestClient, ScriptedTransport } from 'corduroy/rest';
import { ManualClock } from 'corduroy/util';
import { Attachment } from 'corduroy';
import { FirstAnswer } from '../../../../src/interactions/endpoint/first-answer';
import { HttpAnswers } from '../../../../src/interactions/endpoint/http-answers';

const TOKEN = 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs';
const NOT_YET = { status: 404, json: { code: 10_015, message: 'Unknown Webhook' } };
const MESSAGE = { json: { id: '8', channel_id: '7', content: 'more' } };

function stage() {
  const clock = new ManualClock();
  const transport = new ScriptedTransport();
  const client = new RestClient(TOKEN, { transport, clock });
  const raw = { id: '3', application_id: '1', token: 'secret', type: InteractionType.ApplicationCommand } as never;
  const event = new InteractionCreateEvent(raw, unboundContext);
  const first = new FirstAnswer(clock, 3_000);
  const answers = new HttpAnswers({ event, interactions: client.interactions, first, clock });
  const deliver = async (failure?: Error): Promise<void> => {
    (await first.reply).sent?.(failure);
  };
  return { clock, transport, first, answers, deliver };
}

const reply = { type: InteractionResponseType.ChannelMessageWithSource, data: { content: 'hello' } } as const;

it('gives the first answer as the response, checked like any body, and resolves when it is out', async () => {
  const { first, answers, deliver, transport } = stage();
  await expect(
    answers.first({ type: InteractionResponseType.ChannelMessageWithSource, data: { content: 'x'.repeat(3_000) } }),
  ).rejects.toMatchObject({
    code: 'BODY_INVALID',
  });
  let isOut = false;
  const answering = answers.first(reply).then(() => (isOut = true));
  expect(await first.reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(isOut).toBe(false);
  await deliver();
  await answering;
  expect(transport.requests).toEqual([]);
});

it('is too late for a first answer after three seconds, and after whoever asked has gone', async () => {
  const late = stage();
  await late.clock.advance(3_000);
  expect((await late.first.reply).status).toBe(504);
  await expect(late.answers.first(reply)).rejects.toMatchObject({ code: 'INTERACTION_EXPIRED' });
  const gone = stage();
  gone.first.abandon();
  await expect(gone.answers.first(reply)).rejects.toMatchObject({ code: 'INTERACTION_EXPIRED' });
  const cut = stage();
  const answering = cut.answers.first(reply);
  await cut.deliver(new Error('the connection was closed'));
  await expect(answering).rejects.toMatchObject({ code: 'INTERACTION_EXPIRED' });
});

it('asks again while Discord has not read the response', async () => {
  const { clock, transport, answers, deliver } = stage();
  await Promise.all([answers.first(reply), deliver()]);
  transport.reply(NOT_YET, NOT_YET, MESSAGE);
  const following = answers.followUp({ content: 'more' });
  await clock.advance(1_000);
  expect((await following).content).toBe('more');
  expect(transport.requests).toHaveLength(3);
});

it('does not go on asking for an interaction that is long gone', async () => {
  const { clock, transport, answers, deliver } = stage();
  await Promise.all([answers.first(reply), deliver()]);
  await clock.advance(60_000);
  transport.reply(NOT_YET);
  await expect(answers.followUp({ content: 'more' })).rejects.toMatchObject({ discordCode: 10_015 });
});

it('asks before it sends files, which can be read once', async () => {
  const { clock, transport, answers, deliver } = stage();
  await Promise.all([answers.first(reply), deliver()]);
  transport.reply(NOT_YET, MESSAGE, MESSAGE);
  const files = [Attachment.fromBytes(Buffer.from('x'), { name: 'x.txt' })];
  const following = answers.followUp({ content: 'more', files });
  await clock.advance(1_000);
  await following;
  expect(transport.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
});
