/** Every link of voice to a main gateway keeps the port's contract. */
import { FakeVoiceLink, type OwnVoiceState, type VoiceServer } from 'corduroy/voice';
import { type LinkedVoice, voiceLinkContract } from '../../src/testing/contracts/voice-link';

function fakeLink(): LinkedVoice {
  const link = new FakeVoiceLink();
  const states: OwnVoiceState[] = [];
  const servers: VoiceServer[] = [];
  link.tells({
    hearState: (state) => states.push(state),
    hearServer: (server) => servers.push(server),
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { link, guildId: '10', channelIds: ['20', '21'], states, servers, settle };
}

describe('FakeVoiceLink keeps the contract of a voice link', () => {
  for (const each of voiceLinkContract(fakeLink)) it(each.name, () => each.run());
});
