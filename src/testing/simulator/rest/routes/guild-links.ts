/** Routes of what a guild is linked with: voice regions, integrations, its vanity invite. */
import { AuditLogEvent } from 'discord-api-types/v10';
import { renderIntegration } from '../../world/integrations';
import { removeMember } from '../../world/members';
import { VOICE_REGIONS } from '../../world/voice-regions';
import { missingAccess, unknown } from '../api-error';
import { type RestContext } from '../context';
import { noContent, ok, type RestAnswer, type Route } from '../router';

function regions(context: RestContext): RestAnswer {
  context.guild();
  return ok(VOICE_REGIONS);
}

function listIntegrations(context: RestContext): RestAnswer {
  return ok([...context.guild('ManageGuild').integrations.values()].slice(0, 50).map(renderIntegration));
}

/** The bot of an application goes with its integration. */
function deleteIntegration(context: RestContext): RestAnswer {
  const guild = context.guild('ManageGuild');
  const integration = guild.integrations.get(context.param('integration_id'));
  if (!integration) throw unknown('integration');
  const member = guild.members.get(integration.bot.user.id);
  if (member) context.requireAbove(guild, member);
  context.audit(guild, AuditLogEvent.IntegrationDelete, integration.id, {
    changes: [
      { key: 'name', old_value: integration.bot.name },
      { key: 'type', old_value: 'discord' },
    ],
  });
  if (member) removeMember(context.world, guild, member);
  return noContent();
}

function vanityUrl(context: RestContext): RestAnswer {
  const { settings } = context.guild('ManageGuild');
  if (!settings.features.has('VANITY_URL')) throw missingAccess();
  return ok({ code: settings.vanityCode, uses: settings.vanityUses });
}

const GUILD = '/guilds/{guild_id}';

export const GUILD_LINK_ROUTES: readonly Route[] = [
  { method: 'GET', template: `${GUILD}/regions`, handler: regions },
  { method: 'GET', template: `${GUILD}/integrations`, handler: listIntegrations },
  { method: 'DELETE', template: `${GUILD}/integrations/{integration_id}`, handler: deleteIntegration },
  { method: 'GET', template: `${GUILD}/vanity-url`, handler: vanityUrl },
];
