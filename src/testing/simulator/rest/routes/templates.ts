/** Routes of templates. https://discord.com/developers/docs/resources/guild-template */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type GuildRecord } from '../../world/records';
import { createTemplate, renderTemplate, syncTemplate, type TemplateRecord } from '../../world/templates';
import { ApiError, unknown } from '../api-error';
import { type RestContext } from '../context';
import { need, nullable, text } from '../form';
import { ok, type RestAnswer, type Route } from '../router';

const NAME = text({ min: 1, max: 100 });
const DESCRIPTION = nullable(text({ max: 120 }));

function templateOf(context: RestContext, guild: GuildRecord): TemplateRecord {
  const template = guild.templates.get(context.param('code'));
  if (!template) throw unknown('template');
  return template;
}

/** Templates are for everybody who has the code. */
function get(context: RestContext): RestAnswer {
  const code = context.param('code');
  for (const guild of context.world.guilds.values()) {
    const template = guild.templates.get(code);
    if (template) return ok(renderTemplate(guild, template));
  }
  throw unknown('template');
}

function listTemplates(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  return ok([...guild.templates.values()].map((template) => renderTemplate(guild, template)));
}

function create(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const form = context.form({ name: need(NAME), description: DESCRIPTION });
  if (guild.templates.size > 0) {
    throw new ApiError(400, Codes.GuildAlreadyHasTemplate, 'Guild already has a template');
  }
  const draft = { name: form.name, description: form.description ?? null };
  return ok(renderTemplate(guild, createTemplate(context.world, guild, context.bot.user, draft)));
}

function sync(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const template = templateOf(context, guild);
  syncTemplate(context.world, guild, template);
  return ok(renderTemplate(guild, template));
}

function edit(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const template = templateOf(context, guild);
  const form = context.form({ name: NAME, description: DESCRIPTION });
  if (form.name !== undefined) template.name = form.name;
  if (form.description !== undefined) template.description = form.description;
  return ok(renderTemplate(guild, template));
}

function remove(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const template = templateOf(context, guild);
  guild.templates.delete(template.code);
  return ok(renderTemplate(guild, template));
}

const TEMPLATES = '/guilds/{guild_id}/templates';
const TEMPLATE = `${TEMPLATES}/{code}`;

export const TEMPLATE_ROUTES: readonly Route[] = [
  { method: 'GET', template: '/guilds/templates/{code}', handler: get, isOpen: true },
  { method: 'GET', template: TEMPLATES, handler: listTemplates },
  { method: 'POST', template: TEMPLATES, handler: create },
  { method: 'PUT', template: TEMPLATE, handler: sync },
  { method: 'PATCH', template: TEMPLATE, handler: edit },
  { method: 'DELETE', template: TEMPLATE, handler: remove },
];
