/** Slash commands: options of a class, suggestions while somebody types, subcommands of a group, and the menu of a user. */
import { NotContains } from 'class-validator';
import {
  Autocomplete,
  type GuildSlashContext,
  Handler,
  Injectable,
  IntegerOption,
  type Query,
  Slash,
  type SlashContext,
  slashGroup,
  StringOption,
  User,
  UserCommand,
  type UserCommandContext,
  UserOption,
} from 'corduroy';

enum Pattern {
  Plain = 'plain weave',
  Twill = 'twill',
}

export class WeaveOptions {
  @StringOption('How it is woven', { choices: Pattern }) pattern!: Pattern;
  @StringOption('Of which colour', { autocomplete: true, maxLength: 20 }) @NotContains('@') colour!: string;
  @IntegerOption('How many metres', { min: 1, max: 50, optional: true }) clothLength = 1;
  @UserOption('For whom', { optional: true }) recipient?: User;
}

/** What there is to weave with. */
@Injectable()
export class Stock {
  readonly colours = new Set(['madder red', 'woad blue', 'weld yellow']);
}

@Handler()
export class Weaver {
  constructor(private readonly stock: Stock) {}

  @Slash('weave', 'Weaves a piece of cloth')
  weave(ctx: SlashContext, { pattern, colour, clothLength, recipient }: WeaveOptions) {
    const { displayName } = recipient ?? ctx.user;
    return `${clothLength} m of ${colour} ${pattern} for ${displayName}`;
  }

  @Autocomplete(WeaveOptions, 'colour')
  suggestColours(query: Query) {
    return [...this.stock.colours].filter((colour) => colour.includes(query.value));
  }

  @UserCommand('Measure', { contexts: ['Guild'] })
  measure(ctx: UserCommandContext) {
    return `${ctx.target.displayName} wears ${ctx.target.displayName.length} sizes too large`;
  }
}

/** Declared once; every class that adds subcommands to it imports it. */
const stock = slashGroup('stock', 'The yarn that there is', {
  contexts: ['Guild'],
  permissions: ['ManageGuild'],
  ephemeral: true,
});
const dye = stock.group('dye', 'What the yarn is dyed with');

class ColourOptions {
  @StringOption('Which colour', { minLength: 3, maxLength: 20 }) colour!: string;
}

@Handler()
export class StockKeeper {
  constructor(private readonly stock: Stock) {}

  @stock.Slash('list', 'Lists all colours')
  list(ctx: GuildSlashContext) {
    return `${ctx.member.displayName}, there is ${[...this.stock.colours].join(', ')}`;
  }

  @dye.Slash('add', 'Takes a colour in')
  add(_ctx: GuildSlashContext, { colour }: ColourOptions) {
    this.stock.colours.add(colour);
    return `There is ${colour} now`;
  }
}
