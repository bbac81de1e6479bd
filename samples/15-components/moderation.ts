/** Asks before it bans: the buttons carry whom it is about. */
import {
  button,
  Button,
  type ButtonContext,
  customId,
  Handler,
  type IdOf,
  int,
  message,
  MessageCreateEvent,
  On,
  option,
  RestClient,
  row,
  Select,
  type SelectContext,
  snowflake,
  stringSelect,
} from 'corduroy';

const BanConfirm = customId('ban', { user: snowflake, days: int(0, 7) });
const Cancel = customId('cancel');

@Handler()
export class Moderation {
  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async ask(event: MessageCreateEvent) {
    const [, user, days = '0'] = /^ban (\d+)(?: ([0-7]))?$/.exec(event.content) ?? [];
    if (!user) return;
    const sure = BanConfirm.of({ user, days: Number(days) });
    await event.reply(
      message(`Ban <@${user}>?`, row(button('Ban', sure, { style: 'Danger' }), button('Leave it', Cancel))),
    );
  }

  // What is returned changes the message that the button hangs on. Buttons stay unless they are cleared.
  @Button(BanConfirm)
  async confirm(ctx: ButtonContext, id: IdOf<typeof BanConfirm>, client: RestClient) {
    if (!ctx.guildId || !ctx.permissions.has('BanMembers')) return ctx.refuse('You may not ban anybody.');
    await client.bans.create(ctx.guildId, id.user, { deleteMessageSeconds: id.days * 86_400 });
    return { content: `Banned <@${id.user}>.`, components: [] };
  }

  @Button(Cancel)
  cancel() {
    return { content: 'Nobody was banned.', components: [] };
  }

  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async offer(event: MessageCreateEvent) {
    if (event.content !== 'colours') return;
    const colours = [option('Red', 'red', { emoji: '🔴' }), option('Blue', 'blue', { emoji: '🔵' })];
    await event.reply(message('Which ones?', row(stringSelect('colours', colours, { maxValues: 2 }))));
  }

  @Select('colours')
  chosen(ctx: SelectContext) {
    return { content: `You like ${ctx.values.join(' and ')}.`, components: [] };
  }
}
