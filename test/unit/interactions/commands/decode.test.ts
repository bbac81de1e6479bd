/** How what people entered becomes an instance of an option class, or a sentence for them. */
import { Transform, Type } from 'class-transformer';
import { Length, NotContains } from 'class-validator';
import {
  AttachmentOption,
  BooleanOption,
  ChannelOption,
  IntegerOption,
  MemberOption,
  MentionableOption,
  NumberOption,
  type OptionFault,
  readOptions,
  RoleOption,
  StringOption,
  UserOption,
} from '../../../../src/interactions';
import { Attachment, Channel, Member, Role, unboundContext, User } from '../../../../src/models';

const USER = '200000000000000001';
const STRANGER = '200000000000000002';
const GUILD = '100000000000000001';
const CHANNEL = '300000000000000001';
const ROLE = '400000000000000001';
const FILE = '500000000000000001';

const resolved = {
  users: { [USER]: { id: USER, username: 'alice' }, [STRANGER]: { id: STRANGER, username: 'mallory' } },
  members: { [USER]: { roles: [ROLE], nick: 'Al' } },
  channels: { [CHANNEL]: { id: CHANNEL, type: 0, name: 'general' } },
  roles: { [ROLE]: { id: ROLE, name: 'weaver' } },
  attachments: { [FILE]: { id: FILE, filename: 'a.png' } },
} as never;

type Entered = readonly [name: string, type: number, value: unknown][];

function decode<T extends object>(type: new () => T, entered: Entered): T | readonly OptionFault[] {
  const options = entered.map(([name, kind, value]) => ({ name, type: kind, value }));
  return readOptions(type).decode(options as never, resolved, unboundContext, GUILD);
}

class Everything {
  @StringOption('x') text!: string;
  @IntegerOption('x', { min: 0, max: 7 }) days!: number;
  @NumberOption('x') ratio!: number;
  @BooleanOption('x') isSure!: boolean;
  @UserOption('x') user!: User;
  @MemberOption('x') member!: Member;
  @ChannelOption('x', { channelTypes: ['GuildText'] }) channel!: Channel;
  @RoleOption('x') role!: Role;
  @MentionableOption('x') who!: User | Role;
  @MentionableOption('x') whom!: User | Role;
  @AttachmentOption('x') file!: Attachment;
}

describe('what people entered', () => {
  it('becomes values and views of the fields', () => {
    const options = decode(Everything, [
      ['file', 11, FILE],
      ['text', 3, 'hello'],
      ['days', 4, 7],
      ['ratio', 10, 0.5],
      ['is-sure', 5, false],
      ['user', 6, STRANGER],
      ['member', 6, USER],
      ['channel', 7, CHANNEL],
      ['role', 8, ROLE],
      ['who', 9, USER],
      ['whom', 9, ROLE],
    ]) as Everything;
    expect(options).toBeInstanceOf(Everything);
    expect(options).toMatchObject({ text: 'hello', days: 7, ratio: 0.5, isSure: false });
    expect(options.user).toBeInstanceOf(User);
    expect(options.user.username).toBe('mallory');
    expect(options.member).toBeInstanceOf(Member);
    expect(options.member.user.username).toBe('alice');
    expect(options.member.guildId).toBe(GUILD);
    expect(options.member.nick).toBe('Al');
    expect(options.channel).toBeInstanceOf(Channel);
    expect(options.channel.name).toBe('general');
    expect(options.role).toBeInstanceOf(Role);
    expect(options.role.guildId).toBe(GUILD);
    expect(options.who).toBeInstanceOf(User);
    expect(options.whom).toBeInstanceOf(Role);
    expect(options.file).toBeInstanceOf(Attachment);
    expect(options.file.filename).toBe('a.png');
  });

  class Ban {
    @UserOption('Who') user!: User;
    @IntegerOption('Days', { min: 0, max: 7, optional: true }) deleteDays = 1;
    @StringOption('Why', { optional: true, minLength: 2, maxLength: 5 }) reason?: string;
    @StringOption('How', { optional: true, choices: { Softly: 'soft', Firmly: 'firm' } }) how?: 'soft' | 'firm';
    @ChannelOption('Where', { optional: true, channelTypes: ['GuildVoice'] }) where?: Channel;
    @MemberOption('Through whom', { optional: true }) through?: Member;
  }
  const user = ['user', 6, USER] as const;

  it('leaves the class’s own values where nothing was entered', () => {
    const options = decode(Ban, [[...user]]) as Ban;
    expect(options.deleteDays).toBe(1);
    expect(options.reason).toBeUndefined();
  });

  it('fits whatever name the option has', () => {
    expect((decode(Ban, [[...user], ['delete-days', 4, 0]]) as Ban).deleteDays).toBe(0);
  });

  it('may hold what the class does not know any more', () => {
    expect(decode(Ban, [[...user], ['gone', 3, 'x']])).toBeInstanceOf(Ban);
  });

  it.each<[string, Entered, OptionFault]>([
    ['lacks what is required', [], { option: 'user', message: 'is needed' }],
    [
      'is of another type than the class knows',
      [[...user], ['reason', 4, 3]],
      { option: 'reason', message: 'is not what this command takes any more: try again in a few minutes' },
    ],
    [
      'says another type than it has',
      [[...user], ['delete-days', 4, '3']],
      { option: 'delete-days', message: 'takes a whole number from 0 to 7' },
    ],
    [
      'is out of bounds',
      [[...user], ['delete-days', 4, 8]],
      { option: 'delete-days', message: 'takes a whole number from 0 to 7' },
    ],
    [
      'is broken where a whole number is needed',
      [[...user], ['delete-days', 4, 0.5]],
      { option: 'delete-days', message: 'takes a whole number from 0 to 7' },
    ],
    ['is too long', [[...user], ['reason', 3, 'because']], { option: 'reason', message: 'takes 2 to 5 characters' }],
    ['is no choice', [[...user], ['how', 3, 'hard']], { option: 'how', message: 'takes one of Softly, Firmly' }],
    [
      'is a channel of another kind',
      [[...user], ['where', 7, CHANNEL]],
      { option: 'where', message: 'takes another kind of channel' },
    ],
    [
      'is somebody who is no member',
      [[...user], ['through', 6, STRANGER]],
      { option: 'through', message: 'takes a member of this server' },
    ],
    [
      'names what Discord did not send along',
      [['user', 6, '__proto__']],
      { option: 'user', message: 'is not what this command takes any more: try again in a few minutes' },
    ],
  ])('is told to people when it %s', (_what, entered, fault) => {
    expect(decode(Ban, entered)).toMatchObject([fault]);
  });

  it('is told everything that does not fit at once', () => {
    const faults = decode(Ban, [
      ['reason', 3, 'x'],
      ['how', 3, 'hard'],
    ]) as readonly OptionFault[];
    expect(faults.map(({ option }) => option)).toEqual(['reason', 'how', 'user']);
  });

  it('counts characters as Discord may, so that an emoji is one', () => {
    expect((decode(Ban, [[...user], ['reason', 3, '🧵🧵🧵🧵🧵']]) as Ban).reason).toBe('🧵🧵🧵🧵🧵');
  });
});

