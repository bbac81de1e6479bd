/** What has to be done so that Discord has the commands that the code defines. Printed, it reads like a diff. */
import { inspect } from 'node:util';
import {
  type CommandChange,
  type CommandCreation,
  type CommandDeletion,
  type CommandEditing,
  type CommandScopePlan,
  type KeptCommand,
} from './command-changes';
import { printPlan } from './print-plan';

export class CommandPlan {
  constructor(readonly scopes: readonly CommandScopePlan[]) {}

  get creates(): readonly CommandCreation[] {
    return this.scopes.flatMap(({ creates }) => creates);
  }

  get edits(): readonly CommandEditing[] {
    return this.scopes.flatMap(({ edits }) => edits);
  }

  get deletes(): readonly CommandDeletion[] {
    return this.scopes.flatMap(({ deletes }) => deletes);
  }

  /** Commands that stay as they are, those that are retained among them. */
  get kept(): readonly KeptCommand[] {
    return this.scopes.flatMap(({ kept }) => kept);
  }

  /** Everything that shall be done. */
  get changes(): readonly CommandChange[] {
    return this.scopes.flatMap(({ creates, edits, deletes }) => [...creates, ...edits, ...deletes]);
  }

  /** Whether nothing has to be sent. */
  get isEmpty(): boolean {
    return this.changes.length === 0;
  }

  /** The plan without what was done already: of a place where something was, what is left is done one by one, to spare it. */
  without(done: Iterable<CommandChange>): CommandPlan {
    const gone = new Set(done);
    const isLeft = (change: CommandChange): boolean => !gone.has(change);
    return new CommandPlan(
      this.scopes.map((scope) => {
        const { creates, edits, deletes, mayOverwrite } = scope;
        return {
          ...scope,
          creates: creates.filter(isLeft),
          edits: edits.filter(isLeft),
          deletes: deletes.filter(isLeft),
          mayOverwrite: mayOverwrite && [...creates, ...edits, ...deletes].every(isLeft),
        };
      }),
    );
  }

  /** `+` a command or field that comes, `-` one that goes, `~` one that changes. */
  toString(): string {
    return printPlan(this.scopes);
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /** For other programs: what happens to which command, with the fields of edits. */
  toJSON(): object {
    const changes = this.changes.map((change) => {
      const { action, guildId, type, name } = change;
      if (action === 'create') return { action, guildId, type, name };
      return { action, guildId, type, name, id: change.id, ...(action === 'edit' ? { changes: change.changes } : {}) };
    });
    return { isEmpty: this.isEmpty, changes, kept: this.kept.length };
  }
}
