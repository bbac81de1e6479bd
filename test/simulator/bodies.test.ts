/**
 * Two readings of Discord's limits held against each other: what the client's rules let through, the simulator takes, and
 * what breaks a rule is refused by both, by the client before anything is sent.
 */
import fc from 'fast-check';
import { BodyError, type BodySpec, encodeBody } from 'corduroy/models';
import { RestError } from 'corduroy/rest';
import { bodyOf } from '../support/rule-bodies';
import { type Edge, Edges, rulesWithin } from '../support/rule-edges';
import { APPLICATION_PLAYS } from './support/plays/applications';
import { CHANNEL_PLAYS } from './support/plays/channels';
import { CONTENT_PLAYS } from './support/plays/guild-contents';
import { GUILD_PLAYS } from './support/plays/guilds';
import { MESSAGE_PLAYS } from './support/plays/messages';
import { Place } from './support/plays/place';
import { type NamedPlay, type Play } from './support/plays/play';

/** The same bodies in every run; another number tries others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);

const PLAYS: readonly NamedPlay[] = [
  ...MESSAGE_PLAYS,
  ...CHANNEL_PLAYS,
  ...CONTENT_PLAYS,
  ...GUILD_PLAYS,
  ...APPLICATION_PLAYS,
];
const RUNS = 10;
/** The simulator knows no themes that clients share. */
const NOT_PLAYED = 'ClientThemeRules.';

describe('bodies of all kinds', () => {
  let place: Place;
  beforeAll(async () => {
    place = await Place.open();
  }, 30_000);
  afterAll(() => place.close());

  it.each(PLAYS)(
    '%s within the rules is taken [seed 58]',
    async (_what, make) => {
      const play = await make(place);
      const bodies = bodiesOf(play) ?? fc.constantFrom(...fittingBodies(play));
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          fc.pre(passes(play.spec, body));
          await taken(play, body);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    },
    30_000,
  );

  it.each(PLAYS)(
    '%s is taken at each limit and refused beyond, before it is sent [seed 58]',
    async (_what, make) => {
      const play = await make(place);
      const edges = edgesOf(play);
      expect(edges.length).toBeGreaterThan(0);
      for (const edge of edges) await (edge.fits ? taken(play, edge.body, edge.what) : breaks(play, edge));
    },
    30_000,
  );

  it('are tried in every part that has rules', async () => {
    const missed: string[] = [];
    const tried = new Set<string>();
    const known = new Set<string>();
    for (const [, make] of PLAYS) {
      const play = await make(place);
      const edges = new Edges(play.makers ?? {});
      const { rules } = play.spec;
      if (!rules || play.samples.length === 0) continue;
      for (const sample of play.samples) edges.visit(rules, sample);
      for (const rule of edges.tried) tried.add(rule);
      for (const rule of rulesWithin(rules)) known.add(rule);
    }
    for (const rule of known) if (!tried.has(rule) && !rule.startsWith(NOT_PLAYED)) missed.push(rule);
    expect(missed).toEqual([]);
  }, 30_000);

  async function taken(play: Play, body: object, what = 'a random body'): Promise<void> {
    const id = (await play.ready?.()) ?? '';
    await play.send(place.client, body as never, id).catch((error: unknown) => {
      throw new Error(`${what} was refused: ${fc.stringify(body)}`, { cause: error });
    });
  }

  /** The client refuses it without a request; Discord refuses it at the same place. */
  async function breaks(play: Play, edge: Edge): Promise<void> {
    const id = (await play.ready?.()) ?? '';
    const asked = place.discord.log.nextEntry;
    const own = await failure(play.send(place.client, edge.body as never, id));
    expect([edge.what, own instanceof BodyError ? own.fields.map(({ path }) => path) : own]).toEqual([
      edge.what,
      [edge.path],
    ]);
    expect([edge.what, place.discord.log.nextEntry]).toEqual([edge.what, asked]);
    const told = await failure(play.send(place.blind, edge.body as never, id));
    if (edge.cannotBeSent) {
      expect(told).toEqual(own);
      return;
    }
    if (!(told instanceof RestError)) throw new Error(`${edge.what}: ${String(told)}`);
    expect([edge.what, told.status, told.discordCode]).toEqual([edge.what, 400, edge.code ?? 50_035]);
    if (edge.code !== undefined) return;
    const paths = told.fieldErrors.map(({ path }) => path);
    const isThere = paths.some((path) => edge.toldAt?.test(path) ?? path === edge.path);
    expect([edge.what, isThere ? 'told at its place' : paths]).toEqual([edge.what, 'told at its place']);
  }
});

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'it was taken',
    (error: unknown) => error,
  );
}

function bodiesOf({ spec, hints = {}, more = {}, or, random = true }: Play): fc.Arbitrary<object> | undefined {
  const { rules } = spec;
  if (!random || !rules) return or;
  const made = fc
    .tuple(
      bodyOf(rules, hints),
      fc.record(more, {
        requiredKeys: Object.keys(more).filter((name) => ['type', 'channelId', 'triggerMetadata'].includes(name)),
      }),
    )
    .map(([body, others]) => ({ ...body, ...others }));
  return or ? fc.oneof(made, or) : made;
}

function edgesOf(play: Play): readonly Edge[] {
  const edges = new Edges(play.makers ?? {});
  const { rules } = play.spec;
  if (rules) for (const sample of play.samples) edges.visit(rules, sample);
  // Samples share fields: each edge is tried once.
  const seen = new Set<string>();
  return [...edges.found, ...(play.edges ?? [])].filter(({ what, fits }) => {
    const name = `${what} ${fits}`;
    return !seen.has(name) && seen.add(name);
  });
}

function fittingBodies(play: Play): object[] {
  return edgesOf(play)
    .filter(({ fits }) => fits)
    .map(({ body }) => body);
}

function passes(spec: BodySpec, body: object): boolean {
  try {
    encodeBody(spec, body as never);
    return true;
  } catch {
    return false;
  }
}
