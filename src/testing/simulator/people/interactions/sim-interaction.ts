/** What became of what a person did with an application: always as it is now. */
import { SimulatorMisuse } from '../../misuse';
import { type Acknowledgement, type ChoiceRecord, type InteractionRecord } from '../../world/interaction-record';
import { isThere } from '../../world/messages';
import { MessageFlags } from 'discord-api-types/v10';
import { type World } from '../../world/world';
import { SimMessage } from '../sim-message';
import { SimModal } from './sim-modal';

export interface AnswerWait {
  /** Real milliseconds to wait at most. Default: the environment variable `CORDUROY_WAIT_MS`, then 3 500. */
  readonly timeoutMs?: number;
}

/** Where a person did something, and whether it is checked. */
export interface Deed {
  /** Sends what no client would send: for tests of abuse. */
  readonly unchecked?: boolean;
}

export class SimInteraction {
  constructor(
    private readonly world: World,
    private readonly record: InteractionRecord,
  ) {}

  get id(): string {
    return this.record.id;
  }

  /** The secret that answers it. Never printed. */
  get token(): string {
    return this.record.token;
  }

  /** What has come of it. `failed`: no answer in time. */
  get acknowledgement(): Acknowledgement {
    return this.record.acknowledgement;
  }

  /** The answer: the message that the person reads. `undefined` while there is none, or while it is only promised. */
  get message(): SimMessage | undefined {
    const { original, acknowledgement } = this.record;
    if (!original || acknowledgement === 'deferred-update') return undefined;
    if (original.flags & MessageFlags.Loading || !isThere(this.world, original)) return undefined;
    return new SimMessage(this.world, original);
  }

  /** Whether the application asked for time, and what it promised has not come yet. */
  get deferred(): boolean {
    return this.acknowledgement === 'deferred' || this.acknowledgement === 'deferred-update';
  }

  /** What was suggested. */
  get choices(): readonly ChoiceRecord[] | undefined {
    return this.record.choices;
  }

  /** Messages that came after the answer, oldest first; those that were deleted are gone. */
  get followUps(): SimMessage[] {
    return this.record.followUps
      .filter((message) => isThere(this.world, message))
      .map((message) => new SimMessage(this.world, message));
  }

  /** What the person reads when nothing came. */
  get error(): string | undefined {
    return this.record.error;
  }

  /** Resolves when the application answered, of whatever kind. Rejects when it did not in time. */
  async answered(wait: AnswerWait = {}): Promise<this> {
    await this.until(() => (this.acknowledgement === 'none' ? undefined : true), wait, 'was not answered');
    this.mustNotFail();
    return this;
  }

  /** The message that answers it, once it is there: after a promise, when the promise is kept. */
  reply(wait: AnswerWait = {}): Promise<SimMessage> {
    return this.until(() => this.orFailed(() => this.message), wait, 'got no message');
  }

  /** The form that the application showed. */
  async modal(wait: AnswerWait = {}): Promise<SimModal> {
    const modal = await this.until(
      () =>
        this.orFailed(() => {
          const { acknowledgement } = this;
          if (acknowledgement === 'none' || acknowledgement === 'modal') return this.record.modal;
          throw new SimulatorMisuse(
            `the application showed no form: the interaction was ${acknowledgement}`,
            'reply() for messages.',
          );
        }),
      wait,
      'got no form',
    );
    return new SimModal(modal);
  }

  /** The next message after the answer that was not there when this was called, or the `count`-th altogether. */
  async followUp(count = this.followUps.length + 1, wait: AnswerWait = {}): Promise<SimMessage> {
    return this.until(
      () => this.orFailed(() => this.followUps[count - 1]),
      wait,
      `got no message ${count} after the answer`,
    );
  }

  /** Keeps the token out of printed objects. */
  toJSON(): object {
    const { id, name, kind } = this.record;
    return { id, name, type: kind, acknowledgement: this.acknowledgement };
  }

  private orFailed<T>(look: () => T | undefined): T | undefined {
    this.mustNotFail();
    return look();
  }

  private mustNotFail(): void {
    const { error, name } = this.record;
    if (error === undefined) return;
    throw new SimulatorMisuse(
      `"${name}": ${error}`,
      'answering within 3 seconds; or `acknowledgement` and `error`, when that is what the test is about.',
    );
  }

  private until<T>(look: () => T | undefined, { timeoutMs }: AnswerWait, failure: string): Promise<T> {
    const { world, record } = this;
    const { patience } = world;
    if (!patience) throw new SimulatorMisuse('nobody can wait here', 'DiscordSimulator.start().');
    return patience.until(
      look,
      (check) => {
        const hear = (): void => {
          check();
        };
        world.interactions.listeners.add(hear);
        return () => world.interactions.listeners.delete(hear);
      },
      timeoutMs,
      `the interaction "${record.name}" ${failure}`,
    );
  }
}