describe('rules of class-validator on an option class', () => {
  class Said {
    @StringOption('Why', { optional: true }) @NotContains('@everyone') theReason?: string;
    @StringOption('How') @Length(3, 5, { message: 'wants three to five letters' }) how!: string;
    @UserOption('Who', { optional: true }) user?: User;
  }

  it('let through what holds them', () => {
    const options = decode(Said, [
      ['how', 3, 'fast'],
      ['the-reason', 3, 'so'],
      ['user', 6, USER],
    ]) as Said;
    expect(options).toMatchObject({ how: 'fast', theReason: 'so' });
    expect(options.user).toBeInstanceOf(User);
  });

  it('are told in the option’s name, in their own words', () => {
    expect(
      decode(Said, [
        ['the-reason', 3, 'hey @everyone'],
        ['how', 3, 'at leisure'],
      ]),
    ).toEqual([
      { option: 'the-reason', message: 'should not contain a @everyone string' },
      { option: 'how', message: 'wants three to five letters' },
    ]);
  });

  it('do not ask for what may be left out', () => {
    expect(decode(Said, [['how', 3, 'fast']])).toBeInstanceOf(Said);
  });

  it('hold for classes that extend the one that says them', () => {
    class More extends Said {}
    expect(decode(More, [['how', 3, 'at leisure']])).toEqual([
      { option: 'how', message: 'wants three to five letters' },
    ]);
  });
});

describe('conversions of class-transformer on an option class', () => {
  class Reminder {
    @StringOption('When', { transformed: true }) @Type(() => Date) when!: Date;
    @StringOption('What', { optional: true }) @Transform(({ value }) => String(value).trim()) what = ' nothing ';
    @MemberOption('Whom') member!: Member;
  }

  it('make of texts what they want, and leave views and defaults alone', () => {
    const options = decode(Reminder, [
      ['when', 3, '2026-03-01T10:00:00Z'],
      ['member', 6, USER],
    ]) as Reminder;
    expect(options.when).toEqual(new Date('2026-03-01T10:00:00Z'));
    expect(options.what).toBe(' nothing ');
    expect(options.member).toBeInstanceOf(Member);
    expect(options).toBeInstanceOf(Reminder);
  });

  it('need not be told of where they keep the type', () => {
    const options = decode(Reminder, [
      ['when', 3, '2026-03-01T10:00:00Z'],
      ['what', 3, '  tea '],
      ['member', 6, USER],
    ]) as Reminder;
    expect(options.what).toBe('tea');
  });
});
