/** How a simulator ends: at any time, more than once, and without a word to others in the process. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DiscordSimulator } from '../../../src/testing/simulator';
import { RawClient } from './support';

const HALF_A_REQUEST = 'POST /api/v10/channels/1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"cont';

async function visitor(discord: DiscordSimulator, words = ''): Promise<Socket> {
  const socket = connect(Number(new URL(discord.apiUrl).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(words);
  return socket;
}

/** However it ends: `once` of node would reject when it is broken off. */
function goneOf(socket: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => void socket.once('close', resolve));
}

describe('A simulator that is closed', () => {
  it('lets go of who is only about to connect, and may be closed again', async () => {
    const discord = await DiscordSimulator.start();
    const client = new RawClient(discord.gatewayUrl);
    await client.op(10);
    const opening = discord.voice.openServers(2);
    const visitors = [await visitor(discord), await visitor(discord, HALF_A_REQUEST)];
    const gone = visitors.map(goneOf);
    const late = new RawClient(discord.gatewayUrl);
    const closing = [discord.close(), discord.close()];
    await Promise.all([...closing, ...gone, opening]);
    await discord[Symbol.asyncDispose]();
    for (const { socket } of [client, late]) if (socket.readyState < socket.CLOSED) await goneOf(socket);
    expect(discord.voice.servers.some(({ isOpen }) => isOpen)).toBe(false);
  });

  it('is nothing to another in the same process', async () => {
    await using other = await DiscordSimulator.start();
    {
      await using discord = await DiscordSimulator.start();
      for (const one of [discord, other]) one.createGuild({ name: 'Loom' }).addMember('alice');
      await discord.guild('Loom').member('alice').say('general', 'here');
      expect(other.messages.map(({ content }) => content)).not.toContain('here');
    }
    const message = await other.guild('Loom').member('alice').say('general', 'still there');
    const client = new RawClient(other.gatewayUrl);
    await client.ready(other.createBot({ name: 'Alpha' }));
    expect(message.content).toBe('still there');
  });
});
