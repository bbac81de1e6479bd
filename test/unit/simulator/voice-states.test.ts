/** Voice states by bare requests: who is where, who may speak on a stage, who raises a hand. */
import { field, GuildBench, REFUSED, wrong } from './guild-support';

describe('Voice states', () => {
  let bench: GuildBench;
  beforeEach(async () => {
    bench = await GuildBench.open();
  });
  afterEach(() => bench.close());

  /** Lets the bot join as a gateway client does. */
  async function join(channel: string): Promise<void> {
    const member = bench.guild.member(bench.bot);
    await member.joinVoice(channel);
  }
  const state = (id: string): string => `/voice-states/${id}`;

  it('tell where somebody is', async () => {
    expect(await bench.ask('GET', state('@me'))).toMatchObject({ status: 404, body: { code: 10_065 } });
    await join('Talk');
    await bench.alice.joinVoice('Talk', { selfMute: true });
    expect(await bench.ask('GET', state('@me'))).toMatchObject({
      status: 200,
      body: { user_id: bench.bot.id, channel_id: bench.channelId('Talk'), guild_id: bench.guild.id },
    });
    expect((await bench.ask('GET', state(bench.alice.id))).body).toMatchObject({
      user_id: bench.alice.id,
      self_mute: true,
      suppress: false,
      request_to_speak_timestamp: null,
    });
  });

  it('tell nothing of channels that the bot cannot see', async () => {
    bench.allow('Connect');
    const secret = bench.guild.createChannel({
      name: 'Secret',
      type: 'voice',
      permissionOverwrites: [{ for: bench.guild.everyone, deny: ['ViewChannel'] }],
    });
    await bench.alice.joinVoice(secret);
    expect(await bench.ask('GET', state(bench.alice.id))).toMatchObject({ body: { code: 10_065 } });
  });

  it('let the bot step on the stage, if it may, and raise its hand', async () => {
    await join('Stage');
    expect((await bench.ask('GET', state('@me'))).body.suppress).toBe(true);
    const now = new Date(bench.clock.wallMs()).toISOString();
    expect(await bench.ask('PATCH', state('@me'), { request_to_speak_timestamp: now })).toMatchObject({ status: 204 });
    const raised = await bench.heard('VOICE_STATE_UPDATE', 2);
    expect(Date.parse(String(raised.request_to_speak_timestamp))).toBe(bench.clock.wallMs());
    const body = { channel_id: bench.channelId('Stage'), suppress: false };
    expect(await bench.ask('PATCH', state('@me'), body)).toMatchObject({ status: 204 });
    expect(await bench.heard('VOICE_STATE_UPDATE', 3)).toMatchObject({ suppress: false });
    bench.allow('ViewChannel', 'Connect');
    expect((await bench.ask('PATCH', state('@me'), { suppress: true })).status).toBe(204);
    expect(await bench.ask('PATCH', state('@me'), { suppress: false })).toMatchObject(REFUSED);
  });

  it('let nobody raise a hand in the past', async () => {
    await join('Stage');
    const past = new Date(bench.clock.wallMs() - 1_000).toISOString();
    expect(await bench.ask('PATCH', state('@me'), { request_to_speak_timestamp: past })).toMatchObject(
      wrong({ request_to_speak_timestamp: field('DATE_TIME_TYPE_PAST') }),
    );
  });

  it('are edited on stages only, and only where the user is', async () => {
    await join('Talk');
    expect(await bench.ask('PATCH', state('@me'), { suppress: false })).toMatchObject({ body: { code: 50_024 } });
    await join('Stage');
    const other = bench.guild.createChannel({ name: 'Second', type: 'stage' });
    expect(await bench.ask('PATCH', state('@me'), { channel_id: other.id })).toMatchObject(
      wrong({ channel_id: field('CHANNEL_ID_INVALID') }),
    );
    expect(await bench.ask('PATCH', state(bench.alice.id), { suppress: false })).toMatchObject({
      body: { code: 10_065 },
    });
  });

  it('ask people to speak, and send them back to listen', async () => {
    await bench.alice.joinVoice('Stage');
    expect(await bench.ask('PATCH', state(bench.alice.id), { suppress: false })).toMatchObject({ status: 204 });
    expect(await bench.heard('VOICE_STATE_UPDATE', 2)).toMatchObject({
      suppress: false,
      request_to_speak_timestamp: expect.any(String) as unknown,
    });
    await bench.ask('PATCH', state(bench.alice.id), { suppress: true });
    expect(await bench.heard('VOICE_STATE_UPDATE', 3)).toMatchObject({
      suppress: true,
      request_to_speak_timestamp: null,
    });
    bench.allow('ViewChannel', 'Connect');
    expect(await bench.ask('PATCH', state(bench.alice.id), { suppress: false })).toMatchObject(REFUSED);
  });

  it('suppress who may not speak where they come, until they come anew, and everybody in the AFK channel', async () => {
    const silent = bench.guild.createChannel({
      name: 'Silent',
      type: 'voice',
      permissionOverwrites: [{ for: bench.guild.everyone, deny: ['Speak'] }],
    });
    const suppress = async (): Promise<unknown> => (await bench.ask('GET', state(bench.alice.id))).body.suppress;
    await bench.alice.joinVoice(silent);
    expect(await suppress()).toBe(true);
    await bench.alice.addRole(bench.guild.createRole({ name: 'speaker', permissions: ['Administrator'] }));
    await bench.alice.joinVoice(silent, { selfMute: true });
    expect(await suppress()).toBe(true);
    await bench.alice.joinVoice('Talk');
    expect(await suppress()).toBe(false);
    await bench.alice.joinVoice(silent);
    expect(await suppress()).toBe(false);
    await bench.call('PATCH', `/guilds/${bench.guild.id}`, { afk_channel_id: silent.id });
    await bench.alice.joinVoice('Talk');
    await bench.alice.joinVoice(silent);
    expect(await suppress()).toBe(true);
  });

  it('stay as they are on the stage when somebody mutes themselves', async () => {
    await bench.alice.joinVoice('Stage');
    await bench.ask('PATCH', state(bench.alice.id), { suppress: false });
    await bench.alice.joinVoice('Stage', { selfMute: true });
    expect(await bench.heard('VOICE_STATE_UPDATE', 3)).toMatchObject({ suppress: false, self_mute: true });
  });
});
