/** What every {@link VoiceLink} must do, and whoever tells `VoiceClients` what comes back. */
import assert from 'node:assert/strict';
import { type OwnVoiceState, type VoiceLink, type VoiceServer } from '../../voice';
import { type ContractCase } from './contract-case';

/** A link, with a guild and two voice channels that the bot may join, and what has been heard since. */
export interface LinkedVoice {
  readonly link: VoiceLink;
  readonly guildId: string;
  readonly channelIds: readonly [string, string];
  readonly states: readonly OwnVoiceState[];
  readonly servers: readonly VoiceServer[];
  /** Resolves when what comes back has come. */
  readonly settle: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

export function voiceLinkContract(make: () => LinkedVoice | Promise<LinkedVoice>): ContractCase[] {
  const withLink = (run: (voice: LinkedVoice) => Promise<void>): (() => Promise<void>) => {
    return async () => {
      const voice = await make();
      try {
        await run(voice);
      } finally {
        await voice.close?.();
      }
    };
  };
  return [
    {
      name: 'tells the own state and the server of a join',
      run: withLink(async ({ link, guildId, channelIds: [channelId], states, servers, settle }) => {
        assert.equal(link.obstacle?.(guildId, channelId), undefined);
        await link.changeVoiceState(guildId, channelId);
        await settle();
        assert.equal(states.at(-1)?.channelId, channelId);
        assert.ok(states.every((state) => state.guildId === guildId && state.sessionId !== ''));
        assert.equal(servers.length, 1);
        assert.ok(servers.every((server) => server.guildId === guildId && server.token !== ''));
      }),
    },
    {
      name: 'tells the new channel and a new token of a move',
      run: withLink(async ({ link, guildId, channelIds: [first, second], states, servers, settle }) => {
        await link.changeVoiceState(guildId, first);
        await settle();
        await link.changeVoiceState(guildId, second);
        await settle();
        assert.equal(states.at(-1)?.channelId, second);
        assert.equal(new Set(servers.map(({ token }) => token)).size, servers.length);
        assert.equal(servers.length, 2);
      }),
    },
    {
      name: 'tells a leave, and names no server for it',
      run: withLink(async ({ link, guildId, channelIds: [channelId], states, servers, settle }) => {
        await link.changeVoiceState(guildId, channelId);
        await settle();
        await link.changeVoiceState(guildId, null);
        await settle();
        assert.equal(states.at(-1)?.channelId, null);
        assert.equal(servers.length, 1);
      }),
    },
    {
      name: 'rejects what was aborted before it was sent, and sends nothing',
      run: withLink(async ({ link, guildId, channelIds: [channelId], states, settle }) => {
        const signal = AbortSignal.abort(new Error('enough'));
        await assert.rejects(link.changeVoiceState(guildId, channelId, {}, { signal }));
        await settle();
        assert.equal(states.length, 0);
      }),
    },
    {
      name: 'knows the bot and its main session',
      run: withLink(({ link, guildId }) => {
        assert.match(link.userId, /^\d+$/);
        assert.equal(typeof link.sessionId(guildId), 'string');
        return Promise.resolve();
      }),
    },
  ];
}
