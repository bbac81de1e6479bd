/** People click buttons and choose from selects. */
import { SimulatorMisuse } from '../../misuse';
import { type ApplicationRecord } from '../../world/applications';
import { type InteractionRecord } from '../../world/interaction-record';
import { type MessageRecord } from '../../world/records';
import { contextOf, nameOf, ownersOf, type Place } from './place';
import { type Chosen, Resolved } from './resolved';
import { chooseValues } from './select-values';

const COMPONENT = 3;
const BUTTON = 2;
const LINK = 5;
const PREMIUM = 6;
const SELECTS: ReadonlySet<unknown> = new Set([3, 5, 6, 7, 8]);

type Component = Readonly<Record<string, unknown>>;

export interface ComponentUse {
  readonly place: Place;
  readonly message: MessageRecord;
  readonly unchecked: boolean;
}

/** Clicks a button by its label, its emoji or its custom id. */
export function click(use: ComponentUse, wanted: string): InteractionRecord {
  const buttons = componentsOf(use.message.components).filter(({ type }) => type === BUTTON);
  const emojiOf = (button: Component): unknown => (button.emoji as { readonly name?: string } | undefined)?.name;
  const button =
    buttons.find((each) => each.custom_id === wanted) ??
    buttons.find((each) => each.label === wanted) ??
    buttons.find((each) => emojiOf(each) === wanted);
  if (use.unchecked) return send(use, { type: BUTTON, custom_id: wanted, ...button }, {});
  if (!button) {
    const known = buttons.map((each) => each.label ?? emojiOf(each) ?? each.custom_id);
    throw noSuch(use.message, 'button', wanted, known);
  }
  if (button.style === LINK || button.style === PREMIUM) {
    throw new SimulatorMisuse(
      `"${wanted}" opens ${button.style === LINK ? 'a page' : 'a shop'}, and the application hears nothing`,
      'a button with a custom id.',
    );
  }
  mustBeEnabled(button, wanted);
  return send(use, button, {});
}

/** Chooses in a select by its custom id or its placeholder. */
export function select(use: ComponentUse, wanted: string, values: readonly Chosen[]): InteractionRecord {
  const selects = componentsOf(use.message.components).filter(({ type }) => SELECTS.has(type));
  const found =
    selects.find((each) => each.custom_id === wanted) ?? selects.find((each) => each.placeholder === wanted);
  if (use.unchecked) {
    const raw = values.map((value) => (typeof value === 'string' ? value : value.id));
    return send(use, { type: 3, custom_id: wanted, ...found }, { values: raw });
  }
  if (!found)
    throw noSuch(
      use.message,
      'select',
      wanted,
      selects.map((each) => each.placeholder ?? each.custom_id),
    );
  mustBeEnabled(found, wanted);
  const resolved = new Resolved(use.place, applicationOf(use));
  const chosen = chooseValues(found, values, resolved, { least: Number(found.min_values ?? 1), name: wanted });
  return send(use, found, { values: chosen, ...(resolved.payload ? { resolved: resolved.payload } : {}) });
}

/** Every component of a message, those inside of others too. */
function componentsOf(components: readonly object[]): Component[] {
  return (components as readonly Component[]).flatMap((component) => [
    component,
    ...componentsOf((component.components ?? []) as readonly object[]),
    ...(component.accessory ? [component.accessory as Component] : []),
  ]);
}

/** What the message says instead is mostly why: a refusal, for instance. */
function noSuch({ content }: MessageRecord, kind: string, wanted: string, known: readonly unknown[]): SimulatorMisuse {
  const says = content === '' ? '' : ` that says "${content.slice(0, 200)}"`;
  const listed = known.map((each) => `"${String(each)}"`).join(', ');
  return new SimulatorMisuse(
    `the message${says} has no ${kind} "${wanted}"`,
    listed === '' ? `a message with a ${kind}.` : `one of ${listed}.`,
  );
}

function mustBeEnabled(component: Component, wanted: string): void {
  if (component.disabled === true) throw new SimulatorMisuse(`"${wanted}" is disabled`, 'one that is not.');
}

function applicationOf({ place, message }: ComponentUse): ApplicationRecord {
  const { world, user } = place;
  const bot = world.bots.get(message.author.id);
  const id = message.webhook?.applicationId ?? bot?.applicationId;
  const application = id === undefined ? undefined : world.applications.get(id);
  if (application) return application;
  throw new SimulatorMisuse(
    `nobody hears what ${nameOf(user)} does with that message: no application wrote it`,
    'a message of a bot.',
  );
}

function send(use: ComponentUse, component: Component, more: object): InteractionRecord {
  const { place, message } = use;
  const { world, user, channel, guild } = place;
  const application = applicationOf(use);
  const here = ownersOf(place, application);
  return world.interactions.open({
    kind: COMPONENT,
    application,
    user,
    channel,
    guild,
    // Who asked for the message installed the application, where nobody else did.
    owners: Object.keys(here).length > 0 ? here : (message.interaction?.owners ?? { 0: guild?.id ?? '0' }),
    context: contextOf(place, application),
    data: {
      ...(component.id === undefined ? {} : { id: component.id }),
      custom_id: component.custom_id,
      component_type: component.type,
      ...more,
    },
    name: String(component.custom_id),
    metadata: { interactedMessageId: message.id },
    message,
  });
}
