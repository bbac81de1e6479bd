/** The hooks of voice on a live Discord: which come, in which order, with what, and what is done by default. */
import {
  CHANNELS,
  type ChannelId,
  type ClientGroup,
  GroupReadyEvent,
  Handler,
  Injectable,
  type JoinedVoiceState,
  On,
  UnknownDispatchEvent,
  UserVoiceJoinEvent,
  UserVoiceLeaveEvent,
  UserVoiceMoveEvent,
  UserVoiceUpdateEvent,
  VoiceClientGhostEvent,
  VoiceClientJoinEvent,
  VoiceClientLeaveEvent,
  VoiceClientMoveEvent,
  VoiceClientUpdateEvent,
  VoiceController,
  VoiceServerUpdateEvent,
  type VoiceState,
} from 'corduroy';
import { VoiceBench } from './support/voice-bench';
import { eventually } from './support/waiting';

let bench: VoiceBench;
beforeEach(async () => {
  bench = await VoiceBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a ghost', () => {
  it('is told once, with the bot’s own state of the earlier session, before the group is ready [seed 71] [seed 72] [seed 74]', async () => {
    const alpha = bench.bot('alpha').listen();
    const beta = bench.bot('beta').listen();
    await alpha.member.joinVoice(bench.talk, { sessionId: 'of-yesterday' });
    await bench.alice.joinVoice(bench.talk);
    const order: string[] = [];
    alpha.group.dispatcher.addHandler(VoiceClientGhostEvent, () => order.push('ghost'));
    alpha.group.dispatcher.addHandler(GroupReadyEvent, () => order.push('ready'));
    await bench.start(alpha, beta);
    await bench.alice.leaveVoice();
    await alpha.until('the leave of alice', 'UserVoiceLeave');
    expect(order).toEqual(['ghost', 'ready']);
    const [ghost, ...more] = alpha.of(VoiceClientGhostEvent);
    expect(more).toEqual([]);
    expect([ghost?.guildId, ghost?.channelId, ghost?.userId, ghost?.voiceState.sessionId]).toEqual([
      bench.loom.id,
      bench.talk.id,
      alpha.account.id,
      'of-yesterday',
    ]);
    expect([ghost?.guild?.name, ghost?.channel?.name]).toEqual(['Loom', 'Talk']);
    expect(beta.names).not.toContain('VoiceClientGhost');
  });

  it('leaves by default, is left alone by an empty handler, and may be taken up again [seed 73]', async () => {
    const leaver = bench.bot('leaver', { intents: { add: ['GuildVoiceStates'] } });
    const idler = bench.bot('idler');
    const returner = bench.bot('returner');
    const bots = [leaver, idler, returner];
    for (const { member } of bots) await member.joinVoice(bench.talk, { sessionId: 'of-yesterday' });
    idler.group.dispatcher.addHandler(VoiceClientGhostEvent, () => undefined, { overwrite: true });
    returner.group.dispatcher.addHandler(
      VoiceClientGhostEvent,
      ({ guildId, channelId }) => returner.group.gatewayFor(guildId).changeVoiceState(guildId, channelId),
      { overwrite: true },
    );
    await bench.start(...bots);
    await eventually('both commands', () => leaver.sent.length + returner.sent.length === 2);
    const { id: guild_id } = bench.loom;
    expect(leaver.sent).toMatchObject([{ guild_id, channel_id: null }]);
    expect(returner.sent).toMatchObject([{ guild_id, channel_id: bench.talk.id }]);
    expect(idler.sent).toEqual([]);
    expect(idler.member.voiceChannelId).toBe(bench.talk.id);
  });

  it('keeps its mute when it is taken up again, because Discord tells it with the state', async () => {
    const alpha = bench.bot('alpha');
    await alpha.member.joinVoice(bench.talk, { sessionId: 'of-yesterday', selfMute: true });
    alpha.group.dispatcher.addHandler(VoiceClientGhostEvent, () => alpha.change(bench.music), { overwrite: true });
    await bench.start(alpha);
    await eventually('the move', () => alpha.sent.length === 1);
    expect(alpha.sent[0]).toMatchObject({ channel_id: bench.music.id, self_mute: true, self_deaf: false });
  });

  it('is none where a call of this process lived through the loss of the session: the call is told instead', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'VoiceClientJoin');
    const again = alpha.group.dispatcher.waitFor(GroupReadyEvent);
    bench.discord.faults.gateway.close(4009);
    await again;
    expect(alpha.calls.of('sessionRenewed')).toEqual([['sessionRenewed', bench.loom.id]]);
    expect(alpha.names).not.toContain('VoiceClientGhost');
    expect(alpha.names).not.toContain('VoiceClientLeave');
    expect(alpha.calls.of('disconnect')).toEqual([]);
  });

  it('is told after the loss of the session where nobody keeps a call, and not after a resume, which keeps the session id [seed 92]', async () => {
    const alpha = bench.bot('alpha').listen();
    alpha.group.dispatcher.addHandler(VoiceClientGhostEvent, () => undefined, { overwrite: true });
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'VoiceClientJoin');
    const started = (): string[] =>
      bench.discord.log.sessions().flatMap(({ event, sessionId }) => (event === 'started' ? [sessionId] : []));
    const first = alpha.group.gateway.sessionId;
    expect(started()).toEqual([first]);
    bench.discord.faults.gateway.close(4000);
    await eventually('the resume', () => bench.discord.log.resumes().length === 1);
    await bench.alice.joinVoice(bench.talk);
    await eventually('alice', () => alpha.of(UserVoiceJoinEvent).length === 2);
    expect(alpha.of(VoiceClientGhostEvent)).toEqual([]);
    expect(alpha.group.gatewayFor(bench.loom.id).sessionId).toBe(first);
    const again = alpha.group.dispatcher.waitFor(GroupReadyEvent);
    bench.discord.faults.gateway.invalidSession(false);
    // Discord took the bot out of voice with its session; here somebody is slower.
    await alpha.member.joinVoice(bench.talk, { sessionId: first ?? '' });
    await again;
    expect(alpha.of(VoiceClientGhostEvent)[0]?.voiceState.sessionId).toBe(first);
    expect(started()).toEqual([first, alpha.group.gateway.sessionId]);
    expect(alpha.group.gateway.sessionId).not.toBe(first);
  });

  it('is none where the state went with the session and nobody keeps a call: the bot has left, and so have others [seed 118]', async () => {
    const alpha = bench.bot('alpha').listen();
    const bob = bench.loom.addMember('bob');
    await bench.alice.joinVoice(bench.talk);
    await bob.joinVoice(bench.talk);
    await bench.start(alpha);
    expect(alpha.names).toEqual([]);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'UserVoiceJoin');
    const again = alpha.group.dispatcher.waitFor(GroupReadyEvent);
    bench.discord.faults.gateway.close(4009);
    await bench.alice.leaveVoice();
    await bob.joinVoice(bench.music);
    await again;
    const later = alpha.heard.slice(alpha.names.indexOf('VoiceClientLeave'));
    expect(later.map((event) => [event.constructor.name, event.userId]).sort()).toEqual(
      [
        ['UserVoiceLeaveEvent', alpha.account.id],
        ['UserVoiceLeaveEvent', bench.alice.id],
        ['UserVoiceMoveEvent', bob.id],
        ['VoiceClientLeaveEvent', alpha.account.id],
      ].sort(),
    );
    expect(later[0]?.constructor.name).toBe('VoiceClientLeaveEvent');
    expect(alpha.group.cache.voiceStates(bench.loom.id).map(({ userId }) => userId)).toEqual([bob.id]);
  });
});

