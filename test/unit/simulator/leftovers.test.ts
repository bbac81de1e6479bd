/** What the world does for nobody, and what it keeps of what is gone: nothing. */
import { ChannelType } from 'discord-api-types/v10';
import { ManualClock, nullLogger } from 'corduroy/util';
import { SimulatorLog } from '../../../src/testing/simulator/log';
import { seededRandom } from '../../../src/testing/simulator/random';
import { VoiceHub } from '../../../src/testing/simulator/voice/hub';
import { createChannel, deleteChannel, setOverwrite } from '../../../src/testing/simulator/world/channels';
import { type WorldEvent } from '../../../src/testing/simulator/world/event';
import { addBot, createGuild } from '../../../src/testing/simulator/world/guilds';
import { addMember } from '../../../src/testing/simulator/world/members';
import { permissionBits } from '../../../src/testing/simulator/world/permissions';
import { type ChannelRecord, type GuildRecord } from '../../../src/testing/simulator/world/records';
import { createLooseThread } from '../../../src/testing/simulator/world/threads';
import { createBot, createUser } from '../../../src/testing/simulator/world/users';
import { joinVoice, leaveVoice } from '../../../src/testing/simulator/world/voice';
import { World } from '../../../src/testing/simulator/world/world';

let world: World;
let guild: GuildRecord;
let events: WorldEvent[];

beforeEach(() => {
  world = new World(new ManualClock(), seededRandom(1));
  events = [];
  world.connect({
    publish: (event) => void events.push(event),
    flushed: () => Promise.resolve(),
  });
  guild = createGuild(world, 'Loom', createUser(world, 'owner'));
});
afterEach(() => {
  world.close();
});

const channel = (type: ChannelType): ChannelRecord => createChannel(world, guild, { name: 'place', type });

it('nothing is left of the call of a channel that was empty when it went', async () => {
  const log = new SimulatorLog(() => 0, 1_000);
  const hub = new VoiceHub({ options: {}, world, log, logger: nullLogger, seed: 1 });
  world.voice = hub;
  const alice = createUser(world, 'alice');
  addMember(world, guild, alice);
  const talk = channel(ChannelType.GuildVoice);
  joinVoice(world, guild, alice.id, talk);
  await hub.connect(guild, alice.id, {});
  expect(hub.calls.running).toHaveLength(1);
  leaveVoice(world, guild, alice.id);
  deleteChannel(world, talk);
  expect(hub.calls.known).toEqual([]);
  hub.close();
});

it('threads that come into sight are told to bots alone: nobody else listens', () => {
  const owner = world.users.get(guild.ownerId)!;
  const bot = createBot(world, { name: 'Alpha', privilegedIntents: [], shards: 1, permissions: 0n, ownerId: owner.id });
  addBot(world, guild, bot);
  for (let count = 0; count < 5; count += 1) addMember(world, guild, createUser(world, `person ${count}`));
  const general = channel(ChannelType.GuildText);
  createLooseThread(world, guild, general, owner, { name: 'thread', type: ChannelType.PublicThread });
  const everyone = (deny: bigint): void => {
    setOverwrite(world, general, { id: guild.id, type: 0, allow: 0n, deny });
  };
  everyone(permissionBits(['ViewChannel']));
  everyone(0n);
  const told = events.filter(({ name }) => name === 'THREAD_LIST_SYNC').map(({ audience }) => audience);
  expect(told).toEqual([{ kind: 'users', userIds: [bot.user.id], guildId: guild.id }]);
});
