/** Calls of our own over a bare gateway client of the simulator: without a bot around them. */
import { VoiceClients, type VoiceClientsOptions, type VoiceLink } from '../../src/voice';
import { type BenchBot } from './voice-bench';

/** Speaks opcode 4 over a bot of the bench, and tells its calls what comes. */
export class BenchVoice {
  readonly clients: VoiceClients;
  /** Every opcode 4, the channel of each. */
  readonly signals: (string | null)[] = [];

  constructor(
    readonly bot: BenchBot,
    options: Partial<VoiceClientsOptions> = {},
  ) {
    const { gateway, id } = bot;
    const link: VoiceLink = {
      userId: id,
      sessionId: () => gateway.frames.find(({ t }) => t === 'READY')?.d.session_id,
      changeVoiceState: (guildId, channelId, { selfMute = false, selfDeaf = false } = {}) => {
        this.signals.push(channelId);
        gateway.send(4, { guild_id: guildId, channel_id: channelId, self_mute: selfMute, self_deaf: selfDeaf });
        return Promise.resolve();
      },
    };
    this.clients = new VoiceClients({ link, secure: false, ...options });
    gateway.socket.on('message', () => {
      // The client's own listener has read it before.
      this.hear(gateway.frames.at(-1));
    });
  }

  private hear(frame: BenchBot['gateway']['frames'][number] | undefined): void {
    if (frame?.t === 'VOICE_STATE_UPDATE' && frame.d.user_id === this.bot.id) {
      const { guild_id: guildId, channel_id: channelId, session_id: sessionId } = frame.d;
      this.clients.hearState({ guildId: guildId as string, channelId: channelId as string | null, sessionId });
    }
    if (frame?.t === 'VOICE_SERVER_UPDATE') {
      const { guild_id: guildId, endpoint, token } = frame.d;
      this.clients.hearServer({
        guildId: guildId as string,
        endpoint: endpoint as string | null,
        token: token as string,
      });
    }
  }
}