describe('the bot’s own voice', () => {
  it('joins, moves and leaves by the gateway of the guild, and is told first as the bot’s, then as anybody’s [seed 80] [seed 82] [seed 83] [seed 84] [seed 95] [seed 98] [seed 99]', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'UserVoiceJoin');
    await alpha.change(bench.music);
    await alpha.until('the move', 'UserVoiceMove');
    await alpha.change(0);
    await alpha.until('the leave', 'UserVoiceLeave');
    expect(alpha.stateNames).toEqual([
      'VoiceClientJoin',
      'UserVoiceJoin',
      'VoiceClientMove',
      'UserVoiceMove',
      'VoiceClientLeave',
      'UserVoiceLeave',
    ]);
    const [move] = alpha.of(VoiceClientMoveEvent);
    expect([move?.oldChannelId, move?.channelId]).toEqual([bench.talk.id, bench.music.id]);
    const [leave] = alpha.of(VoiceClientLeaveEvent);
    expect([leave?.oldChannelId, leave?.channelId, leave?.oldChannel?.name]).toEqual([bench.music.id, null, 'Music']);
    expect(alpha.group.cache.voiceStates(bench.loom.id).size).toBe(0);
    expect(alpha.sent).toEqual([
      { guild_id: bench.loom.id, channel_id: bench.talk.id, self_mute: false, self_deaf: false },
      { guild_id: bench.loom.id, channel_id: bench.music.id, self_mute: false, self_deaf: false },
      { guild_id: bench.loom.id, channel_id: null, self_mute: false, self_deaf: false },
    ]);
  });

  it('is told the same way when others move it or throw it out [seed 83] [seed 84]', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'VoiceClientJoin');
    await alpha.member.joinVoice(bench.music);
    await alpha.until('the move', 'VoiceClientMove');
    await alpha.member.leaveVoice();
    await alpha.until('the leave', 'VoiceClientLeave');
    expect(alpha.stateNames.filter((name) => name.startsWith('VoiceClient'))).toEqual([
      'VoiceClientJoin',
      'VoiceClientMove',
      'VoiceClientLeave',
    ]);
    expect(alpha.sent).toHaveLength(1);
  });

  it('updates before it moves, tells only what changed, and says nothing twice [seed 85] [seed 101]', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'VoiceClientJoin');
    await alpha.change(bench.talk, { selfMute: true });
    await alpha.until('the mute', 'UserVoiceUpdate');
    await alpha.change(bench.talk);
    await alpha.change(bench.music, { selfDeaf: true });
    await alpha.until('the move', 'UserVoiceMove');
    expect(alpha.stateNames).toEqual([
      'VoiceClientJoin',
      'UserVoiceJoin',
      'VoiceClientUpdate',
      'UserVoiceUpdate',
      'VoiceClientUpdate',
      'VoiceClientMove',
      'UserVoiceUpdate',
      'UserVoiceMove',
    ]);
    expect(alpha.of(VoiceClientUpdateEvent).map(({ oldAttributes }) => oldAttributes)).toEqual([
      { selfMute: false },
      { selfDeaf: false },
    ]);
    expect(alpha.of(VoiceClientUpdateEvent)[0]?.voiceState.selfMute).toBe(true);
    expect(alpha.sent.map(({ self_mute: mute, self_deaf: deaf }) => [mute, deaf])).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
  });

  it('is followed whatever the cache keeps, by hooks and by calls', async () => {
    const alpha = bench.bot('alpha', { cache: 'off' });
    const names: string[] = [];
    const note = (event: object): unknown => names.push(event.constructor.name);
    alpha.group.dispatcher.addHandler(VoiceClientJoinEvent, note);
    alpha.group.dispatcher.addHandler(VoiceClientMoveEvent, note);
    alpha.group.dispatcher.addHandler(VoiceClientLeaveEvent, note);
    await bench.hub.start();
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await alpha.change(bench.talk);
    await alpha.change(bench.music);
    await alpha.change(null);
    await eventually('three events', () => names.length === 3);
    expect(names).toEqual(['VoiceClientJoinEvent', 'VoiceClientMoveEvent', 'VoiceClientLeaveEvent']);
    const { id } = bench.loom;
    expect(alpha.calls.of('follow', 'hearState', 'disconnect')).toEqual([
      ['hearState', id, bench.talk.id],
      ['follow', id, bench.talk.id],
      ['hearState', id, bench.music.id],
      ['follow', id, bench.music.id],
      ['hearState', id, null],
      ['disconnect', id],
    ]);
  });

  it('says its state: channel, guild, session and user, and the things behind the ids [seed 81] [seed 97]', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    await alpha.change(bench.talk, { selfDeaf: true });
    await alpha.until('the join', 'VoiceClientJoin');
    const { voiceState: state } = alpha.of(VoiceClientJoinEvent)[0] as VoiceClientJoinEvent;
    expect([state.channelId, state.guildId, state.sessionId, state.userId, state.selfDeaf]).toEqual([
      bench.talk.id,
      bench.loom.id,
      alpha.group.gateway.sessionId,
      alpha.account.id,
      true,
    ]);
    expect(state.channel?.id).toBe(state.channelId);
    expect(state.channel?.raw).toBe(CHANNELS.get(state.channelId, undefined)?.raw);
    expect([state.guild?.name, state.user?.id]).toEqual(['Loom', alpha.account.id]);
  });
});

