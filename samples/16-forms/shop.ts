/** Shows the form of an order to who uses the command or the button, and takes what comes back. */
import {
  button,
  Button,
  type GuildButtonContext,
  type GuildModalContext,
  Handler,
  message,
  modal,
  OnModal,
  row,
  Slash,
} from 'corduroy';
import { Order } from './order';

@Handler()
export class Shop {
  // A form has to be the first answer: a method that shows one is not deferred by itself.
  @Slash('order', 'Orders yarn', { contexts: ['Guild'], modal: true })
  order() {
    return modal(Order, { values: { metres: '10', fibre: 'wool' } });
  }

  // Whoever clicks gets the same form. Elsewhere than in a guild they are told that it is for guilds.
  @Button('again', { contexts: ['Guild'], modal: true })
  again(ctx: GuildButtonContext) {
    return modal(Order, { values: { recipient: ctx.member.id } });
  }

  // Called when everything fits the class; until then people are told what does not, by the labels of the fields.
  @OnModal(Order, { contexts: ['Guild'] })
  async take(ctx: GuildModalContext, order: Order) {
    const { displayName } = order.recipient ?? ctx.member;
    const yarn = `${order.metres} m of ${order.fibre} in ${order.colours.join(' and ')}`;
    return ctx.reply(message(`${yarn} for ${displayName}.`, row(button('The same for me', 'again'))));
  }
}
