/** A bot author's program: what of it must compile, and what the compiler must refuse. */
import { NotContains } from 'class-validator';
import {
  type AnyContext,
  Args,
  Autocomplete,
  BotToken,
  button,
  Button,
  type ButtonContext,
  Catch,
  type ChannelId,
  type ClientGroup,
  ClientGroups,
  ClientHub,
  connect,
  customId,
  dispatch,
  Dispatcher,
  env,
  ErrorHandler,
  GatewayClient,
  GatewayEvent,
  type GuildId,
  type GuildSlashContext,
  Handler,
  type HandlerArguments,
  type IdOf,
  Inject,
  Injectable,
  int,
  IntegerOption,
  message,
  Message,
  MessageCreateEvent,
  MessageDeleteEvent,
  MessageUpdateEvent,
  Modal,
  type ModalContext,
  Module,
  On,
  Once,
  OnModal,
  PayloadView,
  type Query,
  ReadyEvent,
  RestClient,
  RestError,
  row,
  Slash,
  type SlashContext,
  snowflake,
  StringOption,
  TextInput,
  token,
  UnknownDispatchEvent,
  User,
  type UserId,
  UserOption,
} from 'corduroy';

declare module 'corduroy' {
  interface HandlerArguments {
    readonly merged_number: number;
  }
}

class Database {
  readonly kind = 'database';
}
class Score extends PayloadView<{ points: number }> {}
class HomeScoreEvent extends dispatch('HOME_SCORE', Score) {}
class AwayScoreEvent extends dispatch('AWAY_SCORE', Score) {}

const MY_NUMBER = token<number>('my_number');

/** Type-checked, never run. */
function compiled(..._programs: unknown[]): void {
  expect(_programs.length).toBeGreaterThan(0);
}

describe('methods', () => {
  it('take the event first, then what is injected', () => {
    @Handler()
    class Greeter {
      constructor(private readonly db: Database) {}

      @On(MessageCreateEvent, { needs: ['MessageContent'] })
      async greet(event: MessageCreateEvent, _client: RestClient, @Inject('my_number') n: number): Promise<void> {
        if (event.author.bot) return;
        await event.reply(`Hello number ${n} of ${this.db.kind}`);
      }
      @On() inferred(_event: ReadyEvent, _gateway: GatewayClient, _groups: ClientGroups, _own: ClientGroup): void {}
      @On(MessageCreateEvent, MessageUpdateEvent) union(_event: MessageCreateEvent | MessageUpdateEvent): void {}
      @On(MessageCreateEvent) @Args(RestClient, Database) named(
        _e: MessageCreateEvent,
        _c: RestClient,
        _d: Database,
      ): void {}
      @On(MessageCreateEvent) entity(_message: Message): void {}
      @On(GatewayEvent) everything(_event: GatewayEvent): void {}
      @On(UnknownDispatchEvent) unknown(_event: UnknownDispatchEvent): void {}
      @Once(ReadyEvent) once(_event: ReadyEvent): void {}
      @On(MessageCreateEvent, { sequential: 'channel', overwrite: true }) ordered(_event: MessageCreateEvent): void {}
      @On(HomeScoreEvent) derived(_event: HomeScoreEvent): void {}
      @On(MessageCreateEvent) typed(_event: MessageCreateEvent, @Inject(MY_NUMBER) _n: number): void {}
    }
    compiled(Greeter);
  });

  it('are refused when the first parameter does not fit', () => {
    @Handler()
    class Refused {
      // @ts-expect-error another event
      @On(MessageCreateEvent) other(_event: MessageDeleteEvent): void {}
      // @ts-expect-error no event comes first
      @On(MessageCreateEvent) order(_client: RestClient, _event: MessageCreateEvent): void {}
      // @ts-expect-error a message that was updated has the shape of one that was created, and is not one
      @On(MessageUpdateEvent) equal(_event: MessageCreateEvent): void {}
      // @ts-expect-error equal in shape
      @On(HomeScoreEvent) alsoEqual(_event: AwayScoreEvent): void {}
      // @ts-expect-error one event of two is not enough
      @On(MessageCreateEvent, ReadyEvent) half(_event: MessageCreateEvent): void {}
      // @ts-expect-error it is no event
      @On(RestClient) client(_client: RestClient): void {}
      // @ts-expect-error an entity is no event
      @On(Message) message(_message: Message): void {}
      // @ts-expect-error what is inferred must be an event
      @On() inferred(_client: RestClient): void {}
      // @ts-expect-error it is no event
      @Once(MessageCreateEvent) once(_event: string): void {}
    }
    compiled(Refused);
  });

  it('are refused when a typed token, or @Args, does not fit', () => {
    @Handler()
    class Refused {
      @On(MessageCreateEvent) wrong(
        _event: MessageCreateEvent,
        // @ts-expect-error a number for a string
        @Inject(MY_NUMBER) _n: string,
      ): void {}
      @On(MessageCreateEvent) wrongClass(
        _event: MessageCreateEvent,
        // @ts-expect-error a RestClient for a Database
        @Inject(RestClient) _db: Database,
      ): void {}
      // @ts-expect-error the tokens in the wrong order
      @On(MessageCreateEvent) @Args(Database, RestClient) args(
        _e: MessageCreateEvent,
        _c: RestClient,
        _d: Database,
      ): void {}
    }
    compiled(Refused);
  });

  it('take options that exist', () => {
    @Handler()
    class Refused {
      // @ts-expect-error no such intent
      @On(MessageCreateEvent, { needs: ['Gossip'] }) intent(_event: MessageCreateEvent): void {}
      // @ts-expect-error no such scope
      @On(MessageCreateEvent, { sequential: 'planet' }) scope(_event: MessageCreateEvent): void {}
      // @ts-expect-error no such option
      @On(MessageCreateEvent, { priority: 1 }) option(_event: MessageCreateEvent): void {}
    }
    compiled(Refused);
  });
});