describe('voice servers', () => {
  it('are told on a join and whenever they change, also that there is none for now [seed 78] [seed 79]', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await alpha.change(bench.talk);
    await eventually('the first server', () => alpha.of(VoiceServerUpdateEvent).length === 1);
    await alpha.member.moveVoiceServer(null);
    await alpha.member.moveVoiceServer('elsewhere.example:443');
    await eventually('three servers', () => alpha.of(VoiceServerUpdateEvent).length === 3);
    const servers = alpha.of(VoiceServerUpdateEvent);
    expect(servers.map(({ endpoint }) => endpoint)).toEqual([
      expect.stringContaining('127.0.0.1:'),
      null,
      'elsewhere.example:443',
    ]);
    expect(new Set(servers.map(({ token }) => token)).size).toBe(3);
    expect(servers.every(({ guildId, guild }) => guildId === bench.loom.id && guild?.name === 'Loom')).toBe(true);
    expect(alpha.calls.of('hearServer', 'createSocket').map(([method, , endpoint]) => [method, endpoint])).toEqual(
      servers.flatMap(({ endpoint }) => [
        ['hearServer', endpoint],
        ['createSocket', endpoint],
      ]),
    );
  });

  it('of guilds without a call are passed over [seed 107]', async () => {
    const alpha = bench.bot('alpha').listen();
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.until('the server', 'VoiceServerUpdate');
    expect(alpha.calls.of('createSocket')).toEqual([]);
    expect(bench.logger.of('error')).toEqual([]);
  });
});

