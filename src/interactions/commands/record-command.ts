/** How the decorators of commands leave their records. */
import { placeAt, type Spot } from '../../di';
import { type AnswerOptions, type CommandGroupRecord, type CommandKind, commandRecords } from '../metadata/records';
import { type AnyCommandInit } from './command-init';

interface CommandSaid {
  readonly kind: CommandKind;
  readonly name: string;
  readonly description: string;
  readonly init: object | undefined;
  readonly groups: readonly CommandGroupRecord[];
  readonly spot: Spot;
}

/** Leaves the record on the class of the method, or on the class itself where the decorator stands on one. */
export function recordCommand(said: CommandSaid): (target: object, method?: string) => void {
  const { kind, name, description, groups, spot } = said;
  const init = (said.init ?? {}) as AnyCommandInit;
  const path = [...groups.map((group) => group.name), name];
  return (target, method = '') => {
    const isOnClass = typeof target === 'function';
    const type = isOnClass ? target : target.constructor;
    commandRecords.add(type, {
      kind,
      path,
      description,
      groups,
      options: { ...inherited(groups), ...init },
      method,
      place: method === '' ? placeAt(spot, type.name) : placeAt(spot, type.name, method),
      isStatic: isOnClass && method !== '',
    });
  };
}

/** How a group's subcommands answer when they do not say it themselves. */
function inherited(groups: readonly CommandGroupRecord[]): AnswerOptions {
  const answer: { -readonly [Key in keyof AnswerOptions]: AnswerOptions[Key] } = {};
  for (const { init } of groups) {
    if (init.ephemeral !== undefined) answer.ephemeral = init.ephemeral;
    if (init.defer !== undefined) answer.defer = init.defer;
    if (init.modal !== undefined) answer.modal = init.modal;
  }
  return answer;
}
