import { ComponentType, MessageFlags, ButtonStyle, ChannelType, OverwriteType, PermissionFlagsBits as Bits } from 'discord-api-types/v10';
import * as models from 'corduroy/models';
import { Pages } from 'corduroy/rest';
import { makeClient, MESSAGE, errorOf } from '/work/main/test/unit/rest/support/make-client';
import { BodyError, PermissionSet, Message } from 'corduroy/models';

it('split', () => { const p = models.splitText('```' + 'x'.repeat(3000) + '\n' + 'y '.repeat(5000) + '\n```'); expect(p.every((x)=>x.length<=2000)).toBe(true); });
it('split ticks', () => { const p = models.splitText('`'.repeat(3000) + '\n' + 'y '.repeat(5000)); expect(p.every((x)=>x.length<=2000)).toBe(true); });
it('split newlines', () => { expect(models.splitText('\n'.repeat(3000)+'a')).toEqual([]); });
it('escape', () => { expect(models.escapeMarkdown('<:a_b:123456789012345678> https://x.y/a_b_c </do_it now:1> *x*')).toBe('<:a_b:123456789012345678> https://x.y/a_b_c </do_it now:1> \\*x\\*'); });
it('perm fast', () => { const spy = models; expect((models.encodeBody(models.roleCreateSpec, { permissions: PermissionSet.of('BanMembers') } as never) as any).permissions).toBe('4'); });
it.each(['create','reply','bad'])('undefined %s', async () => { const { client } = makeClient();
  for (const f of [
   () => client.messages.create('1', undefined as never), () => client.messages.create('1', null as never), () => client.messages.create('1', 'hi' as never),
   () => client.messages.edit('1','2', undefined as never), () => client.users.createDM(undefined as never), () => client.channels.createInvite('1', null as never),
   () => client.stickers.create('1', undefined as never), () => client.stickers.edit('1','2', undefined as never), () => client.roles.create('1', null as never), () => client.guilds.edit('1', undefined as never),
   () => client.interactions.reply('1','t', undefined as never), () => client.threads.create('1', undefined as never), () => client.webhooks.execute('1','t', undefined as never), () => client.lobbies.createMessage('1', undefined as never),
   () => client.guilds.createChannel('1', undefined as never), () => client.commands.bulkOverwrite('1', undefined as never),() => client.invites.setTargetUsers('1', undefined as never),() => client.members.editMe('1', undefined as never),
   () => client.undocumented.applications.uploadAttachment('1', undefined as never), () => client.roles.reorder('1', undefined as never), () => client.commands.create('1', undefined as never), () => client.lobbies.setMessageModeration('1','2', undefined as never),
  ]) { let e: any; try { await f(); } catch (x) { e = x; } if (!(e instanceof BodyError)) console.log(String(f), e?.constructor?.name, e?.message); }
});
it('mutate', async () => { const { client, transport } = makeClient(); transport.reply({ json: MESSAGE }); const raw: any = { ...MESSAGE }; const view = new Message(raw);
  await client.messages.create('1', view as never).catch((e) => console.log(e.message)); expect(raw).toEqual(MESSAGE); });
it('mutate nested', async () => { const { client, transport } = makeClient(); transport.reply({ json: {id:'1',type:11} }); const raw: any = { ...MESSAGE }; const view = new Message(raw);
  await client.threads.create('1', { name: 'x', message: view as never }); expect(raw).toEqual(MESSAGE); });
it('loop', async () => { const { client, transport } = makeClient(); const page = Array.from({length:100},(_,i)=>({id:String(i)})); transport.reply({ json: page }, { json: page }, { json: page }); 
  let n = 0; for await (const u of client.reactions.iterate('1','2','x')) { if (++n > 250) break; void u; } expect(n).toBeLessThanOrEqual(200); });
it('avatars', () => { expect(new models.User({ id: '175928847299117063' } as never).displayAvatarUrl()).toContain('embed'); expect(new models.Application({ id: '1' } as never).iconUrl()).toBeNull(); expect(new models.Emoji({ name: 'x' } as never).imageUrl()).toBeNull(); });
it('secret in errors', () => { try { models.encodeBody(models.lobbyJoinSpec, { secret: 'shhh'.repeat(70) } as never); } catch (e) { console.log((e as Error).message, JSON.stringify(e)); }
 try { models.encodeBody(models.memberAddSpec, { accessToken: 'shhh', nick: 'x'.repeat(40) } as never); } catch (e) { console.log((e as Error).message); } });
