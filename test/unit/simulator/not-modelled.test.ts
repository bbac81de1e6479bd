/** Every operation of Discord's specification is played, or known not to be played. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiscordSimulator } from '../../../src/testing/simulator';
import { ALL_ROUTES } from '../../../src/testing/simulator/rest/routes/all';
import { NOT_MODELLED } from '../../../src/testing/simulator/rest/routes/not-modelled';
import { unlistedOperations } from '../../support/spec-exceptions';
import { specOperations } from '../../support/spec-operations';
import { caller } from './support';

const played = ALL_ROUTES.map(({ method, template }) => `${method} ${template}`);
const excluded = NOT_MODELLED.flatMap(({ operations }) => operations);
const isId = (operation: string): string => operation.replace(/\{[^}]+\}/g, '{}');

describe('The routes of the simulator', () => {
  it('cover every operation', () => {
    const known = new Set(played.map(isId));
    expect(Object.keys(specOperations).filter((operation) => !known.has(isId(operation)))).toEqual([]);
  });

  it('name their parameters as the specification does, and invent nothing', () => {
    const invented = played.filter((operation) => !(operation in specOperations) && !unlistedOperations.has(operation));
    expect(invented).toEqual([]);
  });

  it('stand there once each', () => {
    expect(played.filter((operation, index) => played.indexOf(operation) !== index)).toEqual([]);
  });

  it('exclude only what exists, once each', () => {
    expect(excluded.filter((operation) => !(operation in specOperations))).toEqual([]);
    expect(new Set(excluded).size).toBe(excluded.length);
  });

  it('exclude what the reference says', () => {
    const reference = readFileSync(join(__dirname, '../../../docs/reference/simulator-rest.md'), 'utf8');
    const named = [...reference.matchAll(/`([A-Z]+ \/[^`]+)` *\|/g)].map(([, operation]) => operation);
    expect(named.sort()).toEqual([...excluded].sort());
  });
});

describe('What is not modelled', () => {
  let discord: DiscordSimulator;

  beforeAll(async () => {
    discord = await DiscordSimulator.start({ rest: { limits: false } });
    discord.createBot({ name: 'Alpha' });
  });
  afterAll(() => discord.close());

  it.each(excluded)('answers %s with 501 and says so', async (operation) => {
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replace(/\{interaction_token\}|\{webhook_token\}/g, 'token').replace(/\{[^}]+\}/g, '1');
    const { status, body } = await caller(discord, discord.bot('Alpha'))(method, path);
    expect([status, body.message]).toEqual([501, expect.stringContaining(`does not model ${operation}`)]);
  });

  it('is not the same as what nobody knows', async () => {
    expect((await caller(discord, discord.bot('Alpha'))('GET', '/nowhere')).status).toBe(404);
  });
});
