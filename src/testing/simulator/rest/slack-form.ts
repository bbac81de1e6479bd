/** What Slack's incoming webhooks send, and the message that Discord makes of it. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
import { type APIEmbed } from 'discord-api-types/v10';
import { wire } from '../world/wire';
import { boolean, type Form, list, nullable, number, object, type Rule, text, url } from './form';

const FIELD = object({
  // Slack says `title` and `short` where Discord says `name` and `inline`.
  name: nullable(text({ max: 256 })),
  title: nullable(text({ max: 256 })),
  value: nullable(text({ max: 1_024 })),
  inline: nullable(boolean),
  short: nullable(boolean),
});

const hexColor: Rule<string> = (value, errors, path) => {
  if (typeof value === 'string' && /^#(?:[\da-f]{6}|[\da-f]{3})$/i.test(value)) return value;
  errors.add(path, 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
};

const ATTACHMENT = {
  title: nullable(text({ max: 256 })),
  title_link: nullable(url),
  text: nullable(text({ max: 4_096 })),
  color: nullable(hexColor),
  ts: nullable(number({ min: 0, max: 8_640_000_000_000 })),
  pretext: nullable(text({ max: 2_000 })),
  footer: nullable(text({ max: 2_048 })),
  footer_icon: nullable(url),
  author_name: nullable(text({ max: 256 })),
  author_link: nullable(url),
  author_icon: nullable(url),
  image_url: nullable(url),
  thumb_url: nullable(url),
  fields: nullable(list(FIELD, { max: 25 })),
};

export const SLACK_BODY = {
  text: nullable(text({ max: 2_000 })),
  username: nullable(text({ max: 80 })),
  icon_url: nullable(url),
  attachments: nullable(list(object(ATTACHMENT), { max: 10 })),
};

/** The message that says the same. */
export function fromSlack(form: Form<typeof SLACK_BODY>): { content: string; embeds: APIEmbed[] } {
  const attachments = form.attachments ?? [];
  const lines = [form.text, ...attachments.map((each) => each.pretext)].filter(Boolean);
  return {
    content: plain(lines.join('\n')).trim(),
    embeds: attachments.map(toEmbed).filter((embed) => Object.keys(embed).length > 1),
  };
}

/** `<https://…|label>` of Slack is a link with a label, `<https://…>` a bare one. */
function plain(written: string): string {
  return written.replace(/<(https?:[^|>\s]+)\|([^>]+)>/g, '[$2]($1)').replace(/<(https?:[^|>\s]+)>/g, '$1');
}

function toEmbed(given: Form<typeof ATTACHMENT>): APIEmbed {
  const color = toColor(given.color);
  const fields = (given.fields ?? []).map((field) => ({
    name: field.name ?? field.title ?? '\u200b',
    value: plain(field.value ?? '\u200b'),
    inline: field.inline ?? field.short ?? false,
  }));
  return wire({
    type: 'rich',
    ...(given.title ? { title: given.title } : {}),
    ...(given.title_link ? { url: given.title_link } : {}),
    ...(given.text ? { description: plain(given.text) } : {}),
    ...(color === undefined ? {} : { color }),
    ...(typeof given.ts === 'number' ? { timestamp: new Date(given.ts * 1_000).toISOString() } : {}),
    ...(given.footer ? { footer: { text: given.footer, ...only('icon_url', given.footer_icon) } } : {}),
    ...(given.author_name
      ? {
          author: {
            name: given.author_name,
            ...only('url', given.author_link),
            ...only('icon_url', given.author_icon),
          },
        }
      : {}),
    ...(given.image_url ? { image: { url: given.image_url } } : {}),
    ...(given.thumb_url ? { thumbnail: { url: given.thumb_url } } : {}),
    ...(fields.length > 0 ? { fields } : {}),
  });
}

function only(key: string, value: string | null | undefined): object {
  return value ? { [key]: value } : {};
}

function toColor(color: string | null | undefined): number | undefined {
  if (color === null || color === undefined) return undefined;
  const digits = color.slice(1);
  return Number.parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16);
}
