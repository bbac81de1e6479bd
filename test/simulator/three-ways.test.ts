/** One bot, one test file, three ways: interactions over the gateway, over HTTP to its endpoint, and handed over in this process. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Attachment,
  Autocomplete,
  Button,
  button,
  type ButtonContext,
  Concurrency,
  Cooldown,
  Guard,
  type GuardRefusal,
  Handler,
  type Invocation,
  message,
  Modal,
  modal,
  type ModalContext,
  OnModal,
  type Query,
  row,
  Slash,
  type SlashContext,
  StringOption,
  TextInput,
  Use,
} from '../../src';
import { DiscordSimulator, runBot, type RunningBot, type RunVia, type SimMember } from '../../src/testing';

const WAYS: readonly RunVia[] = ['gateway', 'http', 'process'];
const SAMPLE = join(__dirname, '..', '..', 'samples', '14-slash-commands', 'weaver.test.ts');

describe.each(WAYS)('the sample that weaves, by %s,', (via) => {
  const before = process.env.CORDUROY_VIA;
  beforeAll(() => {
    process.env.CORDUROY_VIA = via;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.CORDUROY_VIA;
    else process.env.CORDUROY_VIA = before;
  });
  // The very file, read once for each way: its tests become tests of this one.
  jest.isolateModules(() => jest.requireActual(SAMPLE));
});

class DyeOptions {
  @StringOption('Which', { autocomplete: true }) colour!: string;
}

@Modal('order', 'An order')
class Order {
  @TextInput('How much') metres!: string;
}

class AliceOnly extends Guard {
  check({ actor }: Invocation): GuardRefusal | undefined {
    return actor.userId === allowed ? undefined : { reason: 'alice', message: 'This loom is Alice’s.' };
  }
}
let allowed: string | undefined;

@Handler()
class Loom {
  @Slash('mend', 'Mends')
  @Use(AliceOnly, Cooldown.perUser('1h', { uses: 2 }))
  mend(_ctx: SlashContext) {
    return 'mended';
  }

  @Slash('warp', 'Warps, slowly', { defer: 40 })
  @Use(Concurrency.global(1))
  async warp(_ctx: SlashContext) {
    await pause(400);
    return 'warped';
  }

  @Slash('swatch', 'Answers with a file alone')
  swatch(_ctx: SlashContext) {
    return { files: [Attachment.fromBytes(Buffer.from('~~~'), { name: 'swatch.txt' })] };
  }

  @Slash('dye', 'Dyes', { defer: 40 })
  async dye(_ctx: SlashContext, { colour }: DyeOptions) {
    await pause(120);
    return `dyed ${colour}`;
  }

  @Autocomplete(DyeOptions, 'colour')
  colours(query: Query) {
    return ['madder', 'woad'].filter((colour) => colour.startsWith(query.value));
  }

  @Slash('pattern', 'Sends a pattern')
  async pattern(ctx: SlashContext) {
    await ctx.reply({
      content: 'a pattern',
      files: [Attachment.fromBytes(Buffer.from('/// ///'), { name: 'twill.txt' })],
    });
    await ctx.followUp('and a word');
    await ctx.followUp({
      content: 'and another',
      files: [Attachment.fromBytes(Buffer.from('+++'), { name: 'plain.txt' })],
    });
    await ctx.edit('the pattern');
  }

  @Slash('whisper', 'Whispers', { ephemeral: true })
  whisper(_ctx: SlashContext) {
    return 'psst';
  }

  @Slash('tear', 'Tears')
  tear(_ctx: SlashContext): string {
    throw new Error('the thread is torn');
  }

  @Slash('ask', 'Asks')
  ask(_ctx: SlashContext) {
    return message('Weave?', row(button('Yes', 'yes'), button('Order', 'order-button')));
  }

  @Button('yes')
  yes(_ctx: ButtonContext) {
    return { content: 'Woven.', components: [] };
  }

  @Button('order-button', { modal: true })
  order(_ctx: ButtonContext) {
    return modal(Order);
  }

  @OnModal(Order)
  ordered(ctx: ModalContext, form: Order) {
    return ctx.reply(`${form.metres} metres`);
  }
}

describe.each(WAYS)('a bot by %s', (via) => {
  let discord: DiscordSimulator;
  let alice: SimMember;
  let bot: RunningBot;

  beforeEach(async () => {
    discord = await DiscordSimulator.start();
    alice = discord.createGuild({ name: 'Loom' }).addMember('alice');
    bot = await runBot(discord, Loom, { via });
  });
  afterEach(async () => {
    await bot.stop();
    await discord.close();
  });

  it('is deferred by itself, and keeps the promise', async () => {
    const dyed = await alice.run(bot.account, 'dye', { colour: 'woad' });
    await dyed.answered();
    expect(dyed.deferred).toBe(true);
    expect((await dyed.reply()).content).toBe('dyed woad');
  });

  it('suggests', async () => {
    const choices = await alice.complete(bot.account, 'dye', { colour: 'w' }, 'colour');
    expect(choices).toEqual([{ name: 'woad', value: 'woad' }]);
  });

  it('answers with files, goes on, and changes the answer', async () => {
    const sent = await alice.run(bot.account, 'pattern');
    const reply = await sent.reply();
    expect(reply.files.map(({ filename, bytes }) => `${filename} ${bytes.toString()}`)).toEqual(['twill.txt /// ///']);
    expect((await sent.followUp(1)).content).toBe('and a word');
    expect((await sent.followUp(2)).files.map(({ filename }) => filename)).toEqual(['plain.txt']);
    await discord.waitFor(() => sent.message?.content === 'the pattern');
  });

  it('whispers', async () => {
    const reply = await (await alice.run(bot.account, 'whisper')).reply();
    expect(reply.content).toBe('psst');
    expect(alice.sees(reply)).toBe(true);
    expect(discord.messages).toEqual([]);
  });

  it('tells who acted that something went wrong, and nothing of what', async () => {
    const reply = await (await alice.run(bot.account, 'tear')).reply();
    expect(reply.content).toBe('Something went wrong.');
  });

  it('changes the message of a button, shows a form, and takes it', async () => {
    const question = await (await alice.run(bot.account, 'ask')).reply();
    const clicked = await alice.click(question, 'Order');
    const sent = await alice.submit(await clicked.modal(), { 'How much': '3' });
    expect((await sent.reply()).content).toBe('3 metres');
    await (await alice.click(question, 'Yes')).answered();
    expect(question.content).toBe('Woven.');
  });

  it('asks guards, and tells who is refused why', async () => {
    allowed = alice.id;
    const bob = discord.guild('Loom').addMember('bob');
    const said = async (who: SimMember): Promise<string> =>
      (await (await who.run(bot.account, 'mend')).reply()).content;
    expect(await said(bob)).toBe('This loom is Alice’s.');
    expect([await said(alice), await said(alice)]).toEqual(['mended', 'mended']);
    expect(await said(alice)).toBe('You can use this again in 1 hour.');
    expect(bot.group.dispatcher.health().outcomes).toMatchObject({ done: 2, refused: 2 });
  });

  it('runs no more at once than it may', async () => {
    const first = await alice.run(bot.account, 'warp');
    await first.answered();
    const second = await alice.run(bot.account, 'warp');
    expect((await second.reply()).content).toBe('This is already running. Try again when it is done.');
    expect((await first.reply()).content).toBe('warped');
  });

  it('answers with a file alone', async () => {
    const { content, files } = await (await alice.run(bot.account, 'swatch')).reply();
    expect([content, ...files.map(({ filename, bytes }) => `${filename} ${bytes.toString()}`)]).toEqual([
      '',
      'swatch.txt ~~~',
    ]);
  });

  it('is told by one way alone', () => {
    const seen = new Set(discord.log.entries.map(({ kind }) => kind));
    expect(seen.has('session')).toBe(via === 'gateway');
    expect(seen.has('endpoint')).toBe(via === 'http');
  });
});
