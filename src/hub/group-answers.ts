/** What answers people for a group: commands, components and forms. Made when something needs it, which for many bots is never. */
import { type Class } from '../di';
import { type Dispatcher } from '../dispatcher';
import { type SetupProblem } from '../errors';
import { type CommandSync, type InteractionRouter, lateProblems, type TextRouter } from '../interactions';

export interface AnswerParts {
  readonly interactions: InteractionRouter;
  readonly commands: CommandSync;
  readonly textCommands: TextRouter;
}

export interface GroupAnswersOptions {
  readonly dispatcher: Dispatcher;
  readonly make: () => AnswerParts;
  /** Whether the group's options have something that only reading them can find wrong. */
  readonly isConfigured: boolean;
}

export class GroupAnswers {
  private made: AnswerParts | undefined;
  /** The handler classes that the group starts with, from the check on. */
  private types: readonly Class[] | undefined;
  private hasBegun = false;
  private isClosed = false;

  constructor(private readonly options: GroupAnswersOptions) {}

  /** Whoever asks late finds what would have been there. */
  get parts(): AnswerParts {
    if (this.made) return this.made;
    this.made = this.options.make();
    const { interactions, commands } = this.made;
    if (this.types) this.read(this.made, this.types);
    if (this.hasBegun) void commands.begin();
    if (this.isClosed) {
      void commands.close();
      interactions.close();
    }
    return this.made;
  }

  /** Reads the handler classes of the group, before its start. @returns what is wrong with what they answer */
  check(types: readonly Class[]): SetupProblem[] {
    const { dispatcher, isConfigured } = this.options;
    this.types = types;
    if (!this.made && !isConfigured && !types.some(answersPeople)) {
      dispatcher.checkClasses((type) => (this.made ? [] : lateProblems(type)));
      return [];
    }
    const { parts } = this;
    this.read(parts, types);
    return [...parts.interactions.problems, ...parts.textCommands.problems];
  }

  /** Brings the commands to Discord. Never rejects. */
  async begin(): Promise<void> {
    this.hasBegun = true;
    await this.made?.commands.begin();
  }

  /** Gives up what is still being brought to Discord. */
  async endSync(): Promise<void> {
    this.isClosed = true;
    await this.made?.commands.close();
  }

  /** Nobody waits for clicks any more. */
  endWaits(): void {
    this.made?.interactions.close();
  }

  /** A second time it does nothing. */
  private read({ interactions, textCommands }: AnswerParts, types: readonly Class[]): void {
    interactions.read(types);
    textCommands.read(types);
  }
}

function answersPeople(type: Class): boolean {
  return lateProblems(type).length > 0;
}