describe('functions', () => {
  const use = (dispatcher: Dispatcher): unknown[] => [
    dispatcher.addHandler(MessageCreateEvent, async (event, { client, gateway, client_groups, merged_number }) => {
      const rest: RestClient = client;
      const shards: GatewayClient = gateway;
      const groups: ClientGroups = client_groups;
      const n: number = merged_number;
      await event.reply(`${event.content} ${n} ${rest === groups.get('beta')?.client} ${shards.latencyMs ?? 0}`);
    }),
    dispatcher.addHandler(MessageCreateEvent, (event: Message) => event.id),
    dispatcher.addHandler(GatewayEvent, (event) => event.raw),
    dispatcher.addHandler(MessageCreateEvent, () => undefined, { inject: ['my_number'], once: true }),
    dispatcher.waitFor(MessageCreateEvent, { filter: ({ content }) => content === 'yes', timeoutMs: 5 }),
    // @ts-expect-error another event
    dispatcher.addHandler(MessageCreateEvent, (event: MessageDeleteEvent) => event),
    // @ts-expect-error equal in shape
    dispatcher.addHandler(HomeScoreEvent, (event: AwayScoreEvent) => event),
    // @ts-expect-error the names are in one object
    dispatcher.addHandler(MessageCreateEvent, (_event, client: RestClient) => client),
    // @ts-expect-error the merged name is a number
    dispatcher.addHandler(MessageCreateEvent, (_event, { merged_number }: { merged_number: string }) => merged_number),
    // @ts-expect-error it is no event
    dispatcher.addHandler(Message, () => undefined),
    // @ts-expect-error no such option
    dispatcher.addHandler(MessageCreateEvent, () => undefined, { priority: 1 }),
    // @ts-expect-error no such event field
    dispatcher.waitFor(ReadyEvent, { filter: ({ content }) => content === 'yes' }),
  ];

  it('know their event and the names that were merged in', () => {
    compiled(use);
  });

  it('get names that nobody typed as unknown', () => {
    const read = (args: HandlerArguments): unknown => {
      // @ts-expect-error nothing says that it is a number
      const n: number = args.not_merged;
      return n;
    };
    compiled(read);
  });

  it('may stream, and know what comes', () => {
    const read = async (dispatcher: Dispatcher): Promise<string> => {
      for await (const event of dispatcher.stream(MessageCreateEvent)) return event.content;
      // @ts-expect-error a deleted message has no content
      for await (const { content } of dispatcher.stream(MessageDeleteEvent)) return String(content);
      return '';
    };
    compiled(read);
  });
});

describe('ids', () => {
  it('of another kind are refused, plain strings pass', () => {
    const use = (client: RestClient, channel: ChannelId, guild: GuildId, user: UserId): unknown[] => [
      client.guilds.get(guild),
      client.guilds.get('1050000000000000000'),
      client.channels.get(channel),
      client.messages.create(channel, { content: 'hi' }),
      // @ts-expect-error a channel's id for a guild's
      client.guilds.get(channel),
      // @ts-expect-error a guild's id for a channel's
      client.channels.get(guild),
      // @ts-expect-error a user's id for a channel's
      client.messages.create(user, { content: 'hi' }),
      // @ts-expect-error snake_case is Discord's, not ours
      client.messages.create(channel, { allowed_mentions: {} }),
    ];
    compiled(use);
  });
});

