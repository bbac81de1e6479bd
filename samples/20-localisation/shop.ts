/** A shop whose customers each read their own language. */
import {
  Button,
  button,
  type ButtonContext,
  customId,
  Handler,
  type IdOf,
  Inject,
  int,
  IntegerOption,
  message,
  row,
  Slash,
  type SlashContext,
  StringOption,
  Texts,
} from 'corduroy';
import { signs, type Words } from './words';

class BuyOptions {
  @IntegerOption('How many skeins', { min: 0, max: 20 }) count!: number;
  @StringOption('Of what', { choices: ['wool', 'linen'] }) yarn!: 'wool' | 'linen';
}

const More = customId('more-wool', { count: int(0, 100) });

@Handler()
export class Shop {
  constructor(@Inject(Texts) private readonly texts: Words) {}

  @Slash('hello', 'Says hello')
  hello(ctx: SlashContext) {
    return this.texts.say('greeting', { name: ctx.user.displayName });
  }

  @Slash('buy', 'Puts yarn into your basket')
  buy(ctx: SlashContext, { count, yarn }: BuyOptions) {
    if (count > 10) throw new RangeError('The basket holds ten');
    const t = this.texts.for(ctx);
    const basket = t('basket', { count, yarn: yarn === 'wool' ? yarn : 'other' });
    return message(basket, row(button(t('another'), More.of({ count: count + 1 }))));
  }

  @Button(More)
  more(_ctx: ButtonContext, { count }: IdOf<typeof More>) {
    return { content: this.texts.say('basket', { count, yarn: 'wool' }), components: [] };
  }

  @Slash('sign', 'Reads the sign at the door')
  sign() {
    return signs.say('open', { hour: 18 });
  }
}
