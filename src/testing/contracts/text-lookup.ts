/** What every {@link TextLookup} must do. */
import assert from 'node:assert/strict';
import { type TextLookup } from '../../interactions';
import { type ContractCase } from './contract-case';

/** Something with an id and a name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What there is: a guild with one of each, and another guild. */
export interface LookupWorld {
  readonly guildId: string;
  readonly elsewhereId: string;
  readonly member: Named;
  /** In the other guild only. */
  readonly stranger: Named;
  readonly channel: Named;
  readonly role: Named;
  readonly farChannel: Named;
  readonly farRole: Named;
}

const NOBODY = '123456789012345678';

/** @param make what looks things up for somebody who sees all of the guild */
export function textLookupContract(
  make: () => Promise<{ readonly lookup: TextLookup; readonly world: LookupWorld }>,
): ContractCase[] {
  return [
    {
      name: 'finds users wherever they are, and nobody where there is nobody',
      run: async () => {
        const { lookup, world } = await make();
        assert.equal((await lookup.user(world.member.id))?.username, world.member.name);
        assert.equal((await lookup.user(world.stranger.id))?.username, world.stranger.name);
        assert.equal(await lookup.user(NOBODY), undefined);
      },
    },
    {
      name: 'finds members of the guild only, with their user',
      run: async () => {
        const { lookup, world } = await make();
        assert.equal((await lookup.member(world.guildId, world.member.id))?.user.username, world.member.name);
        assert.equal(await lookup.member(world.guildId, world.stranger.id), undefined);
        assert.equal(await lookup.member(world.guildId, NOBODY), undefined);
      },
    },
    {
      name: 'finds channels of the guild by id and by name in any case',
      run: async () => {
        const { lookup, world } = await make();
        const { id, name } = world.channel;
        for (const key of [id, name, name.toUpperCase()]) {
          assert.equal((await lookup.channel(world.guildId, key))?.id, id);
        }
      },
    },
    {
      name: 'finds roles of the guild by id and by name in any case',
      run: async () => {
        const { lookup, world } = await make();
        const { id, name } = world.role;
        for (const key of [id, name, name.toUpperCase()]) assert.equal((await lookup.role(world.guildId, key))?.id, id);
      },
    },
    {
      name: 'finds nothing of another guild, whoever knows its id or name',
      run: async () => {
        const { lookup, world } = await make();
        for (const key of [world.farChannel.id, world.farChannel.name, NOBODY, '', '__proto__']) {
          assert.equal(await lookup.channel(world.guildId, key), undefined);
        }
        for (const key of [world.farRole.id, world.farRole.name, NOBODY, '', '__proto__']) {
          assert.equal(await lookup.role(world.guildId, key), undefined);
        }
      },
    },
  ];
}