describe('interactions', () => {
  class BanOptions {
    @UserOption('Who to ban') user!: User;
    @IntegerOption('Days of messages to delete', { min: 0, max: 7, optional: true }) days = 0;
    @StringOption('Why', { optional: true, autocomplete: true, maxLength: 512 })
    @NotContains('@everyone')
    reason?: string;
  }
  const BanConfirm = customId('ban', { user: snowflake, days: int(0, 7) });

  @Modal('report', 'Report')
  class ReportModal {
    @TextInput('What happened?') what!: string;
  }

  it('are answered by methods that return what is replied', () => {
    @Handler()
    class Moderation {
      @Slash('ban', 'Ban a member', { permissions: ['BanMembers'], contexts: ['Guild'] })
      async ban(ctx: GuildSlashContext, options: BanOptions) {
        const guild: GuildId = ctx.guildId;
        const name: string = ctx.member.displayName;
        return message(
          `Ban ${String(options.user)}? ${guild} ${name}`,
          row(button('Confirm', BanConfirm.of({ user: options.user.id, days: options.days }))),
        );
      }
      @Button(BanConfirm) async confirm(_ctx: ButtonContext, id: IdOf<typeof BanConfirm>, _client: RestClient) {
        return `${id.user} ${id.days}`;
      }
      @Autocomplete(BanOptions, 'reason') reasons(query: Query, db: Database) {
        return [query.value, db.kind];
      }
      @OnModal(ReportModal) async report(ctx: ModalContext, form: ReportModal) {
        await ctx.reply(form.what);
      }
      @Catch(RestError) denied(_error: RestError, ctx: AnyContext) {
        return ctx.refuse('I lack permissions');
      }
      @Slash('slow', 'Takes its time', { ephemeral: true, defer: false }) async *slow(_ctx: SlashContext) {
        yield 'one';
        yield { content: 'two' };
      }
    }
    compiled(Moderation);
  });

  it('refuse what cannot be', () => {
    class Options {
      // @ts-expect-error an option that may be left out says so
      @StringOption('Why') reason?: string;
      // @ts-expect-error a user is no text
      @UserOption('Who') user!: string;
    }
    @Handler()
    class Refused {
      // @ts-expect-error it may be used outside of guilds
      @Slash('ban', 'Ban a member') ban(_ctx: GuildSlashContext): void {}
      // @ts-expect-error the values of another id
      @Button(BanConfirm) confirm(_ctx: ButtonContext, _id: { user: number }): void {}
      // @ts-expect-error another form
      @OnModal(ReportModal) report(_ctx: ModalContext, _form: BanOptions): void {}
      // @ts-expect-error numbers are completed by numbers
      @Autocomplete(BanOptions, 'days') days(_query: Query): string[] {
        return [];
      }
    }
    const use = (): unknown[] => [
      // @ts-expect-error a number is missing
      BanConfirm.of({ user: '1' }),
      // @ts-expect-error a button stands in a row
      message('x', button('Confirm', 'x')),
    ];
    compiled(Options, Refused, use);
  });

  it('come to Discord as a plan that can be printed', () => {
    const use = async (hub: ClientHub): Promise<string> => {
      const group = hub.createClientGroup('alpha', 'token', { interactions: { sync: 'manual' } });
      hub.createClientGroup('beta', 'token', { interactions: { sync: { guild: '1' } } });
      // @ts-expect-error no such way
      hub.createClientGroup('gamma', 'token', { interactions: { sync: 'never' } });
      return (await group.commands.plan()).toString();
    };
    compiled(use);
  });
});

describe('the bootstrap', () => {
  it('takes modules, handlers and providers of every shape', () => {
    @Injectable()
    class Loud extends ErrorHandler {
      override handle(): void {}
    }
    @Module({
      imports: [],
      providers: [
        Database,
        { provide: 'my_number', useValue: 42 },
        { provide: MY_NUMBER, useFactory: async (db: Database) => db.kind.length, inject: [Database] },
        { provide: ErrorHandler, useClass: Loud },
      ],
    })
    class Music {}
    const start = async (): Promise<unknown> => {
      const hub = new ClientHub({ modules: [Music] });
      hub.createClientGroup('alpha', env('ALPHA_TOKEN'), { modules: [Music], intents: ['Guilds'] });
      hub.createClientGroup('beta', 'token', { providers: [Database], intents: { add: ['GuildMembers'] } });
      hub.createClientGroup('gamma', new BotToken('token'));
      // @ts-expect-error a group has a name
      hub.createClientGroup(env('ALPHA_TOKEN'));
      // @ts-expect-error no such intent
      hub.createClientGroup('delta', 'token', { intents: ['Gossip'] });
      void hub.run();
      await using solo = await connect('token', async (group) => {
        await group.client.users.me();
      });
      await using plain = await connect('token', { modules: [Music], intents: ['Guilds'] });
      // @ts-expect-error no such option
      await connect('token', { handler: [Music] });
      return [solo.user?.username, plain.name];
    };
    compiled(start);
  });
});
