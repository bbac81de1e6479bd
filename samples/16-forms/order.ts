/** The form of an order: what its fields are converted to, and which rules they keep. */
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, Max, Min } from 'class-validator';
import { Modal, StringSelectField, TextInput, type User, UserSelectField } from 'corduroy';

@Modal('order', 'Order yarn')
export class Order {
  @TextInput('Colours, with commas between', { transformed: true })
  @Transform(({ value }) => String(value).split(/\s*,\s*/))
  @ArrayMaxSize(3, { message: 'takes three at most' })
  colours!: string[];

  @TextInput('Metres', { transformed: true, maxLength: 4 })
  @Type(() => Number)
  @Min(1, { message: 'begins with 1' })
  @Max(500, { message: 'ends with 500: ask us for more' })
  metres!: number;

  @StringSelectField('Fibre', ['wool', 'linen'])
  fibre!: 'wool' | 'linen';

  @UserSelectField('For whom?', { optional: true })
  recipient?: User;
}
