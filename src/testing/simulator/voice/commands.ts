/**
 * What clients may ask of a voice gateway, opcode by opcode, and how strictly.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#voice
 */
import { isIPv4 } from 'node:net';
import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import { type VoiceConnection } from './connection';
import { type VoiceMode } from './options';
import { type VoiceSession } from './session';

type Command = (connection: VoiceConnection, data: unknown) => void;

/** Undocumented opcodes of Discord's own clients: video, media wishes, the client's platform. Nothing comes of them. */
const IGNORED = [12, 14, 15, 20];
/** Undocumented: which versions the server runs. */
const BACKEND_VERSION = 16;
const MOST_FLAGS = 7;
const LAST_PORT = 65_535;
const LAST_SEQUENCE = 65_535;

export const COMMANDS: Readonly<Partial<Record<number, Command>>> = {
  [VoiceOpcodes.Identify]: identify,
  [VoiceOpcodes.SelectProtocol]: selectProtocol,
  [VoiceOpcodes.Heartbeat]: heartbeat,
  [VoiceOpcodes.Speaking]: speaking,
  [VoiceOpcodes.Resume]: resume,
  [VoiceOpcodes.DaveTransitionReady]: transition(VoiceOpcodes.DaveTransitionReady),
  [VoiceOpcodes.DaveMlsInvalidCommitWelcome]: transition(VoiceOpcodes.DaveMlsInvalidCommitWelcome),
  ...Object.fromEntries(IGNORED.map((op) => [op, () => undefined])),
  [BACKEND_VERSION]: (connection) => {
    connection.sendPlain(BACKEND_VERSION, { voice: '0.11.0', rtc_worker: '0.4.0' });
  },
};

export const BINARY_COMMANDS: Readonly<Partial<Record<number, Command>>> = {
  [VoiceOpcodes.DaveMlsKeyPackage]: bytes(VoiceOpcodes.DaveMlsKeyPackage),
  [VoiceOpcodes.DaveMlsCommitWelcome]: bytes(VoiceOpcodes.DaveMlsCommitWelcome),
};

