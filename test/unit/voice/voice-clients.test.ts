import { type VoiceClient, VoiceError } from '../../../src/voice';
import { CHANNEL, FakeCall, GUILD, itHere, OTHER } from './fake-call';

/** What a join ended with. */
function outcome(joining: Promise<VoiceClient>): Promise<VoiceError> {
  return joining.then(
    () => {
      throw new Error('the join succeeded');
    },
    (error: unknown) => error as VoiceError,
  );
}

describe('a join that fails', () => {
  it('for a reason that is known before asks Discord nothing', async () => {
    const call = new FakeCall();
    const refusal = new VoiceError({ code: 'VOICE_CHANNEL_FULL', kind: 'refused', message: 'full' });
    call.link.refusal = refusal;
    await expect(call.clients.join(GUILD, CHANNEL)).rejects.toBe(refusal);
    expect(call.link.sent).toEqual([]);
    expect(call.clients.size).toBe(0);
  });

  itHere('for want of end-to-end encryption asks Discord nothing, and may find it the next time', async () => {
    const missing = new VoiceError({ code: 'VOICE_DAVE_UNAVAILABLE', kind: 'encryption', message: 'missing' });
    let isThere = false;
    const call: FakeCall = new FakeCall({
      loadDave: () => (isThere ? Promise.resolve(call.dave) : Promise.reject(missing)),
    });
    expect(await outcome(call.join())).toBe(missing);
    expect(call.link.sent).toEqual([]);
    isThere = true;
    expect((await call.joined()).isReady).toBe(true);
  });

  it.each([
    ['abc', CHANNEL, 10_000],
    [GUILD, undefined, 10_000],
    [GUILD, 20, 10_000],
    [GUILD, CHANNEL, 0],
    [GUILD, CHANNEL, Infinity],
  ])('for arguments that are none: %p, %p, %p', async (guildId, channelId, timeoutMs) => {
    const call = new FakeCall();
    const joining = call.clients.join(guildId, channelId as string, { timeoutMs });
    expect(await outcome(joining)).toMatchObject({ code: 'VOICE_INVALID_OPTIONS' });
  });

  itHere('without any answer names what makes Discord silent, and gives the place up [seed 95]', async () => {
    const call = new FakeCall();
    call.link.answer = 'nothing';
    const failure = outcome(call.join());
    await call.clock.advance(10_000);
    const error = await failure;
    expect(error).toMatchObject({ code: 'VOICE_JOIN_TIMEOUT', mayRetry: true, context: { channelId: CHANNEL } });
    expect(error.message).toMatch(/full.*ViewChannel and Connect.*GuildVoiceStates/s);
    await call.clock.advance(2_000);
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null]);
    expect(call.clients.size).toBe(0);
    expect(call.clock.pendingTimers).toBe(0);
  });

  it('because its command still waits for its turn says so, and not that Discord is silent', async () => {
    const call = new FakeCall();
    call.link.changeVoiceState = () => new Promise(() => undefined);
    const joining = outcome(call.join(CHANNEL, { timeoutMs: 3_000 }));
    await call.settle();
    await call.clock.advance(3_000);
    expect(await joining).toMatchObject({
      code: 'VOICE_JOIN_TIMEOUT',
      mayRetry: true,
      message: expect.stringContaining('waited 3000 ms for its turn') as string,
    });
  });

  it('with a server and no state says that the intent is missing', async () => {
    const call = new FakeCall();
    call.link.answer = 'server-only';
    const failure = outcome(call.join(CHANNEL, { timeoutMs: 4_000 }));
    await call.clock.advance(4_000);
    expect(await failure).toMatchObject({ code: 'VOICE_INTENT_MISSING' });
  });

  it('with a state and no server leaves and joins once, then says what is missing', async () => {
    const call = new FakeCall();
    call.link.answer = 'state-only';
    const failure = outcome(call.join());
    await call.clock.advance(10_000);
    const error = await failure;
    expect(error.message).toContain('createSocket');
    expect(call.link.sent.map(({ channelId }) => channelId)).toEqual([CHANNEL, null, CHANNEL, null]);
  });

  it('because no server is to be had', async () => {
    const call = new FakeCall();
    call.link.endpoint = null;
    const failure = outcome(call.join());
    await call.clock.advance(10_000);
    expect(await failure).toMatchObject({ code: 'VOICE_SERVER_GONE' });
    expect(call.sockets.sockets).toEqual([]);
  });

  it('because UDP does not get through, after six tries, also when there is time for more', async () => {
    const call = new FakeCall();
    const failure = outcome(call.join(CHANNEL, { timeoutMs: 60_000 }));
    for (let session = 1; session <= 2; session += 1) {
      await call.settle();
      call.greet();
      await call.settle();
      call.ready();
      await call.clock.advance(8_000);
      expect(call.udp.sockets[session - 1]?.sent.filter(({ length }) => length === 74)).toHaveLength(6);
    }
    expect(await failure).toMatchObject({ code: 'VOICE_UDP_BLOCKED', kind: 'network' });
  });

  it('because UDP does not get through, at its limit', async () => {
    const call = new FakeCall();
    const failure = outcome(call.join(CHANNEL, { timeoutMs: 2_000 }));
    await call.settle();
    call.greet();
    await call.settle();
    call.ready();
    await call.clock.advance(2_000);
    expect(await failure).toMatchObject({ code: 'VOICE_UDP_BLOCKED' });
  });

  it('because no encryption is common', async () => {
    const call = new FakeCall();
    const failure = outcome(call.join());
    await call.settle();
    call.greet();
    await call.settle();
    call.ready(['xsalsa20_poly1305']);
    const error = await failure;
    expect(error).toMatchObject({ code: 'VOICE_NO_CIPHER' });
    expect(error.message).toContain('xsalsa20_poly1305');
  });

  it('because the main gateway refuses the command keeps the reason', async () => {
    const call = new FakeCall();
    call.link.failure = new Error('the gateway is closed');
    const error = await outcome(call.join());
    expect(error).toMatchObject({ code: 'VOICE_JOIN_TIMEOUT', cause: call.link.failure });
  });

  it('twice over what was sent names it', async () => {
    const call = new FakeCall();
    const failure = outcome(call.join(CHANNEL, { timeoutMs: 60_000 }));
    for (let session = 0; session < 2; session += 1) {
      await call.settle();
      call.greet();
      await call.settle();
      call.ready();
      call.answerDiscovery();
      call.socket.serverCloses(4_012, 'unknown protocol');
      await call.clock.advance(1_500);
    }
    const error = await failure;
    expect(error).toMatchObject({ code: 'VOICE_PROTOCOL', closeCode: 4_012 });
    expect(error.message).toContain('"select-protocol"');
  });

  itHere('by its signal leaves nothing behind', async () => {
    const call = new FakeCall();
    const abort = new AbortController();
    const failure = outcome(call.join(CHANNEL, { signal: abort.signal }));
    await call.settle();
    abort.abort(new Error('enough'));
    expect(await failure).toMatchObject({ code: 'VOICE_ABORTED', cause: { message: 'enough' } });
    await call.clock.advance(2_000);
    expect(call.link.sent.at(-1)?.channelId).toBeNull();
    expect(call.clients.size).toBe(0);
    expect(call.clock.pendingTimers).toBe(0);
    expect(await outcome(call.join(CHANNEL, { signal: abort.signal }))).toMatchObject({ code: 'VOICE_ABORTED' });
  });

  it('because the bot leaves meanwhile', async () => {
    const call = new FakeCall();
    const failure = outcome(call.join());
    await call.settle();
    void call.clients.get(GUILD)?.disconnect();
    expect(await failure).toMatchObject({ code: 'VOICE_CLOSED' });
  });
});

