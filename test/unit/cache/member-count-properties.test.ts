/** The counts of members hold through anything that sessions, guilds and processes do, in any order. */
import fc from 'fast-check';
import { type CacheCheckpoint, CacheWriter, type GuildSnapshot, MemoryCacheStore } from 'corduroy/cache';
import { nullLogger } from 'corduroy/util';
import { closeAll, Fed, guild, member, SELF, user } from './support';

afterEach(closeAll);

const SHARDS = 2;
/** By turns of the first and of the second shard. */
const GUILD_IDS = ['4194304000000', '4194308194304', '4194312388608'] as const;

/** A store whose process dies after so many writes. */
class DyingStore extends MemoryCacheStore {
  writesLeft = Infinity;

  override async saveGuild(key: string, snapshot: GuildSnapshot): Promise<void> {
    if (this.lives()) await super.saveGuild(key, snapshot);
  }

  override async removeGuild(key: string, guildId: string): Promise<void> {
    if (this.lives()) await super.removeGuild(key, guildId);
  }

  override async saveCheckpoint(key: string, shardId: number, checkpoint: CacheCheckpoint): Promise<void> {
    if (this.lives()) await super.saveCheckpoint(key, shardId, checkpoint);
  }

  private lives(): boolean {
    this.writesLeft -= 1;
    return this.writesLeft >= 0;
  }
}

interface Packet {
  readonly t: string;
  readonly d: object;
  readonly s: number;
}

/** A session as Discord remembers it, and up to where the bot has heard it. */
class Session {
  static made = 0;
  readonly id = `session ${(Session.made += 1)}`;
  readonly log: Packet[] = [];
  heard = 0;
}

interface World {
  readonly id: string;
  readonly people: Set<string>;
  isAway: boolean;
  hasBot: boolean;
}

/** Discord, and a bot of two shards that may be killed and started again. */
class Play {
  readonly guilds: readonly World[] = GUILD_IDS.map((id) => ({
    id,
    people: new Set([SELF.id, '1']),
    isAway: false,
    hasBot: true,
  }));
  private readonly store = new DyingStore();
  private sessions = [new Session(), new Session()];
  private fed = new Fed({});
  private writer = this.makeWriter();
  private isDown = false;
  /** What Discord is about to send a second time. */
  private echo: (() => void) | undefined;

  begin(): void {
    for (const shard of this.sessions.keys()) this.open(shard);
  }

  join(at: number, person: string, twice: boolean): void {
    const there = this.guilds[at] as World;
    if (there.people.has(person)) return;
    there.people.add(person);
    this.tell(at, 'GUILD_MEMBER_ADD', { ...member(person), guild_id: there.id }, twice);
  }

  leave(at: number, person: string, twice: boolean): void {
    const there = this.guilds[at] as World;
    if (!there.people.delete(person)) return;
    this.tell(at, 'GUILD_MEMBER_REMOVE', { user: user(person), guild_id: there.id }, twice);
  }

  /** An outage begins or ends. */
  toggleAway(at: number): void {
    const there = this.guilds[at] as World;
    if (!there.hasBot) return;
    there.isAway = !there.isAway;
    const { id, isAway } = there;
    this.send(at, isAway ? 'GUILD_DELETE' : 'GUILD_CREATE', isAway ? { id, unavailable: true } : this.payload(there));
  }

  /** The bot leaves, or comes back. */
  toggleBot(at: number, twice: boolean): void {
    const there = this.guilds[at] as World;
    there.hasBot = !there.hasBot;
    there.isAway = false;
    if (there.hasBot) {
      there.people.add(SELF.id);
      this.send(at, 'GUILD_CREATE', this.payload(there));
      if (twice) this.send(at, 'GUILD_MEMBER_ADD', { ...member(SELF.id, { user: SELF }), guild_id: there.id });
      return;
    }
    there.people.delete(SELF.id);
    if (twice) this.send(at, 'GUILD_MEMBER_REMOVE', { user: SELF, guild_id: there.id });
    this.send(at, 'GUILD_DELETE', { id: there.id });
  }

  /** Discord forgets a session. */
  lose(shard: number): void {
    this.echo = undefined;
    this.sessions[shard] = new Session();
    if (!this.isDown) this.open(shard);
  }

  async flush(): Promise<void> {
    if (!this.isDown) await this.writer.flush();
  }

  /** The process dies while it writes. */
  async die(writesLeft: number): Promise<void> {
    if (this.isDown) return;
    this.store.writesLeft = writesLeft;
    await this.writer.flush();
    await this.writer.close({ limitMs: 1 });
    this.isDown = true;
    this.sendEcho();
    this.store.writesLeft = Infinity;
  }