describe('everybody’s voice', () => {
  it('is told of others as of the bot: join, move, update, leave, and leaving the guild [seed 80] [seed 86] [seed 87] [seed 88] [seed 89]', async () => {
    const alpha = bench.bot('alpha', { intents: { add: ['GuildMembers'] } }).listen();
    const bob = bench.loom.addMember('bob');
    await bench.start(alpha);
    await bench.alice.joinVoice(bench.talk);
    await bench.alice.setVoice({ selfVideo: true, selfStream: true });
    await bench.alice.joinVoice(bench.music);
    await bench.alice.leaveVoice();
    await bob.joinVoice(bench.talk);
    await bob.leave();
    await eventually('two leaves', () => alpha.of(UserVoiceLeaveEvent).length === 2);
    expect(alpha.names).toEqual([
      'UserVoiceJoin',
      'UserVoiceUpdate',
      'UserVoiceMove',
      'UserVoiceLeave',
      'UserVoiceJoin',
      'UserVoiceLeave',
    ]);
    const [update] = alpha.of(UserVoiceUpdateEvent);
    expect(update?.oldAttributes).toEqual({ selfVideo: false, selfStream: false });
    expect(alpha.of(UserVoiceMoveEvent)[0]?.oldChannelId).toBe(bench.talk.id);
    expect(alpha.of(UserVoiceLeaveEvent).map(({ userId, oldChannelId }) => [userId, oldChannelId])).toEqual([
      [bench.alice.id, bench.music.id],
      [bob.id, bench.talk.id],
    ]);
    expect(alpha.of(UserVoiceJoinEvent)[0]?.voiceState.member?.displayName).toBe('alice');
  });

  it('of two bots is told to each: its own as both, the other’s as anybody’s [seed 72] [seed 80]', async () => {
    const alpha = bench.bot('alpha').listen();
    const beta = bench.bot('beta').listen();
    await bench.start(alpha, beta);
    await alpha.change(bench.talk);
    await alpha.until('the join', 'UserVoiceJoin');
    await beta.until('the join', 'UserVoiceJoin');
    expect(alpha.stateNames).toEqual(['VoiceClientJoin', 'UserVoiceJoin']);
    expect(beta.names).toEqual(['UserVoiceJoin']);
  });
});

@Injectable()
class Diary {
  readonly lines: string[] = [];
}

@Injectable()
class MusicVoice extends VoiceController {
  constructor(private readonly diary: Diary) {
    super();
  }

  override voiceClientJoin(group: ClientGroup, state: JoinedVoiceState): void {
    this.diary.lines.push(`${group.name} is in ${state.channel?.name ?? '?'}`);
  }

