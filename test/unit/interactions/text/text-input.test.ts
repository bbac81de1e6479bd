/** What is written behind a command is read by the classes of slash commands. */
import {
  AttachmentOption,
  BooleanOption,
  ChannelOption,
  IntegerOption,
  MemberOption,
  MentionableOption,
  NumberOption,
  RoleOption,
  StringOption,
  UserOption,
} from '../../../../src/interactions';
import { type Attachment, type Channel, type Member, type Role, User } from '../../../../src/models';
import { ALICE, BOB, CAROL, FAR, file, GENERAL, GUILD, read, STRANGERS, WEAVERS } from './support';

class Word {
  @StringOption('x') word!: string;
}
class Two {
  @StringOption('x') first!: string;
  @StringOption('x', { optional: true }) rest?: string;
}
class Whole {
  @IntegerOption('x', { min: -10 }) count!: number;
}
class Share {
  @NumberOption('x') share!: number;
}
class Yes {
  @BooleanOption('x') yes!: boolean;
}
class Sized {
  @IntegerOption('x', {
    choices: [
      { name: 'Small one', value: 1 },
      { name: 'Large', value: 2 },
    ],
  })
  size!: 1 | 2;
  @StringOption('x', { choices: { Red: 'r', 'Dark Blue': 'b' }, optional: true }) colour?: 'r' | 'b';
}
class Who {
  @UserOption('x') user!: User;
}
class Whom {
  @MemberOption('x') member!: Member;
}
class Where {
  @ChannelOption('x', { channelTypes: ['GuildText'] }) channel!: Channel;
}
class Voice {
  @ChannelOption('x', { channelTypes: ['GuildVoice'] }) channel!: Channel;
}
class Which {
  @RoleOption('x') role!: Role;
}
class Either {
  @MentionableOption('x') who!: User | Role;
}
class Ban {
  @UserOption('x') user!: User;
  @IntegerOption('x', { optional: true }) days = 0;
  @BooleanOption('x', { optional: true }) quiet = false;
  @StringOption('x', { optional: true, maxLength: 100 }) reason?: string;
}
class Files {
  @AttachmentOption('x') first!: Attachment;
  @AttachmentOption('x', { optional: true }) second?: Attachment;
  @StringOption('x', { optional: true }) caption?: string;
}

describe('texts', () => {
  it('take all that is left where they are the last, with its spaces', async () => {
    expect((await read(Two, 'one  two   three\nfour ')).values).toEqual({ first: 'one', rest: 'two   three\nfour' });
    expect((await read(Word, ' a  "b c" ')).values).toEqual({ word: 'a  "b c"' });
  });

  it('lose their quotes where they stand alone', async () => {
    expect((await read(Two, '"one two" "three  four"')).values).toEqual({ first: 'one two', rest: 'three  four' });
    expect((await read(Word, '""')).values).toEqual({ word: '' });
  });

  it('close up where a flag was taken out', async () => {
    expect((await read(Ban, `${BOB} he --quiet was   rude`)).values).toMatchObject({
      quiet: true,
      reason: 'he was   rude',
    });
  });
});

describe('numbers', () => {
  it.each([
    ['7', 7],
    ['-7', -7],
    ['+7', 7],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['2.0', 2],
  ])('%s is %d', async (text, count) => {
    expect((await read(Whole, text)).values).toEqual({ count });
  });

  it.each(['seven', '1e3', '0x10', '1.5', '٣', '9007199254740993', '9'.repeat(500), '1,000', 'NaN', 'Infinity', '--'])(
    '%s is none',
    async (text) => {
      expect((await read(Whole, text)).values).toBeUndefined();
    },
  );

  it('have their bounds told', async () => {
    expect((await read(Whole, '-11')).faults).toEqual(['count: takes a whole number from -10']);
  });

  it('have a point or a comma, unless the comma may be one of thousands', async () => {
    expect((await read(Share, '1.25')).values).toEqual({ share: 1.25 });
    expect((await read(Share, '-0,5')).values).toEqual({ share: -0.5 });
    expect((await read(Share, '1,000')).faults).toEqual(['share: takes a number']);
    expect((await read(Share, '.5')).faults).toEqual(['share: takes a number']);
  });
});

