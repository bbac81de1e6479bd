/** Every way in which calls ask Discord over HTTP keeps the port's contract. */
import { FakeRefusal, FakeVoiceRequests } from 'corduroy/voice';
import { type RequestingVoice, voiceRequestsContract } from '../../src/testing/contracts/voice-requests';

function fakeRequests(): RequestingVoice {
  const requests = new FakeVoiceRequests();
  let isSuppressed = true;
  requests.stages.add('20');
  requests.missing = ['Connect'];
  requests.tells(({ suppress }) => (isSuppressed = suppress ?? isSuppressed));
  return {
    ...{ requests, guildId: '10', stageId: '20', talkId: '21' },
    isSuppressed: () => isSuppressed,
    refuseNextSound: () => requests.refusals.push(new FakeRefusal(10_097)),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('FakeVoiceRequests keeps the contract of voice requests', () => {
  for (const each of voiceRequestsContract(fakeRequests)) it(each.name, () => each.run());
});