  override async userVoiceMove(_group: ClientGroup, state: VoiceState, oldChannelId: ChannelId): Promise<void> {
    await Promise.resolve();
    this.diary.lines.push(`${state.userId} left ${oldChannelId}`);
  }
}

describe('a controller of the author’s own', () => {
  const options = { providers: [Diary, { provide: VoiceController, useClass: MusicVoice }] };

  it('is injected like any provider, takes the hooks that it overrides, and has its intents asked for', async () => {
    const alpha = bench.bot('alpha', options);
    await bench.start(alpha);
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await alpha.change(bench.talk);
    await bench.alice.joinVoice(bench.talk);
    await bench.alice.joinVoice(bench.music);
    const { lines } = alpha.group.injector.get(Diary);
    await eventually('two lines', () => lines.length === 2);
    expect(lines).toEqual(['alpha is in Talk', `${bench.alice.id} left ${bench.talk.id}`]);
    // The default of what it overrides does not run, the others do.
    expect(alpha.calls.of('follow')).toEqual([]);
    expect(alpha.calls.of('createSocket')).toHaveLength(1);
  });

  it('gives way to a handler that overwrites a hook, with a warning, and takes it back [seed 94]', async () => {
    const alpha = bench.bot('alpha', options);
    const mine: string[] = [];
    const subscription = alpha.group.dispatcher.addHandler(VoiceClientJoinEvent, () => mine.push('mine'), {
      overwrite: true,
      label: 'mine',
    });
    await bench.start(alpha);
    expect(bench.logger.of('warn')).toEqual([
      'mine overwrites the default handler of VoiceClientJoinEvent, which is MusicVoice.voiceClientJoin; mine runs.',
    ]);
    await alpha.change(bench.talk);
    await eventually('my handler', () => mine.length === 1);
    subscription.remove();
    const { lines } = alpha.group.injector.get(Diary);
    expect(lines).toEqual([]);
    await alpha.change(null);
    await alpha.change(bench.talk);
    await eventually('the hook', () => lines.length === 1);
    expect(mine).toHaveLength(1);
  });

  it('is warned of hooks that cannot be called: intents and a cache that bring nothing', async () => {
    const alpha = bench.bot('alpha', { ...options, intents: ['Guilds'], cache: { voiceStates: 'off' } });
    await bench.start(alpha);
    const warnings = bench.logger.of('warn');
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('MusicVoice.userVoiceMove listens to UserVoiceMoveEvent');
    expect(warnings[1]).toContain('its session lacks the intent GuildVoiceStates');
  });
});

describe('the default hooks', () => {
  it('ask for no intent, and a bot without voice is sent none of it', async () => {
    const alpha = bench.bot('alpha');
    await bench.start(alpha);
    expect(alpha.group.gateway.intents).toBe(1);
  });

  it('run beside a handler, not where one overwrites, and are back when it is gone [seed 94]', async () => {
    const alpha = bench.bot('alpha', { intents: { add: ['GuildVoiceStates'] } });
    await bench.start(alpha);
    const follow = async (): Promise<number> => {
      const before = alpha.calls.of('follow').length;
      const states = alpha.calls.of('hearState').length;
      alpha.calls.begin(bench.loom.id, bench.talk.id);
      await alpha.change(bench.talk);
      await alpha.change(0);
      await eventually('both states', () => alpha.calls.of('hearState').length === states + 2);
      return alpha.calls.of('follow').length - before;
    };
    const { dispatcher } = alpha.group;
    const log: string[] = [];
    const beside = dispatcher.addHandler(VoiceClientJoinEvent, () => log.push('beside'));
    expect([await follow(), log]).toEqual([1, ['beside']]);
    beside.remove();
    dispatcher.addHandler(VoiceClientJoinEvent, () => log.push('first'), { overwrite: true });
    const last = dispatcher.addHandler(VoiceClientJoinEvent, () => log.push('last'), { overwrite: true });
    expect([await follow(), log.at(-1)]).toEqual([0, 'last']);
    last.remove();
    expect([await follow(), log.at(-1)]).toEqual([0, 'first']);
  });

  it('do nothing about updates, so that nobody has to handle them [seed 102]', async () => {
    const alpha = bench.bot('alpha', { intents: { add: ['GuildVoiceStates'] } });
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.change(bench.talk, { selfMute: true });
    await eventually('two states', () => alpha.calls.of('hearState').length === 2);
    expect([bench.logger.of('warn'), bench.logger.of('error')]).toEqual([[], []]);
  });

  it('are handlers like others: sync or async, and what they throw goes where failures go [seed 69]', async () => {
    const alpha = bench.bot('alpha');
    const log: string[] = [];
    @Handler()
    class Mine {
      @On(VoiceClientJoinEvent, { overwrite: true })
      sync(): void {
        log.push('sync');
        throw new Error('thrown');
      }
      @On(VoiceClientMoveEvent, { overwrite: true })
      async async(): Promise<void> {
        await Promise.resolve();
        log.push('async');
        throw new Error('rejected');
      }
    }
    alpha.group.dispatcher.addHandler(Mine);
    await bench.start(alpha);
    await alpha.change(bench.talk);
    await alpha.change(bench.music);
    await eventually('two failures', () => bench.logger.of('error').length === 2);
    expect(log).toEqual(['sync', 'async']);
    expect(bench.logger.of('error')).toEqual([
      expect.stringMatching(/Mine\.sync failed on voice_client_join: thrown/),
      expect.stringMatching(/Mine\.async failed on voice_client_move: rejected/),
    ]);
  });
});

