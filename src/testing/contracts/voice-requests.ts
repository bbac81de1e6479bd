/** What all {@link VoiceRequests} must do, whoever asks Discord for them. */
import assert from 'node:assert/strict';
import { type VoiceRequests } from '../../voice';
import { type ContractCase } from './contract-case';

/** Requests of a bot that is in the audience of a stage and may do everything there. */
export interface RequestingVoice {
  readonly requests: VoiceRequests;
  readonly guildId: string;
  readonly stageId: string;
  /** A voice channel of the same guild. */
  readonly talkId: string;
  readonly isSuppressed: () => boolean;
  /** Makes sure that the next sound is refused with the code 10097, because there is none such. */
  readonly refuseNextSound: () => void;
  /** Resolves when what comes back has come. */
  readonly settle: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

const UNKNOWN_SOUND = 10_097;

export function voiceRequestsContract(make: () => RequestingVoice | Promise<RequestingVoice>): ContractCase[] {
  const withVoice = (run: (voice: RequestingVoice) => Promise<void>): (() => Promise<void>) => {
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
      name: 'go to the speakers and to the audience',
      run: withVoice(async ({ requests, guildId, stageId: channelId, isSuppressed, settle }) => {
        await requests.editOwnVoiceState(guildId, { channelId, suppress: false });
        await settle();
        assert.equal(isSuppressed(), false);
        await requests.editOwnVoiceState(guildId, { channelId, suppress: true, requestToSpeakTimestamp: null });
        await settle();
        assert.equal(isSuppressed(), true);
      }),
    },
    {
      name: 'reject what Discord refuses, with its code',
      run: withVoice(async ({ requests, stageId, refuseNextSound }) => {
        refuseNextSound();
        const isRight = (error: { readonly discordCode?: unknown }): boolean => error.discordCode === UNKNOWN_SOUND;
        await assert.rejects(requests.sendSoundboardSound(stageId, { soundId: '424242' }), isRight);
      }),
    },
    {
      name: 'reject what was aborted before it was sent, and send nothing',
      run: withVoice(async ({ requests, guildId, stageId: channelId, isSuppressed, settle }) => {
        const signal = AbortSignal.abort(new Error('enough'));
        await assert.rejects(requests.editOwnVoiceState(guildId, { channelId, suppress: false }, { signal }));
        await assert.rejects(requests.sendSoundboardSound(channelId, { soundId: '1' }, { signal }));
        await settle();
        assert.equal(isSuppressed(), true);
      }),
    },
    {
      name: 'know stages and permissions from memory, where they know them at all',
      run: withVoice(({ requests, guildId, stageId, talkId }) => {
        assert.ok([true, undefined].includes(requests.isStage?.(guildId, stageId)));
        assert.ok([false, undefined].includes(requests.isStage?.(guildId, talkId)));
        const lacking = requests.lacking?.(guildId, stageId, ['Speak', 'MuteMembers']) ?? [];
        assert.deepEqual([...lacking], []);
        return Promise.resolve();
      }),
    },
  ];
}
