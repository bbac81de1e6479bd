/** The application, its emojis, and what it sells. */
import { ApplicationRoleConnectionMetadataType, EntitlementOwnerType } from 'discord-api-types/v10';
import { Application, Attachment, BodyError, Emoji, Entitlement, Sku, SkuSubscription } from 'corduroy/models';
import { type RestClient, routes } from 'corduroy/rest';
import { type Calls, testCalls } from '../support/calls';
import { makeClient } from '../support/make-client';

const APPLICATION = { id: '1', name: 'Loom' };
const RECORD = {
  type: ApplicationRoleConnectionMetadataType.IntegerGreaterThanOrEqual,
  key: 'woven_ells',
  name: 'Ells',
  description: 'woven',
};
const EMOJI = { id: '9', name: 'loom' };
const ENTITLEMENT = { id: '5', sku_id: '7', application_id: '1', type: 8, deleted: false };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const PIXEL_BYTES = Buffer.from('iVBORw0KGgo=', 'base64');

const applicationCalls: Calls<typeof routes.applications> = {
  me: { act: (c, o) => c.applications.me(o), sent: 'GET /applications/@me', answer: APPLICATION, made: Application },
  editMe: {
    act: (c, o) =>
      c.applications.editMe(
        {
          description: 'weaves',
          tags: ['loom'],
          icon: PIXEL_BYTES,
          coverImage: null,
          integrationTypesConfig: { 0: { oauth2InstallParams: { scopes: ['bot' as never], permissions: '8' } } },
        },
        o,
      ),
    sent: 'PATCH /applications/@me',
    body: {
      description: 'weaves',
      tags: ['loom'],
      icon: PIXEL,
      cover_image: null,
      integration_types_config: { 0: { oauth2_install_params: { scopes: ['bot'], permissions: '8' } } },
    },
    answer: APPLICATION,
    made: Application,
  },
  getActivityInstance: {
    act: (c, o) => c.applications.getActivityInstance('1', 'i-2-gc-3', o),
    sent: 'GET /applications/1/activity-instances/i-2-gc-3',
    answer: { application_id: '1', instance_id: 'i', launch_id: '2', users: ['3'] },
    made: { applicationId: '1', instanceId: 'i', launchId: '2', users: ['3'] },
  },
  getRoleConnectionMetadata: {
    act: (c, o) => c.applications.getRoleConnectionMetadata('1', o),
    sent: 'GET /applications/1/role-connections/metadata',
    answer: [{ ...RECORD, name_localizations: { 'pt-BR': 'x' } }],
    made: [{ ...RECORD, nameLocalizations: { 'pt-BR': 'x' } }],
  },
  setRoleConnectionMetadata: {
    act: (c, o) =>
      c.applications.setRoleConnectionMetadata('1', [{ ...RECORD, nameLocalizations: { 'pt-BR': 'x' } }], o),
    sent: 'PUT /applications/1/role-connections/metadata',
    body: [{ ...RECORD, name_localizations: { 'pt-BR': 'x' } }],
    answer: [RECORD],
    made: [RECORD],
  },
};

const emojiCalls: Calls<typeof routes.applicationEmojis> = {
  list: {
    act: (c, o) => c.applicationEmojis.list('1', o),
    sent: 'GET /applications/1/emojis',
    answer: { items: [EMOJI] },
    made: Emoji,
  },
  create: {
    act: (c, o) => c.applicationEmojis.create('1', { name: 'loom', image: PIXEL_BYTES }, o),
    sent: 'POST /applications/1/emojis',
    body: { name: 'loom', image: PIXEL },
    answer: EMOJI,
    made: Emoji,
  },
  get: {
    act: (c, o) => c.applicationEmojis.get('1', '9', o),
    sent: 'GET /applications/1/emojis/9',
    answer: EMOJI,
    made: Emoji,
  },
  edit: {
    act: (c, o) => c.applicationEmojis.edit('1', '9', { name: 'warp' }, o),
    sent: 'PATCH /applications/1/emojis/9',
    body: { name: 'warp' },
    answer: EMOJI,
    made: Emoji,
  },
  delete: { act: (c, o) => c.applicationEmojis.delete('1', '9', o), sent: 'DELETE /applications/1/emojis/9' },
};

const entitlementCalls: Calls<typeof routes.entitlements> = {
  list: {
    act: (c, o) => c.entitlements.list('1', { userId: '2', skuIds: ['7', '8'], limit: 100, excludeEnded: true }, o),
    sent: 'GET /applications/1/entitlements?user_id=2&sku_ids=7%2C8&limit=100&exclude_ended=true',
    answer: [ENTITLEMENT],
    made: Entitlement,
  },
  get: {
    act: (c, o) => c.entitlements.get('1', '5', o),
    sent: 'GET /applications/1/entitlements/5',
    answer: ENTITLEMENT,
    made: Entitlement,
  },
  createTest: {
    act: (c, o) =>
      c.entitlements.createTest('1', { skuId: '7', ownerId: '2', ownerType: EntitlementOwnerType.User }, o),
    sent: 'POST /applications/1/entitlements',
    body: { sku_id: '7', owner_id: '2', owner_type: 2 },
    answer: ENTITLEMENT,
    made: Entitlement,
  },
  deleteTest: { act: (c, o) => c.entitlements.deleteTest('1', '5', o), sent: 'DELETE /applications/1/entitlements/5' },
  consume: { act: (c, o) => c.entitlements.consume('1', '5', o), sent: 'POST /applications/1/entitlements/5/consume' },
};

