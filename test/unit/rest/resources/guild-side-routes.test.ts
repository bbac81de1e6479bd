/** What the wire table says about the guild’s side beyond verb and path. */
import { type Route, routes } from 'corduroy/rest';

const { guilds, members, bans, roles, emojis, stickers, soundboard, scheduledEvents } = routes;
const { autoModeration, templates, voice } = routes;
const tables: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  ...{ guilds, members, bans, roles, emojis, stickers, soundboard, scheduledEvents },
  ...{ autoModeration, templates, voice },
};

function named(fits: (route: Route) => boolean): string[] {
  return Object.entries(tables).flatMap(([resource, table]) =>
    Object.entries(table)
      .filter(([, route]) => fits(route))
      .map(([verb]) => `${resource}.${verb}`),
  );
}

it('takes a reason for the audit log wherever something changes, but where Discord documents none [seed 44]', () => {
  expect(named(({ method, reason }) => method !== 'GET' && !reason)).toEqual([
    'guilds.reorderChannels',
    'guilds.setIncidentActions',
    'members.add',
    'scheduledEvents.delete',
    'templates.create',
    'templates.sync',
    'templates.edit',
    'templates.delete',
    'voice.editOwnState',
    'voice.editState',
  ]);
  expect(named(({ method, reason }) => method === 'GET' && reason)).toEqual([]);
});

it('sends no token where everyone may ask', () => {
  expect(named(({ auth }) => !auth)).toEqual([
    'guilds.getWidget',
    'guilds.getWidgetImage',
    'stickers.listPacks',
    'templates.get',
  ]);
});

it('repeats only what does no harm twice', () => {
  expect(named(({ method, idempotent }) => (method === 'POST') === idempotent)).toEqual([]);
});
