/** How entities look in a console: their names and what is set, not everything that Discord sends. */
import { inspect } from 'node:util';
import { Channel, Emoji, Guild, Member, Message, PayloadView, Role, User, Webhook } from 'corduroy/models';
import * as models from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';
import { thrownBy } from './thrown-by';

const line = { breakLength: Infinity };

describe('an entity in a console', () => {
  it('begins with its class and what it is recognised by', () => {
    expect(inspect(new Message(payloads.message), line)).toMatch(
      /^Message \{ id: '\d+', channel_id: '\d+', content: 'Supa hot', /,
    );
  });

  it('leaves out what is empty, and keeps what is false or 0', () => {
    const raw = { ...payloads.user, avatar: null, banner: undefined, email: '', bot: false, accent_color: 0 };
    const shown = inspect(new User(raw));
    for (const empty of ['avatar', 'banner', 'email']) expect(shown).not.toContain(empty);
    expect(shown).toContain('bot: false');
    expect(shown).toContain('accent_color: 0');
  });

  it('names things inside it, with a sign that there is more', () => {
    const shown = inspect(new Message(payloads.message), line);
    expect(shown).toContain(`author: { id: '${payloads.user.id}', username: 'nelly', ... }`);
  });

  it('shows three items of a list, unless told otherwise', () => {
    const raw = {
      ...payloads.guild,
      roles: Array.from({ length: 250 }, (_, id) => ({ ...payloads.role, id: `${id}` })),
    };
    const shown = inspect(new Guild(raw));
    expect(shown).toContain('... 247 more items');
    expect(shown.split('\n').length).toBeLessThan(50);
    expect(inspect(new Guild(raw), { maxArrayLength: 5 })).toContain('... 245 more items');
  });

  it('is one line inside something else, and its text not too long', () => {
    const content = 'x'.repeat(4000);
    expect(inspect({ message: new Message({ ...payloads.message, content }) }, line)).toBe(
      `{ message: Message { id: '${payloads.message.id}', channel_id: '${payloads.message.channel_id}', ` +
        `content: '${'x'.repeat(80)}'... 3920 more characters, ... } }`,
    );
    expect(inspect([new Role({ id: '1' } as never)], line)).toBe("[ Role { id: '1' } ]");
    expect(inspect([new Channel({ type: 1, position: 2 } as never)], line)).toBe('[ Channel { ... } ]');
  });

  it('shows everything to whoever asks for all levels', () => {
    expect(inspect(new Message(payloads.message), { depth: Infinity })).toContain(payloads.user.avatar as string);
    expect(inspect([new Message(payloads.message)], { depth: null })).toContain(payloads.user.avatar as string);
  });

  it('says what is known beside its payload', () => {
    const { user: _, ...raw } = payloads.member;
    const shown = inspect(new Member(raw, undefined, '5', payloads.user), line);
    expect(shown).toContain("guild_id: '5'");
    expect(shown).toContain("username: 'nelly'");
    expect(JSON.parse(JSON.stringify(new Member(raw, undefined, '5', payloads.user)))).toEqual(raw);
    expect(inspect(new Emoji({ id: '1', name: 'loom' }, undefined, '5'), line)).toBe(
      "Emoji { id: '1', guild_id: '5', name: 'loom' }",
    );
  });

  it('never shows the secret of a webhook', () => {
    const raw = { id: '1', type: 1, name: 'Spidey', token: 'SECRET', url: 'https://discord.com/api/webhooks/1/SECRET' };
    const webhook = new Webhook(raw as never);
    expect(
      [inspect(webhook), inspect([webhook]), inspect(webhook, { depth: null }), JSON.stringify(webhook)].join(),
    ).not.toContain('SECRET');
    expect(inspect(webhook)).toContain('[token]');
  });

  it.each(Object.entries(models as Record<string, unknown>).filter(isViewClass))(
    'is nothing to fall over for a bare %s',
    (name, View) => {
      expect(inspect(new View({}))).toContain(name);
      expect(JSON.stringify(new View({}))).toBe('{}');
    },
  );
});

it('a view in a failed comparison shows its payload, and does not walk through what is remembered', () => {
  const context = recordingContext({ guild: () => payloads.guild, channel: () => payloads.channel });
  const failure = thrownBy(() => {
    expect({ role: new Guild(payloads.guild, context).roles[0] }).toEqual({ role: 1 });
  });
  expect(String(failure)).toContain('@everyone');
});

function isViewClass(entry: [string, unknown]): entry is [string, new (raw: object) => PayloadView] {
  const [, value] = entry;
  return (
    typeof value === 'function' &&
    value.prototype instanceof PayloadView &&
    'id' in value.prototype &&
    !('eventName' in value)
  );
}
