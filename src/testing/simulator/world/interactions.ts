/** The interactions that can still be answered: by id, by token, and for how long. */
import { tokenText } from '../random';
import {
  type Acknowledgement,
  type InteractionDraft,
  type InteractionMetadata,
  type InteractionRecord,
} from './interaction-record';
import { type MessageRecord } from './records';
import { renderInteraction } from './render-interaction';
import { type World } from './world';

/** In this time the first answer has to come. */
export const ANSWER_MS = 3_000;
/** So long a token is good. */
export const TOKEN_MS = 15 * 60_000;
/** What a person reads under what they did when nothing came. */
export const NO_ANSWER = 'The application did not respond';

const TOKEN_LENGTH = 180;

/** Something happened to an interaction. */
export interface InteractionChange {
  readonly event: 'sent' | 'answered' | 'message' | 'failed';
  readonly interaction: InteractionRecord;
}

export class Interactions {
  /** Told of everything that happens to interactions. */
  readonly listeners = new Set<(change: InteractionChange) => void>();
  /** Oldest first. */
  private readonly records = new Map<string, InteractionRecord>();
  private readonly byTokens = new Map<string, InteractionRecord>();

  constructor(private readonly world: World) {}

  /** Sends what a person did to the application. */
  open(draft: InteractionDraft): InteractionRecord {
    const { world } = this;
    this.forgetOld();
    const interaction: InteractionRecord = {
      ...draft,
      id: world.ids.next(),
      token: tokenText(world.random, TOKEN_LENGTH),
      sentAtMs: world.clock.wallMs(),
      acknowledgement: 'none',
      original: undefined,
      followUps: [],
      modal: undefined,
      choices: undefined,
      error: undefined,
      timer: undefined,
    };
    this.records.set(interaction.id, interaction);
    this.byTokens.set(interaction.token, interaction);
    this.failAfter(interaction, ANSWER_MS);
    this.tell('sent', interaction);
    const payload = renderInteraction(world, interaction);
    if (world.outbound?.interaction(interaction, payload)) return interaction;
    world.publish({
      name: 'INTERACTION_CREATE',
      audience: { kind: 'users', userIds: [draft.application.bot.user.id], guildId: draft.guild?.id },
      data: payload,
    });
    return interaction;
  }

  byId(id: string): InteractionRecord | undefined {
    return this.records.get(id);
  }

  /** The interaction of a token that is still good. */
  byToken(token: string): InteractionRecord | undefined {
    const interaction = this.byTokens.get(token);
    return interaction && this.isGood(interaction) ? interaction : undefined;
  }

  /** Notes the first answer. */
  acknowledge(interaction: InteractionRecord, acknowledgement: Acknowledgement): void {
    interaction.acknowledgement = acknowledgement;
    interaction.timer?.cancel();
    interaction.timer = undefined;
    // A person waits on for what was promised, but not for longer than it can come.
    if (acknowledgement === 'deferred') {
      this.failAfter(interaction, interaction.sentAtMs + TOKEN_MS - this.world.clock.wallMs());
    }
    this.tell('answered', interaction);
  }

  /** A message came of it, changed or went: what was promised about the first one is kept now. */
  settle(interaction: InteractionRecord, message: MessageRecord): void {
    const { acknowledgement, original } = interaction;
    if (message === original && (acknowledgement === 'deferred' || acknowledgement === 'deferred-update')) {
      interaction.acknowledgement = acknowledgement === 'deferred' ? 'replied' : 'updated';
      interaction.timer?.cancel();
      interaction.timer = undefined;
    }
    this.tell('message', interaction);
  }

  /** There will be no answer: what the person sees. */
  fail(interaction: InteractionRecord): void {
    interaction.timer?.cancel();
    interaction.acknowledgement = 'failed';
    interaction.error = NO_ANSWER;
    interaction.timer = undefined;
    this.tell('failed', interaction);
  }

  close(): void {
    for (const { timer } of this.records.values()) timer?.cancel();
    this.records.clear();
    this.byTokens.clear();
    this.listeners.clear();
  }

  private isGood(interaction: InteractionRecord): boolean {
    return this.world.clock.wallMs() - interaction.sentAtMs < TOKEN_MS;
  }

  private failAfter(interaction: InteractionRecord, delayMs: number): void {
    const fail = (): void => {
      this.fail(interaction);
    };
    interaction.timer = this.world.clock.setTimer(delayMs, fail, { keepAlive: false });
  }

  private tell(event: InteractionChange['event'], interaction: InteractionRecord): void {
    for (const listener of [...this.listeners]) listener({ event, interaction });
  }

  /** What can no longer be answered need not be remembered. */
  private forgetOld(): void {
    for (const interaction of this.records.values()) {
      if (this.isGood(interaction)) return;
      this.records.delete(interaction.id);
      this.byTokens.delete(interaction.token);
    }
  }
}

/** What messages keep of an interaction. */
export function metadataOf(interaction: InteractionRecord): InteractionMetadata {
  const { id, kind, user, owners, metadata } = interaction;
  return { id, kind, user, owners, ...metadata };
}
