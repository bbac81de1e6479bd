import {
  type FoundMembers,
  Guild,
  Member,
  type MemberChunk,
  noRequests,
  recordsIn,
  type ViewContext,
  type ViewRelations,
  type ViewRequests,
} from 'corduroy/models';
import { guild as guildPayload, member as memberPayload } from './payloads';
import { recordingContext } from './recording-context';

const found = (ids: readonly string[], more: Partial<FoundMembers> = {}): FoundMembers => ({
  members: ids.map((id) => ({ ...memberPayload, user: { ...memberPayload.user, id } })),
  presences: [],
  notFound: [],
  ...more,
});

function contextOf(requests: Partial<ViewRequests>): ViewContext {
  const remembered = recordsIn(found(['1']).members, ({ user }) => user.id);
  const relations = { guild: () => guildPayload, ofGuild: () => remembered } as unknown as Partial<ViewRelations>;
  return { ...recordingContext(relations), requests: { ...noRequests, ...requests } };
}

describe('members of a guild that are fetched', () => {
  it('are views with the guild and the context, found by id, with presences and ids that nobody has', async () => {
    const calls: unknown[] = [];
    const presences = [{ user: { id: '2' }, status: 'idle' }] as unknown as FoundMembers['presences'];
    const context = contextOf({
      guildMembers: (...args) => {
        calls.push(args);
        return Promise.resolve(found(['2', '3'], { presences, notFound: ['4'] }));
      },
    });
    const guild = new Guild(guildPayload, context);
    const wanted = { userIds: ['2', '3', '4'], presences: true, timeoutMs: 5 };
    const members = await guild.members.fetch(wanted);
    expect(calls).toEqual([[guild.id, wanted, wanted]]);
    expect(members.map(({ id }) => id)).toEqual(['2', '3']);
    expect(members.get('3')).toBeInstanceOf(Member);
    expect(members.get('3')?.guildId).toBe(guild.id);
    // It looks through the context of the guild.
    expect(members.get('3')?.guild?.name).toBe(guild.name);
    expect(members.presences.get('2')).toMatchObject({ guildId: guild.id });
    expect(members.notFound).toEqual(['4']);
  });

  it('are asked for one at a time only when they are not remembered', async () => {
    const asked: unknown[] = [];
    const context = contextOf({
      guildMembers: (_guildId, query) => {
        asked.push(query);
        return Promise.resolve(query?.userIds?.includes('2') ? found(['2']) : found([], { notFound: ['9'] }));
      },
    });
    const { members } = new Guild(guildPayload, context);
    expect((await members.fetch('1'))?.id).toBe('1');
    expect(asked).toEqual([]);
    expect((await members.fetch('2'))?.id).toBe('2');
    expect(await members.fetch('9')).toBeUndefined();
    expect(asked).toEqual([{ userIds: ['2'] }, { userIds: ['9'] }]);
  });

  it('come in chunks that say how far they are', async () => {
    const context = contextOf({
      guildMemberChunks: async function* chunks(): AsyncGenerator<MemberChunk> {
        yield { ...found(['1']), arrived: 1, expected: 2 };
        yield { ...found(['2']), arrived: 2, expected: 2 };
      },
    });
    const seen: string[] = [];
    for await (const chunk of new Guild(guildPayload, context).members.stream()) {
      seen.push(`${chunk.arrived} of ${chunk.expected}: ${chunk.map(({ id }) => id).join()}`);
    }
    expect(seen).toEqual(['1 of 2: 1', '2 of 2: 2']);
  });

  it('are refused by a view that belongs to no client', async () => {
    const { members, soundboardSounds } = new Guild(guildPayload);
    const refusal = { code: 'VIEW_WITHOUT_GATEWAY' };
    await expect(members.fetch()).rejects.toMatchObject(refusal);
    await expect(members.stream().next()).rejects.toMatchObject(refusal);
    await expect(soundboardSounds.fetch()).rejects.toMatchObject(refusal);
    await expect(new Guild(guildPayload).fetchChannelInfo()).rejects.toMatchObject(refusal);
  });
});

describe('sounds of a guild that are fetched', () => {
  it('are views', async () => {
    const sound = { sound_id: '5', name: 'clack', volume: 1, emoji_id: null, emoji_name: null, available: true };
    const context = contextOf({ soundboardSounds: () => Promise.resolve([sound]) });
    const sounds = await new Guild(guildPayload, context).soundboardSounds.fetch();
    expect(sounds.map(({ name }) => name)).toEqual(['clack']);
  });
});
