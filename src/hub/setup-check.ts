/** Everything that can be found wrong with groups before anything connects. */
import { derivedProblems, optionProblems } from '../cache';
import { type InjectionGraph } from '../di';
import { limitProblems } from '../dispatcher';
import { type SetupPlace, type SetupProblem } from '../errors';
import { isAnswered } from '../interactions';
import { INTENT_NAMES } from '../models';
import { type ClientGroup } from './client-group';
import { chooseIntents, unknownIntents } from './group-intents';
import { isLoopback } from './loopback';
import { type HubServices } from './wiring';
import { hasGateway, unheardProblems } from './without-gateway';

/** The name under which the hub's own providers go. */
export const RESERVED = 'hub';

/** A group as it was made. Only the first group of a name is registered. */
export interface GroupEntry {
  readonly group: ClientGroup;
  readonly place: SetupPlace;
  readonly isFirst: boolean;
}

/** @param checked the groups to check; @param all every group of the hub, whose names and tokens must differ */
export function checkHub(
  checked: readonly GroupEntry[],
  graph: InjectionGraph,
  services: HubServices,
  all: readonly GroupEntry[] = checked,
): SetupProblem[] {
  if (all.length === 0) return [noGroups()];
  for (const { group, isFirst } of checked) {
    if (!isFirst) continue;
    graph.addHandlers(group.name, group.dispatcher.handlerClasses());
    graph.addUsed(group.name, group.dispatcher.usedClasses());
  }
  return [
    ...checkApi(services.api),
    ...optionProblems(services.cache, 'The hub'),
    ...checked.flatMap((entry) => checkName(entry, all)),
    ...checked.flatMap(({ group }) => group.problems),
    ...checked.flatMap(({ group, place }) => optionProblems(group.options.cache, `Group "${group.name}"`, place)),
    ...checked.flatMap(({ group, place }) => limitProblems(group.options.dispatcher, `Group "${group.name}"`, place)),
    ...checked.flatMap((entry) => checkToken(entry, all)),
    ...graph.check(checked.filter(({ isFirst }) => isFirst).map(({ group }) => group.name)),
    ...checked.flatMap(({ group, isFirst }) => (isFirst ? checkHandlers(group, graph) : [])),
  ];
}

function checkHandlers(group: ClientGroup, graph: InjectionGraph): SetupProblem[] {
  // Without a token there is nothing to answer with, which is told already.
  return [
    ...(group.answers?.check(group.dispatcher.handlerClasses()) ?? []),
    ...group.dispatcher.check(
      (token) => graph.provides(group.name, token),
      (token) => graph.livesPerInvocation(group.name, token),
      isAnswered,
    ),
    ...checkIntentNames(group),
    ...unheardProblems(group),
    // Without a gateway no intent and no cache brings anything, which is told already.
    ...(hasGateway(group)
      ? [
          ...chooseIntents(group).problems,
          ...derivedProblems(group.cache.choice, group.dispatcher.listening(), `group "${group.name}"`),
        ]
      : []),
  ];
}

/** A name that does not exist brings nothing, and JavaScript does not say so. */
function checkIntentNames(group: ClientGroup): SetupProblem[] {
  return unknownIntents(group).map((name) => ({
    code: 'SETUP_INTENT_UNKNOWN',
    message: `Group "${group.name}" asks for the intent "${name}", which does not exist.`,
    advice: `use one of ${INTENT_NAMES.join(', ')}.`,
  }));
}

function noGroups(): SetupProblem {
  return {
    code: 'SETUP_NO_GROUPS',
    message: 'The hub has no client group, so there is no bot to start.',
    advice: "make one first: hub.createClientGroup('alpha', env('DISCORD_TOKEN'), { handlers: [Greeter] }).",
  };
}

function checkName({ group, place, isFirst }: GroupEntry, all: readonly GroupEntry[]): SetupProblem[] {
  const name: unknown = group.name;
  if (typeof name !== 'string' || name.trim() === '') {
    return [
      {
        code: 'SETUP_GROUP_NAME',
        message: 'A client group has no name.',
        advice: 'name the group in the first argument; other groups find it by that name.',
        place,
      },
    ];
  }
  if (name === RESERVED) {
    return [
      {
        code: 'SETUP_GROUP_NAME',
        message: `A client group is named "${RESERVED}", which is the hub's own name.`,
        advice: 'choose another name.',
        place,
      },
    ];
  }
  if (isFirst) return [];
  const first = all.find((entry) => entry.group.name === name);
  return [
    {
      code: 'SETUP_DUPLICATE_GROUP',
      message: `Two client groups are named "${name}"; the first was made at ${first?.place.file ?? 'an unknown place'}.`,
      advice: 'give each group a name of its own, or find the first one with hub.groups.get(name).',
      place,
    },
  ];
}

function checkToken({ group, place }: GroupEntry, all: readonly GroupEntry[]): SetupProblem[] {
  const token = group.token;
  const earlier = all.find((entry) => entry.group.token === token && entry.group.state !== 'stopped');
  if (token === undefined || !earlier || earlier.group === group) return [];
  return [
    {
      code: 'SETUP_TOKEN_SHARED',
      message: `The groups "${earlier.group.name}" and "${group.name}" have the same token; two sessions of one bot would hear everything twice.`,
      advice: 'give each group the token of its own application, or put the modules of both into one group.',
      place,
    },
  ];
}

/** A token that travels in the clear over a network is a token that is lost. */
function checkApi(api: string | undefined): SetupProblem[] {
  if (api === undefined) return [];
  const url = URL.canParse(api) ? new URL(api) : undefined;
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))) return [];
  return [
    {
      code: 'SETUP_API_ADDRESS',
      message: url
        ? `The API address ${url.origin} would send tokens unencrypted over a network.`
        : `The API address "${api}" is no URL.`,
      advice: 'use https:, or http: with 127.0.0.1 for a simulator; the option is `api`, the variable CORDUROY_API.',
    },
  ];
}
