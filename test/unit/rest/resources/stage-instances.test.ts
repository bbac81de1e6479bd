/** Live stages. */
import { StageInstancePrivacyLevel } from 'discord-api-types/v10';
import { BodyError, StageInstance } from 'corduroy/models';
import { routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const STAGE = { id: '9', guild_id: '1', channel_id: '2', topic: 'Looms', privacy_level: 2 };

const calls: Calls<typeof routes.stageInstances> = {
  create: {
    act: (c, o) =>
      c.stageInstances.create(
        {
          channelId: '2',
          topic: 'Looms',
          privacyLevel: StageInstancePrivacyLevel.GuildOnly,
          sendStartNotification: true,
        },
        o,
      ),
    sent: 'POST /stage-instances',
    body: { channel_id: '2', topic: 'Looms', privacy_level: 2, send_start_notification: true },
    answer: STAGE,
    made: StageInstance,
  },
  get: {
    act: (c, o) => c.stageInstances.get('2', o),
    sent: 'GET /stage-instances/2',
    answer: STAGE,
    made: StageInstance,
  },
  edit: {
    act: (c, o) => c.stageInstances.edit('2', { topic: 'Shuttles' }, o),
    sent: 'PATCH /stage-instances/2',
    body: { topic: 'Shuttles' },
    answer: STAGE,
    made: StageInstance,
  },
  delete: { act: (c, o) => c.stageInstances.delete('2', o), sent: 'DELETE /stage-instances/2' },
};

testCalls('stageInstances', routes.stageInstances, calls, 50);

it.each([0, 121])('refuses a topic of %i characters before anything is sent [seed 50]', async (length) => {
  const { client, transport } = makeClient();
  const body = { channelId: '2', topic: 'x'.repeat(length) };
  await expect(client.stageInstances.create(body)).rejects.toBeInstanceOf(BodyError);
  await expect(client.stageInstances.edit('2', body)).rejects.toMatchObject({ fields: [{ path: 'topic' }] });
  expect(transport.requests).toEqual([]);
});