const skuCalls: Calls<typeof routes.skus> = {
  list: {
    act: (c, o) => c.skus.list('1', o),
    sent: 'GET /applications/1/skus',
    answer: [{ id: '7', name: 'Silk' }],
    made: Sku,
  },
};

const subscriptionCalls: Calls<typeof routes.subscriptions> = {
  list: {
    act: (c, o) => c.subscriptions.list('7', { userId: '2', after: '3', limit: 1 }, o),
    sent: 'GET /skus/7/subscriptions?user_id=2&after=3&limit=1',
    answer: [{ id: '4' }],
    made: SkuSubscription,
  },
  get: {
    act: (c, o) => c.subscriptions.get('7', '4', { userId: '2' }, o),
    sent: 'GET /skus/7/subscriptions/4?user_id=2',
    answer: { id: '4' },
    made: SkuSubscription,
  },
};

testCalls('applications', routes.applications, applicationCalls, 47);
testCalls('applicationEmojis', routes.applicationEmojis, emojiCalls, 47);
testCalls('entitlements', routes.entitlements, entitlementCalls, 47);
testCalls('skus', routes.skus, skuCalls, 47);
testCalls('subscriptions', routes.subscriptions, subscriptionCalls, 47);

describe('a list that is read page by page', () => {
  const ids = (from: number, count: number): { id: string }[] =>
    Array.from({ length: count }, (_, index) => ({ id: String(from + index) }));

  it('gives entitlements by age, whatever the order within a page', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: ids(1, 100).reverse() }, { json: ids(101, 3) });
    const found = await client.entitlements.iterate('1', { skuIds: '7' }).toArray();
    expect(found.map(({ id }) => Number(id))).toEqual(ids(1, 103).map(({ id }) => Number(id)));
    expect(transport.requests.map(({ path }) => path)).toEqual([
      '/applications/1/entitlements?sku_ids=7&after=0&limit=100',
      '/applications/1/entitlements?sku_ids=7&after=100&limit=100',
    ]);
  });

  it('gives subscriptions from an id on, and asks for no more than are taken', async () => {
    const { client, transport } = makeClient();
    transport.reply({ json: ids(6, 2) });
    const found = await client.subscriptions.iterate('7', { userId: '2', after: '5' }).take(2).toArray();
    expect(found.map(({ id }) => id)).toEqual(['6', '7']);
    expect(transport.requests.map(({ path }) => path)).toEqual(['/skus/7/subscriptions?user_id=2&after=5&limit=2']);
  });
});

describe('what Discord would refuse is not sent', () => {
  it.each<[string, (client: RestClient) => Promise<unknown>, string]>([
    ['applications.editMe', (c) => c.applications.editMe({ tags: ['a', 'b', 'c', 'd', 'e', 'f'] as never }), 'tags'],
    ['applications.editMe with no image', (c) => c.applications.editMe({ icon: Buffer.from('x') }), 'icon'],
    [
      'applications.setRoleConnectionMetadata',
      (c) => c.applications.setRoleConnectionMetadata('1', [{ ...RECORD, key: 'Ells' }]),
      '[0].key',
    ],
    ['applicationEmojis.create', (c) => c.applicationEmojis.create('1', { name: 'x', image: PIXEL }), 'name'],
    ['applicationEmojis.edit', (c) => c.applicationEmojis.edit('1', '9', { name: 'x'.repeat(33) }), 'name'],
    ['entitlements.list', (c) => c.entitlements.list('1', { limit: 101 }), 'limit'],
    ['entitlements.createTest', (c) => c.entitlements.createTest('1', { skuId: '7' } as never), 'ownerId'],
    ['subscriptions.list', (c) => c.subscriptions.list('7', { limit: 0 }), 'limit'],
  ])('by %s [seed 58]', async (_method, act, path) => {
    const { client, transport } = makeClient();
    const error: unknown = await act(client).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BodyError);
    expect((error as BodyError).fields[0]!.path).toBe(path);
    expect(transport.requests).toHaveLength(0);
  });
});

describe('what is not documented of applications', () => {
  it('can be read and changed', async () => {
    const bench = makeClient();
    const applications = bench.client.undocumented.applications;
    bench.transport.reply({ json: APPLICATION }, { json: APPLICATION });
    expect(await applications.get('1')).toBeInstanceOf(Application);
    const description = { default: 'weaves', localizations: { 'pt-BR': 'tece' } };
    expect(await applications.edit('1', { description, maxParticipants: -1 })).toBeInstanceOf(Application);
    expect(bench.transport.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /applications/1',
      'PATCH /applications/1',
    ]);
    expect(bench.transport.requests[1]!.body).toEqual({ description, max_participants: -1 });
  });

  it('takes a file for an activity', async () => {
    const bench = makeClient();
    bench.transport.reply({ json: { attachment: { id: '3', filename: 'a.txt' } } });
    const file = Attachment.fromBytes(Buffer.from('warp and weft'), { name: 'a.txt' });
    const made = await bench.client.undocumented.applications.uploadAttachment('1', { file });
    expect(made).toBeInstanceOf(Attachment);
    const [request] = bench.transport.requests;
    expect(`${request!.method} ${request!.path}`).toBe('POST /applications/1/attachment');
    expect(request!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(request!.rawBody).toMatch(/name="file"; filename="a\.txt"[^]*warp and weft/);
  });
});
