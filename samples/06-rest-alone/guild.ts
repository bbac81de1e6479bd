/** A guild: a role, a channel’s permissions, members page by page, a thread, and a webhook. */
import { ChannelType, OverwriteType, PermissionFlagsBits, PermissionSet, splitText } from 'corduroy/models';
import { type RestClient } from 'corduroy/rest';
import { type Tell } from './bootstrap';
import { DOT } from './messages';

export async function roundOfGuild(client: RestClient, guildId: string, channelId: string, tell: Tell): Promise<void> {
  const role = await client.roles.create(
    guildId,
    { name: 'weaver', hoist: true, permissions: PermissionFlagsBits.ManageMessages },
    { reason: 'For those at the loom' },
  );
  tell(`made the role ${role.name}: ${role.permissionSet.names.join()}`);
  await client.channels.setPermission(channelId, role.id, {
    type: OverwriteType.Role,
    allow: PermissionSet.of('ManageThreads', 'ManageMessages'),
    deny: PermissionSet.none,
  });

  const people = client.members.iterate(guildId).filter((member) => !member.user.bot);
  for await (const member of people.take(100)) await member.addRole(role.id);
  const names = people.map((member) => member.displayName);
  for await (const two of names.chunk(2)) tell(`weavers: ${two.join(' and ')}`);

  const thread = await client.threads.create(channelId, { name: 'Knots', type: ChannelType.PublicThread });
  const tale = 'The shuttle goes to and fro.\n'.repeat(100);
  const pieces = splitText(tale);
  for (const piece of pieces) await thread.send(piece, { order: 'any', signal: AbortSignal.timeout(30_000) });
  tell(`a tale of ${tale.length} characters took ${pieces.length} messages`);
  await client.channels.edit(thread.id, { archived: true }, { reason: 'Answered' });
  const archived = await client.threads.iteratePublicArchived(channelId).toArray();
  tell(`archived threads: ${archived.map(({ name }) => name).join()}`);

  const webhook = await client.channels.createWebhook(channelId, { name: 'Spindle', avatar: DOT });
  const said = await client.webhooks.execute(
    webhook.id,
    webhook.token ?? '',
    { content: 'Spinning', username: 'Spinning wheel' },
    { wait: true },
  );
  tell(`${said.author.username} says through a webhook: ${said.content}`);
  await client.webhooks.delete(webhook.id);

  const { entries } = await client.guilds.getAuditLog(guildId, { userId: (await client.users.me()).id });
  const reasons = entries.flatMap(({ reason }) => reason ?? []);
  tell(`the audit log knows why: ${reasons.join(', ')}`);
  await client.roles.delete(guildId, role.id);
}