describe('what else a bot of voice hears', () => {
  it('is the region of a channel, as it is now [seed 109]', async () => {
    const alpha = bench.bot('alpha');
    await bench.start(alpha);
    const region = (): string | null | undefined => alpha.group.cache.channels.get(bench.talk.id)?.region;
    expect(region()).toBeNull();
    await bench.talk.edit({ rtcRegion: 'rotterdam' });
    await eventually('the region', () => region() === 'rotterdam');
    await bench.talk.edit({ rtcRegion: null });
    await eventually('no region', () => region() === null);
  });

  it('is, for its call, that the channel has another region or is gone, and nothing else about it', async () => {
    const alpha = bench.bot('alpha', { intents: { add: ['GuildVoiceStates'] } });
    await bench.start(alpha);
    alpha.calls.begin(bench.loom.id, bench.talk.id);
    await bench.music.edit({ rtcRegion: 'rotterdam' });
    await bench.talk.edit({ name: 'Talks' });
    await bench.talk.edit({ rtcRegion: 'rotterdam' });
    await bench.talk.edit({ name: 'Talk' });
    await bench.talk.delete();
    await eventually('the end', () => alpha.calls.of('channelDeleted').length === 1);
    expect(alpha.calls.noted).toEqual([
      ['regionChanged', bench.loom.id, bench.talk.id],
      ['channelDeleted', bench.loom.id, bench.talk.id],
    ]);
  });

  it('is a dispatch that has no class, and an error of a hook is no end [seed 117]', async () => {
    const alpha = bench.bot('alpha').listen();
    alpha.group.dispatcher.addHandler(
      VoiceClientJoinEvent,
      () => {
        throw new Error('no');
      },
      { overwrite: true },
    );
    const unknown: string[] = [];
    alpha.group.dispatcher.addHandler(UnknownDispatchEvent, ({ name }) => unknown.push(name));
    await bench.start(alpha);
    bench.discord.faults.gateway.dispatch('FOO_BAR', { a: 1 });
    await alpha.change(bench.talk);
    await alpha.change(0);
    await alpha.until('the leave', 'VoiceClientLeave');
    expect(unknown).toEqual(['FOO_BAR']);
    expect(bench.logger.of('error')).toHaveLength(1);
  });
});

it('a controller that the hub provides serves every group', async () => {
  const { log, hub } = shared();
  await using other = await VoiceBench.open(hub);
  const bots = [other.bot('alpha'), other.bot('beta')];
  await other.start(...bots);
  for (const bot of bots) await bot.change(other.talk);
  await eventually('two joins', () => log.length === 2);
  expect([...log].sort()).toEqual(['alpha', 'beta']);
});

function shared() {
  const log: string[] = [];
  class Shared extends VoiceController {
    override voiceClientJoin(group: ClientGroup): void {
      log.push(group.name);
    }
  }
  return { log, hub: { providers: [{ provide: VoiceController, useValue: new Shared() }] } };
}
