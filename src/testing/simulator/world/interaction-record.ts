/**
 * An interaction: a person did something with an application, which has three seconds to say what comes of it, and a
 * quarter of an hour to go on. https://discord.com/developers/docs/interactions/receiving-and-responding
 */
import { type Timer } from '../../../util';
import { type ApplicationRecord } from './applications';
import { type ChannelRecord, type GuildRecord, type MessageRecord, type UserRecord } from './records';

/** 2 a command, 3 a component, 4 autocomplete, 5 a form. */
export type InteractionKind = 2 | 3 | 4 | 5;

/** Who installed the application, by kind of installation: 0 the guild, 1 the user. */
export type Owners = Readonly<Record<string, string>>;

/**
 * What has come of an interaction. `deferred` and `deferred-update` still wait for a message; `failed`: nobody
 * answered in time.
 */
export type Acknowledgement =
  | 'none'
  | 'replied'
  | 'deferred'
  | 'updated'
  | 'deferred-update'
  | 'choices'
  | 'modal'
  | 'premium'
  | 'activity'
  | 'failed';

/** What messages keep of the interaction that they came of. */
export interface InteractionMetadata {
  readonly id: string;
  readonly kind: InteractionKind;
  readonly user: UserRecord;
  readonly owners: Owners;
  /** The name of the command. */
  readonly commandName?: string | undefined;
  readonly targetUser?: UserRecord | undefined;
  readonly targetMessageId?: string | undefined;
  /** The message whose component was used. */
  readonly interactedMessageId?: string | undefined;
  /** The first answer, where this is a later one. */
  readonly originalMessageId?: string | undefined;
  /** What opened the form. */
  readonly triggering?: InteractionMetadata | undefined;
}

/** A form that an application answered with. */
export interface ModalRecord {
  readonly interaction: InteractionRecord;
  readonly customId: string;
  readonly title: string;
  readonly components: readonly object[];
  /** The interaction of who sent it in. */
  submission: InteractionRecord | undefined;
}

export interface ChoiceRecord {
  readonly name: string;
  readonly value: string | number;
}

/** What a person did; the payload's own part. */
export interface InteractionDraft {
  readonly kind: InteractionKind;
  readonly application: ApplicationRecord;
  readonly user: UserRecord;
  readonly channel: ChannelRecord;
  /** `undefined` outside of guilds. */
  readonly guild: GuildRecord | undefined;
  readonly owners: Owners;
  /** 0 in a guild, 1 with the bot, 2 elsewhere. */
  readonly context: 0 | 1 | 2;
  /** What stands in the payload under `data`. */
  readonly data: object;
  /** For people who read the log: the command's name, or the custom id. */
  readonly name: string;
  readonly metadata: Omit<InteractionMetadata, 'id' | 'kind' | 'user' | 'owners'>;
  /** The message that the component stands in, or whose component opened the form. */
  readonly message?: MessageRecord | undefined;
  /** The type of the option that suggestions are for. */
  readonly focusedType?: number | undefined;
  /** 1 the person typed a command, 2 and 3 chose it from a menu; of a form: what opened it. */
  readonly commandType?: number | undefined;
}

export interface InteractionRecord extends InteractionDraft {
  readonly id: string;
  readonly token: string;
  readonly sentAtMs: number;
  acknowledgement: Acknowledgement;
  /** What `@original` is: the answer, or the message that a component stands in. */
  original: MessageRecord | undefined;
  readonly followUps: MessageRecord[];
  modal: ModalRecord | undefined;
  choices: readonly ChoiceRecord[] | undefined;
  /** What the person was told in place of an answer. */
  error: string | undefined;
  /** Runs out when no answer comes. */
  timer: Timer | undefined;
}
