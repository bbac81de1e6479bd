import { CDNRoutes, ImageFormat, RouteBases } from 'discord-api-types/v10';
import { cdn, color, Colors, Guild, hexColor, snowflakeAt, snowflakeDate, Sticker, User } from 'corduroy/models';

const ids = ['100000000000000001', '100000000000000002', '100000000000000003'] as const;
const [a, b, c] = ids;

describe('addresses of images', () => {
  it.each<[string, string, string]>([
    ['emoji', cdn.emoji(a, { format: 'png' }), CDNRoutes.emoji(a, ImageFormat.PNG)],
    ['guild icon', cdn.guildIcon(a, 'h', { format: 'png' }), CDNRoutes.guildIcon(a, 'h', ImageFormat.PNG)],
    ['moving guild icon', cdn.guildIcon(a, 'a_h', { format: 'gif' }), CDNRoutes.guildIcon(a, 'a_h', ImageFormat.GIF)],
    ['splash', cdn.guildSplash(a, 'h', { format: 'jpeg' }), CDNRoutes.guildSplash(a, 'h', ImageFormat.JPEG)],
    ['discovery splash', cdn.guildDiscoverySplash(a, 'h'), CDNRoutes.guildDiscoverySplash(a, 'h', ImageFormat.WebP)],
    ['guild banner', cdn.guildBanner(a, 'h'), CDNRoutes.guildBanner(a, 'h', ImageFormat.WebP)],
    ['guild tag badge', cdn.guildTagBadge(a, 'h'), CDNRoutes.guildTagBadge(a, 'h', ImageFormat.WebP)],
    ['avatar', cdn.userAvatar(a, 'h'), CDNRoutes.userAvatar(a, 'h', ImageFormat.WebP)],
    ['user banner', cdn.userBanner(a, 'h'), CDNRoutes.userBanner(a, 'h', ImageFormat.WebP)],
    ['default avatar', cdn.defaultAvatar(a), CDNRoutes.defaultUserAvatar(Number((BigInt(a) >> 22n) % 6n) as 0)],
    ['default avatar of old', cdn.defaultAvatar(a, '1337'), CDNRoutes.defaultUserAvatar(2)],
    ['member avatar', cdn.memberAvatar(a, b, 'h'), CDNRoutes.guildMemberAvatar(a, b, 'h', ImageFormat.WebP)],
    ['member banner', cdn.memberBanner(a, b, 'h'), CDNRoutes.guildMemberBanner(a, b, 'h', ImageFormat.WebP)],
    ['decoration', cdn.avatarDecoration('x'), '/avatar-decoration-presets/x.png'],
    ['application icon', cdn.applicationIcon(a, 'h'), CDNRoutes.applicationIcon(a, 'h', ImageFormat.WebP)],
    ['application asset', cdn.applicationAsset(a, b), CDNRoutes.applicationAsset(a, b, ImageFormat.WebP)],
    ['store asset', cdn.storeAsset(a, b), CDNRoutes.storePageAsset(a, b, ImageFormat.WebP)],
    ['achievement icon', cdn.achievementIcon(a, b, 'h'), CDNRoutes.achievementIcon(a, b, 'h', ImageFormat.WebP)],
    ['sticker pack banner', cdn.stickerPackBanner(a), CDNRoutes.stickerPackBanner(a, ImageFormat.WebP)],
    ['sticker', cdn.sticker(a), CDNRoutes.sticker(a, ImageFormat.PNG)],
    ['team icon', cdn.teamIcon(a, 'h'), CDNRoutes.teamIcon(a, 'h', ImageFormat.WebP)],
    ['role icon', cdn.roleIcon(a, 'h'), CDNRoutes.roleIcon(a, 'h', ImageFormat.WebP)],
    ['event cover', cdn.scheduledEventCover(a, 'h'), CDNRoutes.guildScheduledEventCover(a, 'h', ImageFormat.WebP)],
    ['sound', cdn.soundboardSound(c), CDNRoutes.soundboardSound(c)],
  ])('%s', (_name, made, route) => {
    expect(made).toBe(RouteBases.cdn + route);
  });

  it('move where the hash says so, unless they shall not', () => {
    expect(cdn.userAvatar(a, 'a_h')).toMatch(/a_h\.webp\?animated=true$/);
    expect(cdn.userAvatar(a, 'a_h', { animated: false, size: 64 })).toMatch(/a_h\.webp\?size=64$/);
    expect(cdn.userAvatar(a, 'a_h', { size: 64 })).toMatch(/a_h\.webp\?size=64&animated=true$/);
    expect(cdn.sticker(a, 'gif')).toBe(`https://media.discordapp.net/stickers/${a}.gif`);
  });

  it('are refused in sizes and formats that Discord does not serve', () => {
    expect(() => cdn.userAvatar(a, 'h', { size: 100 as never })).toThrow('a power of two from 16 to 4096');
    expect(() => cdn.userAvatar(a, 'h', { format: 'gif' })).toThrow('another format than gif');
    expect(() => cdn.roleIcon(a, 'h', { format: 'gif' })).toThrow('one of the formats png, jpeg, webp');
  });

  it('come from views too', () => {
    const user = new User({ id: a, username: 'x', discriminator: '0', global_name: null, avatar: null });
    expect(user.avatarUrl()).toBeNull();
    expect(user.displayAvatarUrl()).toBe(cdn.defaultAvatar(a));
    expect(new Guild({ id: a, icon: 'h' } as never).iconUrl({ size: 16 })).toBe(cdn.guildIcon(a, 'h', { size: 16 }));
    expect(new Sticker({ id: a, format_type: 3 } as never).url).toBe(cdn.sticker(a, 'json'));
  });
});

describe('colours', () => {
  it.each<[Parameters<typeof color>[0], number]>([
    ['Blurple', 0x5865f2],
    ['#5865F2', 0x5865f2],
    ['#abc', 0xaabbcc],
    [0, 0],
    [0xffffff, 0xffffff],
    [[88, 101, 242], 0x5865f2],
  ])('%p is a number', (input, expected) => {
    expect(color(input)).toBe(expected);
  });

  it.each([['Blurpel'], ['#12345'], [-1], [0x1000000], [1.5], [[1, 2]], [[1, 2, 256]], [null]])(
    '%p is none',
    (input) => {
      expect(() => color(input as never)).toThrow('color() takes a name of Colors');
    },
  );

  it('are written as pages write them', () => {
    expect(hexColor(Colors.NearBlack)).toBe('#000001');
  });
});

describe('ids and their times', () => {
  it('lead to each other', () => {
    expect(snowflakeDate('175928847299117063').toISOString()).toBe('2016-04-30T11:18:25.796Z');
    expect(snowflakeDate(snowflakeAt(Date.parse('2020-01-01'))).toISOString()).toBe('2020-01-01T00:00:00.000Z');
  });
});