it('yes and no are said in many ways', async () => {
  for (const yes of ['yes', 'Y', 'TRUE', 'on', '1']) expect((await read(Yes, yes)).values).toEqual({ yes: true });
  for (const no of ['no', 'N', 'false', 'Off', '0']) expect((await read(Yes, no)).values).toEqual({ yes: false });
  expect((await read(Yes, 'perhaps')).faults).toEqual(['yes: takes yes or no']);
});

it('choices go by their names in any case, or by their values', async () => {
  expect((await read(Sized, '"small ONE" "dark blue"')).values).toEqual({ size: 1, colour: 'b' });
  expect((await read(Sized, '2 r')).values).toEqual({ size: 2, colour: 'r' });
  expect((await read(Sized, 'large --colour=Red')).values).toEqual({ size: 2, colour: 'r' });
  expect((await read(Sized, '3')).faults).toEqual(['size: takes one of Small one, Large']);
  expect((await read(Sized, '1 green')).faults).toEqual(['colour: takes one of Red, Dark Blue']);
});

describe('people and places', () => {
  it('are mentioned, or named by id', async () => {
    for (const text of [BOB, `<@${BOB}>`, `<@!${BOB}>`]) expect((await read(Who, text)).values?.user.id).toBe(BOB);
    expect((await read(Whom, `<@${ALICE}>`)).values?.member.displayName).toBe('alice');
    for (const text of [GENERAL, `<#${GENERAL}>`, 'general', '#General']) {
      expect((await read(Where, text)).values?.channel.id).toBe(GENERAL);
    }
    for (const text of [WEAVERS, `<@&${WEAVERS}>`, '"@master weavers"', '"Master Weavers"']) {
      expect((await read(Which, text)).values?.role.id).toBe(WEAVERS);
    }
    expect((await read(Either, `<@${BOB}>`)).values?.who).toBeInstanceOf(User);
    expect((await read(Either, `<@&${WEAVERS}>`)).values?.who.id).toBe(WEAVERS);
  });

  it('may be elsewhere where users are asked for, not where members are', async () => {
    expect((await read(Who, CAROL)).values?.user.username).toBe('carol');
    expect((await read(Whom, CAROL)).faults).toEqual(['member: takes a member of this server']);
    expect((await read(Who, '299999999999999999')).faults).toEqual(['user: is nobody that I can find']);
  });

  it('are not looked for by numbers that are larger than any id: Discord would refuse to', async () => {
    for (const id of ['99999999999999999999', '9223372036854775808']) {
      for (const text of [id, `<@${id}>`]) {
        expect((await read(Who, text)).faults).toEqual(['user: takes a user: mention one, or write an id']);
      }
    }
    expect((await read(Who, '9223372036854775807')).faults).toEqual(['user: is nobody that I can find']);
  });

  it('of another guild cannot be named, whoever knows the id', async () => {
    expect((await read(Where, `<#${FAR}>`)).faults).toEqual([
      'channel: takes a channel of this server: mention one, or write its name',
    ]);
    expect((await read(Which, STRANGERS)).faults).toEqual([
      'role: takes a role of this server: mention one, or write its name',
    ]);
  });

  it('are only users in direct messages', async () => {
    const alone = { guildId: undefined };
    expect((await read(Who, CAROL, alone)).values?.user.id).toBe(CAROL);
    expect((await read(Where, GENERAL, alone)).values).toBeUndefined();
    expect((await read(Which, WEAVERS, alone)).values).toBeUndefined();
  });

  it('of the wrong kind are refused', async () => {
    expect((await read(Voice, 'general')).faults).toEqual(['channel: takes another kind of channel']);
    expect((await read(Who, `<@&${WEAVERS}>`)).values).toBeUndefined();
    expect((await read(Which, `<@${BOB}>`)).values).toBeUndefined();
  });
});

