/** How to invite a bot is told where it surely is in no guild. */
import { type GroupReadyPayload } from 'corduroy';
import { invitationOf } from '../../../src/hub/invitation';

const NOWHERE: GroupReadyPayload = { shard_ids: [0], guild_ids: [], unavailable_guild_ids: [], missing_guild_ids: [] };
const BOT = { isWhole: true, applicationId: '42' };

it('names the page with the id of the application', () => {
  expect(invitationOf(NOWHERE, BOT)).toBe(
    'Bot is in no server yet; invite it: ' +
      'https://discord.com/oauth2/authorize?client_id=42&scope=bot+applications.commands&permissions=0',
  );
});

it('is told of no bot that is in a guild, whether it is there, away, or has not come', () => {
  for (const list of ['guild_ids', 'unavailable_guild_ids', 'missing_guild_ids'] as const) {
    expect(invitationOf({ ...NOWHERE, [list]: ['1'] }, BOT)).toBeUndefined();
  }
});

it('is told neither of a part of the shards, nor without knowing the application', () => {
  expect(invitationOf(NOWHERE, { ...BOT, isWhole: false })).toBeUndefined();
  expect(invitationOf(NOWHERE, { ...BOT, applicationId: undefined })).toBeUndefined();
});