describe('a join while the bot stops', () => {
  it('is given up at once, also where nothing is loaded yet', async () => {
    const loadDave = (): Promise<never> => new Promise(() => undefined);
    const call = new FakeCall(FakeCall.worksInWorker ? {} : { loadDave });
    call.launcher.hangs = true;
    const joining = outcome(call.join());
    await call.settle();
    const closing = call.clients.close();
    await call.settle();
    expect(await joining).toMatchObject({ code: 'VOICE_CLOSED' });
    await call.clock.advance(6_000);
    await closing;
  });
});

describe('joins of one guild', () => {
  it('at the same time share a call and one command', async () => {
    const call = new FakeCall();
    const joins = [call.join(), call.join()];
    await call.settle();
    await call.serve();
    const [first, second] = await Promise.all(joins);
    expect(second).toBe(first);
    expect(call.link.sent).toHaveLength(1);
  });

  it('go on for the others when one is aborted', async () => {
    const call = new FakeCall();
    const abort = new AbortController();
    const aborted = outcome(call.join(CHANNEL, { signal: abort.signal }));
    const other = call.join();
    await call.settle();
    abort.abort();
    expect(await aborted).toMatchObject({ code: 'VOICE_ABORTED' });
    await call.serve();
    expect((await other).isReady).toBe(true);
  });

  it('of two channels at the same time: the later one wins, and the earlier one is told so', async () => {
    const call = new FakeCall();
    const first = outcome(call.join(CHANNEL));
    await call.settle();
    const second = call.join(OTHER);
    await call.settle();
    const error = await first;
    expect(error).toMatchObject({ code: 'VOICE_ABORTED', kind: 'aborted', mayRetry: true });
    expect(error.message).toContain(OTHER);
    await call.settle();
    await call.serve();
    expect((await second).channelId).toBe(OTHER);
    // The other way round, and of a call that is ready: nobody is told to be where they are not.
    const moving = outcome(call.join(CHANNEL));
    const back = call.join(OTHER);
    await call.settle();
    await call.serve();
    expect(await moving).toMatchObject({ code: 'VOICE_ABORTED' });
    expect(await back).toMatchObject({ channelId: OTHER, isReady: true });
    expect(call.clients.size).toBe(1);
  });

  it('follow a moderator who moves the bot meanwhile', async () => {
    const call = new FakeCall();
    call.link.answer = 'nothing';
    const joining = call.join(CHANNEL);
    await call.settle();
    call.link.tellState(GUILD, OTHER);
    call.link.tellServer(GUILD, OTHER);
    await call.settle();
    await call.serve();
    expect((await joining).channelId).toBe(OTHER);
  });

  it('tell their flags also where the one before is still on its way', async () => {
    const call = new FakeCall();
    const joins = [call.join(CHANNEL), call.join(CHANNEL, { selfDeaf: true })];
    await call.settle();
    await call.serve();
    await Promise.all(joins);
    await call.settle();
    expect(call.link.sent.map(({ flags }) => flags.selfDeaf)).toEqual([undefined, true]);
  });

  it('move the call that there is [seed 98]', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    const moving = call.join(OTHER, { selfMute: true });
    await call.settle();
    await call.serve();
    expect(await moving).toBe(client);
    expect(client.channelId).toBe(OTHER);
    expect(call.link.sent.at(-1)).toEqual({ guildId: GUILD, channelId: OTHER, flags: { selfMute: true } });
    expect(await call.join(OTHER)).toBe(client);
    expect(call.link.sent).toHaveLength(2);
  });

  itHere('leave the call where it is when the move is not answered', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.link.answer = 'nothing';
    const moving = outcome(client.moveTo(OTHER, { timeoutMs: 3_000 }).then(() => client));
    await call.clock.advance(3_000);
    expect(await moving).toMatchObject({ code: 'VOICE_JOIN_TIMEOUT' });
    expect(client).toMatchObject({ channelId: CHANNEL, state: 'ready' });
    expect(call.output.canSend).toBe(true);
  });

  it('tell at once that Discord could not be asked for the move, and leave the call where it is', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.link.failure = new Error('the shard is not ready');
    const moving = outcome(client.moveTo(OTHER).then(() => client));
    await call.settle();
    const error = await moving;
    expect(error).toMatchObject({ code: 'VOICE_JOIN_TIMEOUT', cause: call.link.failure, mayRetry: true });
    expect(error.message).toContain('the shard is not ready');
    expect(client).toMatchObject({ channelId: CHANNEL, state: 'ready' });
    call.link.failure = undefined;
    const again = client.moveTo(OTHER);
    await call.settle();
    await call.serve();
    await again;
    expect(client.channelId).toBe(OTHER);
  });

  it('of the channel where the bot is tell its mute and deafness, and nothing when there is nothing to tell', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    call.link.answer = 'state-only';
    expect(await call.join(CHANNEL, { selfDeaf: true })).toBe(client);
    expect(await call.join(CHANNEL, { selfMute: undefined })).toBe(client);
    expect(call.link.sent.map(({ flags }) => flags)).toEqual([{}, { selfDeaf: true }]);
    await call.settle();
    expect(client.isReady).toBe(true);
  });

  it('repeat their flags to nobody', async () => {
    const call = new FakeCall();
    const joining = call.join(CHANNEL, { selfDeaf: true });
    await call.settle();
    await call.serve();
    await joining;
    call.socket.serverCloses(4_006);
    await call.clock.advance(1_500);
    expect(call.link.sent.map(({ flags }) => flags)).toEqual([{ selfDeaf: true }, {}]);
  });
});

describe('servers that hooks hand over', () => {
  itHere('reach a call by createSocket alone', async () => {
    const call = new FakeCall({ servers: 'handed' });
    const joining = call.join();
    await call.settle();
    expect(call.sockets.sockets).toEqual([]);
    call.clients.get(GUILD)?.createSocket({ guildId: GUILD, endpoint: 'handed.test:443', token: 'handed' });
    call.clients.get(GUILD)?.createSocket({ guildId: GUILD, endpoint: 'handed.test:443', token: 'handed' });
    expect(call.sockets.sockets).toHaveLength(1);
    await call.serve();
    expect((await joining).isReady).toBe(true);
  });
});

describe('a listener that throws', () => {
  it('hurts nobody', async () => {
    const call = new FakeCall();
    const client = await call.joined();
    client.on('reconnecting', () => {
      throw new Error('broken');
    });
    call.link.tellServer(GUILD);
    await call.settle();
    await call.serve();
    expect(client.isReady).toBe(true);
  });
});