  /** The next process; what it had heard is known for each session, or only to some earlier point. */
  async rise(behind: number, diesSoon = false): Promise<void> {
    if (!this.isDown) return;
    this.isDown = false;
    this.fed.cache.close();
    this.fed = new Fed({});
    const { store } = this;
    const isRead = await this.fed.cache.restore({ store, key: 'key', signal: new AbortController().signal });
    this.writer = this.makeWriter(isRead);
    for (const [shard, session] of this.sessions.entries()) {
      const sequence = Math.max(0, session.heard - behind);
      const from = this.fed.cache.resumeFrom(shard, { sessionId: session.id, sequence, shardCount: SHARDS });
      if (from === undefined) {
        this.lose(shard);
        continue;
      }
      for (const packet of session.log) if (packet.s > from) this.hear(shard, packet);
    }
    // Other shards may take minutes to come, and the writer does not wait for them.
    await this.writer.flush();
    if (!isRead && !diesSoon) await this.writer.forgetUnread(() => true);
    if (diesSoon) await this.die(0);
    await this.writer.forgetUnread(() => true);
  }

  /** Guilds whose count is not the world's, while the process runs. */
  differences(): unknown[] {
    if (this.isDown) return [];
    return this.guilds.flatMap(({ id, people, hasBot, isAway }) => {
      const counted = this.fed.cache.guilds.get(id)?.memberCount;
      const expected = hasBot ? people.size : undefined;
      return isAway || counted === expected ? [] : [{ id, counted, expected }];
    });
  }

  private makeWriter(isRead = true): CacheWriter {
    const { store, fed } = this;
    return new CacheWriter({
      ...{ store, key: 'key', isRead, state: fed.cache.contents, clock: fed.clock, logger: nullLogger },
      sessions: () =>
        this.sessions.map(({ id, heard }, shardId) => ({
          ...{ shardId, shardCount: SHARDS, sessionId: id, sequence: heard },
        })),
    });
  }

  private shardOf(at: number): number {
    return at % SHARDS;
  }

  private payload({ id, people }: World): Record<string, unknown> {
    return guild({ member_count: people.size }, id);
  }

  /** A guild that is away, or that the bot is not in, tells nothing. */
  private tell(at: number, t: string, d: object, twice: boolean): void {
    const { hasBot, isAway } = this.guilds[at] as World;
    if (!hasBot || isAway) return;
    this.send(at, t, d);
    // The second time after whatever happens to the process meanwhile.
    if (twice) {
      this.echo = () => {
        this.send(at, t, d);
      };
    }
  }

  private sendEcho(): void {
    const { echo } = this;
    this.echo = undefined;
    echo?.();
  }

  private send(at: number, t: string, d: object): void {
    this.sendEcho();
    const shard = this.shardOf(at);
    const { log } = this.sessions[shard] as Session;
    const packet = { t, d, s: log.length + 1 };
    log.push(packet);
    if (!this.isDown) this.hear(shard, packet);
  }

  private hear(shard: number, { t, d, s }: Packet): void {
    (this.sessions[shard] as Session).heard = s;
    this.writer.note(this.fed.hear(t, d, { id: shard, count: SHARDS }, s));
  }

  private open(shard: number): void {
    const session = this.sessions[shard] as Session;
    const mine = [...this.guilds.entries()].filter(([at, { hasBot }]) => this.shardOf(at) === shard && hasBot);
    const ready = { t: 'READY', d: { user: SELF, guilds: mine.map(([, { id }]) => ({ id })) }, s: 1 };
    session.log.push(ready);
    this.hear(shard, ready);
    for (const [at, one] of mine) if (!one.isAway) this.send(at, 'GUILD_CREATE', this.payload(one));
  }
}

const at = fc.nat(GUILD_IDS.length - 1);
const person = fc.constantFrom('1', '2', '3');
type Move = (play: Play) => void | Promise<void>;
const move = <T>(values: fc.Arbitrary<T>, make: (value: T) => Move): fc.Arbitrary<Move> => values.map(make);

const moves = fc.oneof(
  {
    weight: 6,
    arbitrary: move(fc.tuple(at, person, fc.boolean()), (values) => (play) => {
      play.join(...values);
    }),
  },
  {
    weight: 6,
    arbitrary: move(fc.tuple(at, person, fc.boolean()), (values) => (play) => {
      play.leave(...values);
    }),
  },
  move(at, (where) => (play) => {
    play.toggleAway(where);
  }),
  move(fc.tuple(at, fc.boolean()), (values) => (play) => {
    play.toggleBot(...values);
  }),
  move(fc.nat(SHARDS - 1), (shard) => (play) => {
    play.lose(shard);
  }),
  { weight: 3, arbitrary: move(fc.constant(undefined), () => (play) => play.flush()) },
  { weight: 2, arbitrary: move(fc.nat(6), (writesLeft) => (play) => play.die(writesLeft)) },
  { weight: 3, arbitrary: move(fc.tuple(fc.nat(3), fc.boolean()), (values) => (play) => play.rise(...values)) },
);

it('counts hold whatever is lost, told twice, written half, or begun anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moves, { minLength: 30, maxLength: 60, size: 'max' }), async (script) => {
      const play = new Play();
      play.begin();
      for (const make of script) {
        await make(play);
        expect(play.differences()).toEqual([]);
      }
      closeAll();
    }),
    { numRuns: 50, seed: 4 },
  );
});