describe('options', () => {
  const days = 3;
  it.each([
    `${BOB} 3 yes being rude`,
    `--days=3 --quiet ${BOB} being rude`,
    `--days 3 ${BOB} --quiet=yes being rude`,
    `${BOB} being rude --quiet --DAYS=3`,
    `${BOB} being --quiet rude —days=3`,
    `--reason="being rude" --user=<@${BOB}> 3 on`,
    `--quiet=no --quiet --days=9 --days=3 ${BOB} being rude`,
  ])('are taken in their order and by flags: %s', async (written) => {
    const { values, faults } = await read(Ban, written);
    expect(faults).toEqual([]);
    expect(values).toMatchObject({ days, quiet: true, reason: 'being rude' });
    expect(values?.user.id).toBe(BOB);
  });

  it('that may be left out are passed over by what does not fit them', async () => {
    expect((await read(Ban, `${BOB} being rude`)).values).toMatchObject({
      days: 0,
      quiet: false,
      reason: 'being rude',
    });
    expect((await read(Ban, `${BOB} off being rude`)).values).toMatchObject({ days: 0, quiet: false });
    expect((await read(Ban, `${BOB} 1.5 metres`)).values).toMatchObject({ days: 0, reason: '1.5 metres' });
  });

  it('that are needed are asked for', async () => {
    expect((await read(Ban, '')).faults).toEqual(['user: is needed']);
    expect((await read(Two, '   ')).faults).toEqual(['first: is needed']);
  });

  it('behind two dashes are no flags', async () => {
    expect((await read(Ban, `${BOB} -- --quiet`)).values).toMatchObject({ quiet: false, reason: '--quiet' });
    expect((await read(Ban, `${BOB} "--quiet"`)).values).toMatchObject({ quiet: false, reason: '--quiet' });
  });

  it('by a flag without a value are told', async () => {
    expect((await read(Ban, `${BOB} --days`)).faults).toEqual(['days: has no value behind it']);
    expect((await read(Ban, `${BOB} --days=`)).faults).toEqual(['days: takes a whole number']);
  });

  it('that nobody has are words in a text that takes all, and refused elsewhere', async () => {
    expect((await read(Ban, `${BOB} --loud`)).values).toMatchObject({ reason: '--loud' });
    expect((await read(Whole, '1 --loud')).faults).toEqual(['--loud: is no option of this command']);
    expect((await read(Whole, '1 2 3')).faults).toEqual(['2: is more than this command takes']);
  });
});

describe('files', () => {
  it('are taken in their order, beside the words', async () => {
    const files = [file('1', 'a.png'), file('2', 'b.png'), file('3', 'c.png')];
    const { values } = await read(Files, 'two of them', { guildId: GUILD, files });
    expect([values?.first.filename, values?.second?.filename, values?.caption]).toEqual([
      'a.png',
      'b.png',
      'two of them',
    ]);
  });

  it('that are missing are asked for, and no word stands for one', async () => {
    expect((await read(Files, 'a.png')).faults).toEqual(['first: is needed']);
    expect((await read(Files, '--first=a.png')).faults[0]).toBe('first: takes a file: attach it to the message');
  });
});

describe('whoever means harm', () => {
  it('finds nothing behind the names that objects have anyway', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect((await read(Whole, `1 --${name}=x`)).faults).toEqual([
        `--${name.toLowerCase()}: is no option of this command`,
      ]);
      expect((await read(Where, name)).values).toBeUndefined();
      expect((await read(Sized, name)).values).toBeUndefined();
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('is read in time, however many words there are', async () => {
    const hostile = [
      'a '.repeat(2_000),
      '--x=" '.repeat(700),
      '"'.repeat(4_000),
      '"a '.repeat(1_300),
      '— '.repeat(2_000),
    ];
    const started = process.hrtime.bigint();
    for (const written of hostile) {
      await read(Ban, `${BOB} ${written}`);
      await read(Whole, written);
    }
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2_000);
  });

  it('is not quoted at length', async () => {
    const [fault = ''] = (await read(Whole, `1 ${'x'.repeat(1_900)}`)).faults;
    expect(fault.length).toBeLessThan(100);
  });

  it('cannot make it throw', async () => {
    let seed = 11;
    const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const pieces = [
      '--',
      'days',
      '=',
      '"',
      ' ',
      '\n',
      BOB,
      '<@',
      '>',
      '<#',
      'yes',
      '9',
      ',',
      '—',
      '\\',
      '\u0000',
      '💙',
    ];
    for (let round = 0; round < 2_000; round += 1) {
      const written = Array.from({ length: next(12) }, () => pieces[next(pieces.length)]).join('');
      for (const type of [Ban, Where, Which, Either, Sized, Files]) await read(type as typeof Ban, written);
    }
  });
});
