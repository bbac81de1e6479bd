/** What all {@link DrivenVoiceCalls} must do: they are told everything that the gateway says, about guilds of anybody. */
import assert from 'node:assert/strict';
import { type DrivenVoiceCalls } from '../../voice';
import { type ContractCase } from './contract-case';

const GUILD = '100000000000000001';

export function voiceCallsContract(make: () => DrivenVoiceCalls | Promise<DrivenVoiceCalls>): ContractCase[] {
  return [
    {
      name: 'begin without a call',
      run: async () => {
        const calls = await make();
        assert.equal(calls.get(GUILD), undefined);
        assert.deepEqual([...calls], []);
        await calls.close();
      },
    },
    {
      name: 'pass over what is told of guilds without a call, and begin none by it',
      run: async () => {
        const calls = await make();
        calls.hearState({ guildId: GUILD, channelId: '20', sessionId: 'session' });
        calls.hearServer({ guildId: GUILD, endpoint: 'voice.test:443', token: 'secret' });
        calls.hearServer({ guildId: GUILD, endpoint: null, token: 'secret' });
        calls.sessionRenewed(GUILD);
        calls.regionChanged?.(GUILD, '20');
        calls.channelDeleted?.(GUILD, '20');
        calls.hearState({ guildId: GUILD, channelId: null, sessionId: 'session' });
        assert.deepEqual([...calls], []);
        await calls.close();
      },
    },
    {
      name: 'close twice, and are told things after that without complaint',
      run: async () => {
        const calls = await make();
        await calls.close();
        await calls.close();
        calls.hearState({ guildId: GUILD, channelId: null, sessionId: 'session' });
        calls.sessionRenewed(GUILD);
        assert.equal(calls.get(GUILD), undefined);
      },
    },
  ];
}
