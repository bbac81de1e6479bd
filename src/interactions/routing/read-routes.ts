/** Reads who answers what from the handler classes of a group, and what speaks against it. */
import { type Class } from '../../di';
import { type InjectedCall } from '../../dispatcher';
import { type SetupProblem } from '../../errors';
import { type CommandSet } from '../commands/command-set';
import { type Localisations } from '../commands/localisation/localisations';
import { readCommands } from '../commands/read-commands';
import { type CustomId } from '../custom-id/custom-id';
import {
  type AutocompleteRecord,
  autocompleteRecords,
  type ComponentRecord,
  componentRecords,
  type ModalRecord,
  modalRecords,
} from '../metadata/records';
import { type FormFields } from '../modals/form-fields';
import { readForm } from '../modals/read-form';
import { CustomIdMap } from './custom-id-map';
import { methodRecords, staticProblem } from './method-records';
import { givenOf } from './given';
import { contextProblems } from './place';

interface Route<R> {
  readonly owner: Class;
  readonly record: R;
  /** How many parameters are given rather than injected. */
  readonly given: 1 | 2;
  /** Set when the method is prepared. */
  call?: InjectedCall;
}

export type ComponentRoute = Route<ComponentRecord>;

export interface FormRoute extends Route<ModalRecord> {
  readonly fields: FormFields;
}

export interface Routes {
  readonly commands: CommandSet;
  readonly completions: readonly { readonly owner: Class; readonly record: AutocompleteRecord }[];
  readonly componentRoutes: readonly ComponentRoute[];
  readonly components: CustomIdMap<ComponentRoute>;
  readonly formRoutes: readonly FormRoute[];
  readonly forms: CustomIdMap<FormRoute>;
  readonly problems: readonly SetupProblem[];
}

export function readRoutes(types: readonly Class[], localisations?: Localisations): Routes {
  const commands = readCommands(types, localisations);
  const problems: SetupProblem[] = [...commands.problems];
  const completions = types.flatMap((owner) =>
    methodRecords(autocompleteRecords, owner).map((record) => ({ owner, record })),
  );
  for (const { record } of completions) if (record.isStatic) problems.push(staticProblem('@Autocomplete', record));

  const components = new CustomIdMap<ComponentRoute>();
  const componentRoutes: ComponentRoute[] = [];
  for (const owner of types) {
    for (const record of methodRecords(componentRecords, owner)) {
      problems.push(...contextProblems(record));
      if (record.isStatic) problems.push(staticProblem('@Button or @Select', record));
      else if (record.customId === undefined) problems.push(missing('a custom id', record));
      else {
        const given = typeof record.customId === 'string' ? 1 : givenOf(owner, record.method, undefined);
        const route: ComponentRoute = { owner, record, given };
        const others = components.add(record.customId, route).filter((other) => overlap(other.record, record));
        if (others[0]) problems.push(twice(record.customId, route, others[0]));
        else componentRoutes.push(route);
      }
    }
  }

  const forms = new CustomIdMap<FormRoute>();
  const formRoutes: FormRoute[] = [];
  for (const owner of types) {
    for (const record of methodRecords(modalRecords, owner)) {
      problems.push(...contextProblems(record));
      if (record.isStatic) problems.push(staticProblem('@OnModal', record));
      else if (record.form === undefined) problems.push(missing('a form class', record));
      else {
        const fields = readForm(record.form as new () => object);
        problems.push(...fields.problems);
        const given = givenOf(owner, record.method, record.form);
        const route: FormRoute = { owner, record, given, fields };
        const others = forms.add(fields.customId, route);
        if (others[0]) problems.push(twice(fields.customId, route, others[0]));
        else formRoutes.push(route);
      }
    }
  }
  return { commands, completions, componentRoutes, components, formRoutes, forms, problems };
}

/** Any select and one kind of select hear the same. */
function overlap(one: ComponentRecord, other: ComponentRecord): boolean {
  if (one.kind === other.kind) return true;
  return one.kind !== 'button' && other.kind !== 'button' && (one.kind === undefined || other.kind === undefined);
}

function twice(id: CustomId | string, route: Route<ComponentRecord | ModalRecord>, other: typeof route): SetupProblem {
  const name = typeof id === 'string' ? id : id.name;
  return {
    code: 'INTERACTION_DUPLICATE',
    message: `${route.owner.name}.${route.record.method} and ${other.owner.name}.${other.record.method} both answer "${name}".`,
    advice: 'give one of them an id of its own.',
    place: route.record.place,
  };
}

function missing(what: string, record: ComponentRecord | ModalRecord): SetupProblem {
  return {
    code: 'INTERACTION_COMPONENT_INVALID',
    message: `${record.place.className ?? ''}.${record.method} names ${what} that was undefined when the file was loaded: the two files import each other.`,
    advice: 'break the circular import: move what both need to a third file.',
    place: record.place,
  };
}
