import { format, inspect } from 'node:util';
import { type APIInteraction } from 'discord-api-types/v10';
import { createEvent, type InteractionCreateEvent, Message, User, type VoiceServerUpdateEvent } from 'corduroy/models';
import * as payloads from './payloads';
import { recordingContext } from './recording-context';

const SECRET = 'aW50ZXJhY3Rpb246ODQ1secret';
const bound = Object.assign(recordingContext(), { token: SECRET });

describe('printing a view', () => {
  it('shows the class and the payload', () => {
    expect(inspect(new User(payloads.user), { breakLength: Infinity })).toMatch(
      /^User \{ id: '80351110224678912', .*'nelly'/,
    );
  });

  it('gives the payload as JSON', () => {
    expect(JSON.parse(JSON.stringify(new Message(payloads.message)))).toEqual(payloads.message);
  });

  it('never reaches the context behind it, at any depth or with hidden fields shown', () => {
    const message = new Message(payloads.message, bound);
    expect(message.author.username).toBe('nelly');
    const shown = [
      inspect(message, { depth: Infinity, showHidden: true }),
      inspect(message, { customInspect: false, depth: Infinity, showHidden: true }),
      format('%o', message),
      JSON.stringify({ message }),
    ].join('\n');
    expect(shown).toContain('Supa hot');
    expect(shown).not.toContain(SECRET);
    expect(Reflect.ownKeys(message)).not.toContain('context');
  });

  it('hides the token of an interaction, which toRaw() keeps', () => {
    const raw = { id: '1', application_id: '2', type: 2, token: SECRET, version: 1 } as unknown as APIInteraction;
    const event = createEvent('INTERACTION_CREATE', raw, bound) as unknown as InteractionCreateEvent;
    expect(`${inspect(event)}${JSON.stringify(event)}`).not.toContain(SECRET);
    expect(inspect(event)).toContain("application_id: '2'");
    expect(event.token).toBe(SECRET);
    expect(event.toRaw()).toBe(raw);
  });

  it('hides the token of a voice server', () => {
    const raw = { token: SECRET, guild_id: '3', endpoint: 'smart.loyal.discord.media:443' };
    const event = createEvent('VOICE_SERVER_UPDATE', raw) as unknown as VoiceServerUpdateEvent;
    expect(`${inspect(event)}${JSON.stringify(event)}`).not.toContain(SECRET);
    expect(event.token).toBe(SECRET);
  });
});
