import {
  bold,
  codeBlock,
  escapeMarkdown,
  escapeMentions,
  heading,
  inlineCode,
  italic,
  link,
  mention,
  plainUrl,
  quote,
  spoiler,
  strikethrough,
  subtext,
  timestamp,
  underline,
} from 'corduroy/models';

describe('texts with a style', () => {
  it.each<[string, string, string]>([
    ['bold', bold('a'), '**a**'],
    ['italic', italic('a'), '_a_'],
    ['underline', underline('a'), '__a__'],
    ['strikethrough', strikethrough('a'), '~~a~~'],
    ['spoiler', spoiler('a'), '||a||'],
    ['heading', heading('a', 2), '## a'],
    ['subtext', subtext('a'), '-# a'],
    ['quote of each line', quote('a\nb'), '> a\n> b'],
    ['code', inlineCode('a'), '`a`'],
    ['code with a backtick', inlineCode('a`b'), '``a`b``'],
    ['code that begins with one', inlineCode('`b'), '``\u200b`b``'],
    ['block', codeBlock('a', 'ts'), '```ts\na\n```'],
    ['block with a fence inside', codeBlock('```'), '```\n`\u200b`\u200b`\u200b\n```'],
    ['link', link('a [b]', 'https://x.y/(z)', 'say "hi"'), '[a \\[b\\]](https://x.y/%28z%29 "say \\"hi\\"")'],
    ['address without preview', plainUrl('https://x.y'), '<https://x.y>'],
  ])('%s', (_name, made, expected) => {
    expect(made).toBe(expected);
  });

  it('are shown as they are once escaped', () => {
    expect(escapeMarkdown('*a* _b_ ~c~ `d` ||e|| \\ [f](g)')).toBe(
      '\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\|\\|e\\|\\| \\\\ \\[f\\](g)',
    );
    expect(escapeMarkdown('# a\n- b\n> c\n1. d\n-# e')).toBe('\\# a\n\\- b\n\\> c\n1\\. d\n\\-# e');
    expect(escapeMarkdown('a - b # c 1. d')).toBe('a - b # c 1. d');
  });

  it.each([
    '<:wild_wool:123456789012345678>',
    '<a:wild_wool:123456789012345678>',
    '</tag_add now:123456789012345678>',
    '<@123456789012345678> <t:1700000000:R> <id:linked-roles>',
    'https://example.com/wild_wool_weft?a_b=c~d',
  ])('keep %s when they are escaped', (text) => {
    expect(escapeMarkdown(text)).toBe(text.replace('~', '\\~'));
  });

  it('are escaped right behind an address', () => {
    expect(escapeMarkdown('https://example.com/a_b**c** _d_')).toBe('https://example.com/a_b\\*\\*c\\*\\* \\_d\\_');
  });

  it('mention nobody once escaped', () => {
    const text = '@everyone @here <@123456789012345678> <@&123456789012345678> <#123456789012345678> a@b';
    expect(escapeMentions(text)).toBe(
      '@\u200beveryone @\u200bhere <@\u200b123456789012345678> <@\u200b&123456789012345678> <#\u200b123456789012345678> a@b',
    );
  });
});

describe('mentions', () => {
  it.each<[string, string]>([
    [mention.user('1'), '<@1>'],
    [mention.channel('1'), '<#1>'],
    [mention.role('1'), '<@&1>'],
    [mention.command('tag add', '1'), '</tag add:1>'],
    [mention.emoji({ id: '1', name: 'a' }), '<:a:1>'],
    [mention.emoji({ id: '1', name: 'a', animated: true }), '<a:a:1>'],
    [mention.guildPage('browse'), '<id:browse>'],
    [mention.guildPage('linked-roles', '1'), '<id:linked-roles:1>'],
    [timestamp(new Date(1_700_000_000_999)), '<t:1700000000>'],
    [timestamp(1_700_000_000_000, 'relative'), '<t:1700000000:R>'],
    [timestamp(0, 'shortDateMediumTime'), '<t:0:S>'],
  ])('%s', (made, expected) => {
    expect(made).toBe(expected);
  });

  it('of no moment are refused', () => {
    expect(() => timestamp(new Date('never'))).toThrow('timestamp() takes a Date or milliseconds since 1970');
  });
});
