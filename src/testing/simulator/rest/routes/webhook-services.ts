/** Webhooks that take what Slack and GitHub send. https://discord.com/developers/docs/resources/webhook#execute-slackcompatible-webhook */
import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';
import { type ChannelRecord } from '../../world/records';
import { holdsPosts } from '../../world/thread-record';
import { webhookAuthor, type WebhookRecord } from '../../world/webhooks';
import { ApiError } from '../api-error';
import { type RestContext } from '../context';
import { boolean, snowflake } from '../form';
import { fromGithub, GITHUB_BODY } from '../github-events';
import { emptyMessage } from '../message-form';
import { noContent, type RestAnswer, type Route } from '../router';
import { fromSlack, SLACK_BODY } from '../slack-form';
import { findPlace, writeAs } from './webhook-execute';
import { readWebhookName, webhookByToken } from './webhooks';

/** Where a service writes. It cannot name posts, so in forums it needs a thread. */
function placeOf(context: RestContext, webhook: WebhookRecord): ChannelRecord {
  const query = context.query({ wait: boolean, thread_id: snowflake });
  const { channel } = findPlace(context, webhook, query.thread_id);
  if (!holdsPosts(channel)) return channel;
  const told = 'Webhook services cannot be used in forum channels';
  throw new ApiError(400, Codes.WebhookServicesCannotBeUsedInForumChannels, told);
}

function slack(context: RestContext): RestAnswer {
  const webhook = webhookByToken(context);
  const channel = placeOf(context, webhook);
  const form = context.form(SLACK_BODY);
  const { content, embeds } = fromSlack(form);
  if (content === '' && embeds.length === 0) throw emptyMessage();
  const author = webhookAuthor(webhook, {
    ...(form.username ? { name: readWebhookName(form.username, 'username') } : {}),
    ...(form.icon_url ? { avatar: context.world.hash() } : {}),
  });
  writeAs(context, webhook, author, channel, { content, embeds });
  // Slack's own answer, which its clients look for.
  return { status: 200, plain: { contentType: 'text/html; charset=utf-8', text: 'ok' } };
}

function github(context: RestContext): RestAnswer {
  const webhook = webhookByToken(context);
  const channel = placeOf(context, webhook);
  const embed = fromGithub(context.header('x-github-event') ?? '', context.form(GITHUB_BODY));
  if (embed) {
    const author = webhookAuthor(webhook, { name: 'GitHub', avatar: context.world.hash() });
    writeAs(context, webhook, author, channel, { embeds: [embed] });
  }
  return noContent();
}

const TOKEN = '/webhooks/{webhook_id}/{webhook_token}';

export const WEBHOOK_SERVICE_ROUTES: readonly Route[] = [
  { method: 'POST', template: `${TOKEN}/slack`, handler: slack, isOpen: true },
  { method: 'POST', template: `${TOKEN}/github`, handler: github, isOpen: true },
];
