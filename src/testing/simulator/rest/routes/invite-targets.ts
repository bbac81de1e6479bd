/** Routes of the people that an invite is for. https://discord.com/developers/docs/resources/invite#get-target-users */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { findInvite, type InviteRecord, type TargetUsersRecord } from '../../world/invites';
import { isSnowflake } from '../../world/ids';
import { invalidForm, missingPermissions, unknown } from '../api-error';
import { type RestContext } from '../context';
import { list, need, snowflake } from '../form';
import { noContent, ok, type RestAnswer, type Route } from '../router';

const FILE_FIELD = 'target_users_file';
const HEADER = 'user_id';
const BULK_LIMIT = 1_000;
/** https://discord.com/developers/docs/resources/invite#get-target-users-job-status */
const COMPLETED = 2;
const FAILED = 3;

/** Reads the file of a request; `undefined` when there is none. What is in it is judged by the job, not by the answer. */
export function readTargetFile(context: RestContext): TargetUsersRecord | undefined {
  const file = context.files.find(({ field }) => field === FILE_FIELD);
  const written = file ? file.bytes.toString('utf8') : textField(context.body);
  return written === undefined ? undefined : readCsv(context, written);
}

/** A form may carry the file as a plain text. */
function textField(body: unknown): string | undefined {
  const value = (body as Record<string, unknown> | null | undefined)?.[FILE_FIELD];
  return typeof value === 'string' ? value : undefined;
}

function readCsv(context: RestContext, written: string): TargetUsersRecord {
  const lines = written
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
    .filter((line) => line !== '');
  const ids = lines[0]?.toLowerCase() === HEADER ? lines.slice(1) : lines;
  const wrong = ids.find((id) => !isSnowflake(id));
  const problem = wrong === undefined ? null : `Invalid user ID: ${wrong}`;
  return finished(context, ids, problem);
}

/** A list that came with the body. */
export function readTargetIds(context: RestContext, ids: readonly string[]): TargetUsersRecord {
  return finished(context, ids, null);
}

/** Lists are read at once here, so a job is over when it is first asked about. */
function finished(context: RestContext, ids: readonly string[], problem: string | null): TargetUsersRecord {
  const now = context.world.timestamp();
  const userIds = new Set(problem === null ? ids : []);
  return { userIds, createdAt: now, completedAt: now, total: ids.length, problem };
}

/** The invite of the path, for who made it or manages the guild; `readers` may also be those who see the audit log. */
function ownInvite(context: RestContext, readers = false): InviteRecord {
  const { world } = context;
  const invite = findInvite(world, context.param('code'));
  const guild = world.guilds.get(invite?.guildId ?? '');
  if (!invite || !guild?.members.has(context.userId)) throw unknown('invite');
  const bits = world.permissionsInGuild(context.userId, guild);
  const enough = PermissionFlagsBits.ManageGuild | (readers ? PermissionFlagsBits.ViewAuditLog : 0n);
  if (invite.inviter?.id !== context.userId && !(bits & enough)) throw missingPermissions();
  return invite;
}

function targetsOf(invite: InviteRecord): TargetUsersRecord {
  if (!invite.targets) throw unknown('targetUsers');
  return invite.targets;
}

function get(context: RestContext): RestAnswer {
  const { userIds } = targetsOf(ownInvite(context, true));
  const text = `${[HEADER, ...userIds].join('\n')}\n`;
  return { status: 200, plain: { contentType: 'text/csv; charset=utf-8', text } };
}

function replace(context: RestContext): RestAnswer {
  const invite = ownInvite(context);
  const targets = readTargetFile(context);
  if (!targets) throw invalidForm([FILE_FIELD], 'BASE_TYPE_REQUIRED', 'This field is required');
  invite.targets = targets;
  return noContent();
}

function jobStatus(context: RestContext): RestAnswer {
  const { targets } = ownInvite(context, true);
  if (!targets) throw unknown('targetUsersJob');
  return ok({
    status: targets.problem === null ? COMPLETED : FAILED,
    total_users: targets.total,
    processed_users: targets.userIds.size,
    created_at: targets.createdAt,
    completed_at: targets.completedAt,
    error_message: targets.problem,
  });
}

function change(context: RestContext, userIds: readonly string[], on: boolean): RestAnswer {
  const targets = targetsOf(ownInvite(context));
  for (const id of userIds) {
    if (on) targets.userIds.add(id);
    else targets.userIds.delete(id);
  }
  return noContent();
}

function changeMany(context: RestContext, on: boolean): RestAnswer {
  const form = context.form({ user_ids: need(list(snowflake, { min: 1, max: BULK_LIMIT })) });
  return change(context, form.user_ids, on);
}

function changeOne(context: RestContext, on: boolean): RestAnswer {
  const userId = context.param('user_id');
  if (on && !context.world.users.has(userId)) throw unknown('user');
  return change(context, [userId], on);
}

const TARGETS = '/invites/{code}/target-users';
const TARGET = `${TARGETS}/{user_id}`;

export const INVITE_TARGET_ROUTES: readonly Route[] = [
  { method: 'GET', template: TARGETS, handler: get },
  { method: 'PUT', template: TARGETS, handler: replace },
  { method: 'GET', template: `${TARGETS}/job-status`, handler: jobStatus },
  { method: 'POST', template: `${TARGETS}/bulk-add`, handler: (context) => changeMany(context, true) },
  { method: 'POST', template: `${TARGETS}/bulk-delete`, handler: (context) => changeMany(context, false) },
  { method: 'PUT', template: TARGET, handler: (context) => changeOne(context, true) },
  { method: 'DELETE', template: TARGET, handler: (context) => changeOne(context, false) },
];
