/**
 * Reads what was written behind a text command into the shape that Discord sends for a slash command, so that one option class
 * serves both. Options are taken in their order; a flag names one; the last text takes all that is left, with its spaces.
 */
import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIAttachment,
  type APIInteractionDataResolved,
  ApplicationCommandOptionType as Type,
} from 'discord-api-types/v10';
import { type GuildId } from '../../models';
import { faultOf, type FaultReason, type OptionFault, reason } from '../faults/option-fault';
import { type OptionBody } from '../options/option-fields';
import { type TextLookup } from './text-lookup';
import { channelKeyOf, isRoleMention, plainValue, roleKeyOf, userIdOf, type WordValue } from './text-values';
import { readFlag, readWords, type Word } from './words';

/** What came with the message. */
export interface TextOrigin {
  readonly guildId: GuildId | undefined;
  readonly attachments: readonly APIAttachment[];
  readonly lookup: TextLookup;
}

export interface TextInput {
  readonly options: readonly APIApplicationCommandInteractionDataBasicOption[];
  readonly resolved: APIInteractionDataResolved;
  readonly faults: readonly OptionFault[];
}

/** @param from where in `written` the command's own words end. */
export async function readInput(
  bodies: readonly OptionBody[],
  written: string,
  from: number,
  origin: TextOrigin,
): Promise<TextInput> {
  const reading = new Reading(bodies, written, origin);
  await reading.read(readWords(written, from));
  return reading;
}

interface Resolved {
  users: Record<string, unknown>;
  members: Record<string, unknown>;
  roles: Record<string, unknown>;
  channels: Record<string, unknown>;
  attachments: Record<string, unknown>;
}

class Reading implements TextInput {
  readonly options: APIApplicationCommandInteractionDataBasicOption[] = [];
  readonly faults: OptionFault[] = [];
  private readonly records: Resolved = { users: {}, members: {}, roles: {}, channels: {}, attachments: {} };

  constructor(
    private readonly bodies: readonly OptionBody[],
    private readonly written: string,
    private readonly origin: TextOrigin,
  ) {}

  get resolved(): APIInteractionDataResolved {
    return this.records as unknown as APIInteractionDataResolved;
  }

  async read(words: readonly Word[]): Promise<void> {
    const { rest, named } = this.flags(words);
    for (const [body, text] of named) await this.give(body, text);
    this.files(named);
    await this.inOrder(
      this.bodies.filter((body) => !named.has(body) && body.type !== Type.Attachment),
      rest,
    );
  }

  /** Takes flags out; what looks like one and names nothing is a word where texts take all that is left. */
  private flags(words: readonly Word[]): { readonly rest: Word[]; readonly named: Map<OptionBody, string> } {
    const rest: Word[] = [];
    const named = new Map<OptionBody, string>();
    const takesAll = this.bodies.some(isText);
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] as Word;
      if (word.text === '--' && !word.isQuoted) return { rest: [...rest, ...words.slice(at + 1)], named };
      const flag = readFlag(word);
      const body = flag && this.bodies.find(({ name }) => name === flag.name);
      const denied = flag?.name.startsWith('no-') && this.bodies.find(({ name }) => `no-${name}` === flag.name);
      if (!flag) rest.push(word);
      else if (body?.type === Type.Attachment) this.fault(body.name, reason('file'));
      else if (body?.type === Type.Boolean) named.set(body, flag.value ?? 'yes');
      else if (body && flag.value !== undefined) named.set(body, flag.value);
      else if (body) {
        const next = words[at + 1];
        at += 1;
        if (next) named.set(body, next.text);
        else this.fault(body.name, reason('noValue'));
      } else if (denied && denied.type === Type.Boolean && flag.value === undefined) named.set(denied, 'no');
      else if (takesAll) rest.push(word);
      else this.fault(`--${flag.name}`, reason('noOption'));
    }
    return { rest, named };
  }

  private files(named: ReadonlyMap<OptionBody, string>): void {
    const files = [...this.origin.attachments];
    for (const body of this.bodies) {
      if (body.type !== Type.Attachment || named.has(body)) continue;
      const file = files.shift();
      if (!file) continue;
      this.records.attachments[file.id] = file;
      this.add(body, file.id);
    }
  }

  private async inOrder(bodies: readonly OptionBody[], words: readonly Word[]): Promise<void> {
    let at = 0;
    for (const [index, body] of bodies.entries()) {
      const word = words[at];
      if (!word) return;
      const isLast = index === bodies.length - 1;
      if (isLast && isText(body)) {
        await this.give(body, this.from(words.slice(at)));
        return;
      }
      const value = await this.valueOf(body, word.text);
      // A word that does not fit what may be left out may fit what comes next.
      if ('refused' in value && body.required !== true && !isLast) continue;
      if ('refused' in value) this.fault(body.name, value.refused);
      else this.add(body, value.value);
      at += 1;
    }
    if (at < words.length) this.fault(quoteOf(words[at] as Word), reason('tooMuch'));
  }

  /** The words as they were written; where a flag was taken out between them, one space. */
  private from(words: readonly Word[]): string {
    const [only] = words;
    if (words.length === 1 && only) return only.text;
    return words
      .map(({ start, end }, index) => {
        const next = words[index + 1];
        const gap = next ? this.written.slice(end, next.start) : '';
        return `${this.written.slice(start, end)}${gap.trim() === '' ? gap : ' '}`;
      })
      .join('');
  }

  private async give(body: OptionBody, text: string): Promise<void> {
    const value = await this.valueOf(body, text);
    if ('refused' in value) this.fault(body.name, value.refused);
    else this.add(body, value.value);
  }

  private valueOf(body: OptionBody, text: string): Promise<WordValue> | WordValue {
    switch (body.type) {
      case Type.User:
        return this.user(text);
      case Type.Channel:
        return this.channel(text);
      case Type.Role:
        return this.role(text);
      case Type.Mentionable:
        return isRoleMention(text) ? this.role(text) : this.user(text);
      default:
        return plainValue(body, text);
    }
  }

  private async user(text: string): Promise<WordValue> {
    const id = userIdOf(text);
    if (id === undefined) return { refused: reason('user') };
    const { guildId, lookup } = this.origin;
    const member = guildId === undefined ? undefined : await lookup.member(guildId, id);
    const user = member?.user ?? (await lookup.user(id));
    if (!user) return { refused: reason('nobody') };
    this.records.users[id] = user;
    if (member) this.records.members[id] = member;
    return { value: id };
  }

  private async channel(text: string): Promise<WordValue> {
    const { guildId, lookup } = this.origin;
    const channel = guildId === undefined ? undefined : await lookup.channel(guildId, channelKeyOf(text));
    if (!channel) return { refused: reason('channel') };
    this.records.channels[channel.id] = channel;
    return { value: channel.id };
  }

  private async role(text: string): Promise<WordValue> {
    const { guildId, lookup } = this.origin;
    const role = guildId === undefined ? undefined : await lookup.role(guildId, roleKeyOf(text));
    if (!role) return { refused: reason('role') };
    this.records.roles[role.id] = role;
    return { value: role.id };
  }

  private add({ type, name }: OptionBody, value: string | number | boolean): void {
    this.options.push({ type, name, value } as APIApplicationCommandInteractionDataBasicOption);
  }

  private fault(option: string, why: FaultReason): void {
    this.faults.push(faultOf(option, why));
  }
}

function isText(body: OptionBody): boolean {
  return body.type === Type.String && !('choices' in body && Array.isArray(body.choices) && body.choices.length > 0);
}

function quoteOf({ text }: Word): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