function asObject(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function refuse(connection: VoiceConnection): void {
  connection.close(VoiceCloseCodes.BadRequest, 'Bad request.');
}

function identify(connection: VoiceConnection, data: unknown): void {
  const { hub } = connection;
  const { server_id: serverId, user_id: userId, session_id: sessionId, token, ...rest } = asObject(data);
  const version = rest.max_dave_protocol_version ?? 0;
  if (connection.session) {
    connection.close(VoiceCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
    return;
  }
  const texts = [serverId, userId, sessionId, token].every((each) => typeof each === 'string');
  if (!texts || !isInteger(version, 0, LAST_PORT)) {
    refuse(connection);
    return;
  }
  const grant = hub.grants.withToken(token as string);
  if (!grant || grant.userId !== userId || grant.guild.id !== serverId) {
    refuseToken(connection, token as string, serverId as string);
  } else if (grant.server !== connection.server) {
    connection.close(VoiceCloseCodes.ServerNotFound, 'Server not found.');
  } else if (
    grant.sessionId !== sessionId ||
    !hub.grants.isCurrent(grant) ||
    !fits(rest.channel_id, grant.channel.id)
  ) {
    connection.close(VoiceCloseCodes.SessionNoLongerValid, 'Session is no longer valid.');
  } else if (version === 0 && hub.calls.asksForDave(grant.channel)) {
    connection.close(VoiceCloseCodes.EndToEndEncryptionDAVEProtocolRequired, 'E2EE/DAVE protocol required.');
  } else {
    // From here on faults know whom they strike.
    const session = hub.begin(connection, grant, version);
    if (connection.closeAt('identify')) return;
    sendReady(connection, session);
    connection.closeAt('ready');
  }
}

/** A token that was replaced tells of a session that is over; any other is simply wrong. */
function refuseToken(connection: VoiceConnection, token: string, serverId: string): void {
  const { hub } = connection;
  if (!hub.world.guilds.has(serverId)) connection.close(VoiceCloseCodes.ServerNotFound, 'Server not found.');
  else if (hub.grants.wasToken(token))
    connection.close(VoiceCloseCodes.SessionNoLongerValid, 'Session is no longer valid.');
  else connection.close(VoiceCloseCodes.AuthenticationFailed, 'Authentication failed.');
}

/** Newer clients name the channel too. */
function fits(channelId: unknown, expected: string): boolean {
  return channelId === undefined || channelId === expected;
}

function sendReady(connection: VoiceConnection, session: VoiceSession): void {
  const { hub, server } = connection;
  const { audioAt } = hub.settings;
  const elsewhere = audioAt[session.ssrc % Math.max(1, audioAt.length)];
  const { address, port } = elsewhere ?? server.udpAddress ?? { address: '127.0.0.1', port: 0 };
  connection.sendPlain(VoiceOpcodes.Ready, {
    ssrc: session.ssrc,
    ip: address,
    port,
    modes: hub.settings.modes,
    experiments: [],
    // As wrong as Discord's; the interval is the one that Hello told.
    heartbeat_interval: 1,
  });
  hub.started(session);
}

function selectProtocol(connection: VoiceConnection, data: unknown): void {
  const { hub, session } = connection;
  const d = asObject(data);
  if (!session) return;
  if (d.protocol !== 'udp') {
    connection.close(VoiceCloseCodes.UnknownProtocol, 'Unknown protocol.');
    return;
  }
  const { address, port, mode } = asObject(d.data);
  if (typeof address !== 'string' || !isIPv4(address) || !isInteger(port, 1, LAST_PORT) || typeof mode !== 'string') {
    refuse(connection);
    return;
  }
  if (!hub.settings.modes.includes(mode as VoiceMode)) {
    connection.close(VoiceCloseCodes.UnknownEncryptionMode, 'Unknown encryption mode.');
    return;
  }
  if (connection.closeAt('select')) return;
  hub.describe(session, mode as VoiceMode, address, port);
  connection.closeAt('description');
}

function heartbeat(connection: VoiceConnection, data: unknown): void {
  const { t, seq_ack: sequence = -1 } = asObject(data);
  const { hub, session } = connection;
  if (!Number.isInteger(t) || !isInteger(sequence, -1, LAST_SEQUENCE)) {
    refuse(connection);
    return;
  }
  if (session && sequence >= 0 && !session.acknowledge(sequence)) {
    refuse(connection);
    return;
  }
  connection.expectHeartbeat();
  if (!hub.conditions.takeRefusal('acks', connection)) connection.sendPlain(VoiceOpcodes.HeartbeatAck, { t });
}

function speaking(connection: VoiceConnection, data: unknown): void {
  const { session } = connection;
  const { speaking: flags, ssrc, delay = 0 } = asObject(data);
  if (!session) return;
  if (!isInteger(flags, 0, MOST_FLAGS) || typeof delay !== 'number' || ssrc !== session.ssrc) {
    refuse(connection);
    return;
  }
  const isFirst = !session.announced;
  session.announce(flags);
  if (isFirst) connection.closeAt('speaking');
}

function resume(connection: VoiceConnection, data: unknown): void {
  const { hub } = connection;
  const { server_id: serverId, session_id: sessionId, token, ...rest } = asObject(data);
  if (connection.session) {
    connection.close(VoiceCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
    return;
  }
  const texts = [serverId, sessionId, token].every((each) => typeof each === 'string');
  // Who was told nothing with a number has none to name.
  const isFresh = hub.grants.withToken(token as string)?.session?.hasNumbered === false;
  const { seq_ack: sequence = isFresh ? -1 : undefined } = rest;
  if (!texts || !isInteger(sequence, -1, LAST_SEQUENCE)) {
    refuse(connection);
    return;
  }
  const grant = hub.grants.withToken(token as string);
  if (!grant) {
    refuseToken(connection, token as string, serverId as string);
    return;
  }
  const { session } = grant;
  const known = grant.guild.id === serverId && grant.sessionId === sessionId && hub.grants.isCurrent(grant);
  const last = sequence === -1 ? hub.settings.firstSequence - 1 : sequence;
  const missed = session && !session.ended ? session.since(last) : undefined;
  const here = grant.server === connection.server && fits(rest.channel_id, grant.channel.id);
  const refused = session !== undefined && hub.conditions.takeRefusal('resume', session);
  if (!session || !missed || !known || !here || refused) {
    // If it still has a connection, that is of no use any more.
    if (session) hub.endSession(session, VoiceCloseCodes.SessionNoLongerValid);
    connection.close(VoiceCloseCodes.SessionNoLongerValid, 'Session is no longer valid.');
    return;
  }
  session.connection?.terminate();
  connection.identified(session);
  if (connection.closeAt('resume')) return;
  connection.sendPlain(VoiceOpcodes.Resumed, null);
  hub.journal.session('resumed', session);
  connection.repeat(missed);
}

/** Opcodes 23 and 31. */
function transition(op: number): Command {
  return (connection, data) => {
    const { session } = connection;
    const { transition_id: id } = asObject(data);
    if (!isInteger(id, 0, LAST_SEQUENCE)) refuse(connection);
    else session?.call.receiveDave(session, op, { transition_id: id });
  };
}

/** Opcodes 26 and 28. */
function bytes(op: number): Command {
  return ({ session }, data) => {
    session?.call.receiveDave(session, op, data);
  };
}
