/** A group's HTTP endpoint: made of its options, or what is wrong with them. */
import { type KeyObject } from 'node:crypto';
import { type SetupProblem } from '../errors';
import { type EndpointGroup, endpointFaults, HttpEndpoint, importPublicKey } from '../interactions';
import { EnvToken } from './auth';
import { HubError } from './hub-error';
import { type ClientGroupOptions, type GroupEndpointOptions } from './options';

type Problem = Omit<SetupProblem, 'place'>;

const PORTAL = 'https://discord.com/developers/applications';

/** What keeps the endpoint from working. @param environment where `env('NAME')` looks. */
export function endpointProblems(
  group: string,
  { interactions }: ClientGroupOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Problem[] {
  const options = interactions?.endpoint;
  if (!options) return [];
  const faults = endpointFaults({ ...options, publicKey: '' }).map((fault): Problem => ({
    code: 'SETUP_ENDPOINT_OPTIONS',
    message: `Group "${group}": its HTTP endpoint ${fault}.`,
    advice: 'look at `interactions: { endpoint: { … } }` in the options of the group.',
  }));
  return keyOf(options, environment) ? faults : [keyProblem(group, options, environment), ...faults];
}

/** `undefined` where the group has none, or none that works. */
export function makeEndpoint(
  { interactions }: ClientGroupOptions,
  group: EndpointGroup,
  environment: NodeJS.ProcessEnv = process.env,
): HttpEndpoint | undefined {
  const options = interactions?.endpoint;
  const key = options && keyOf(options, environment);
  return key && new HttpEndpoint(key, { ...options, publicKey: textOf(options, environment) ?? '' }, group);
}

export function noEndpoint(group: string): HubError {
  return new HubError({
    code: 'HUB_NO_ENDPOINT',
    message: `Group "${group}" has no HTTP endpoint.`,
    advice: "give it one: interactions: { endpoint: { publicKey: env('DISCORD_PUBLIC_KEY') } } in its options.",
  });
}

function keyOf(options: GroupEndpointOptions, environment: NodeJS.ProcessEnv): KeyObject | undefined {
  return importPublicKey(textOf(options, environment));
}

function textOf({ publicKey }: GroupEndpointOptions, environment: NodeJS.ProcessEnv): string | undefined {
  return publicKey instanceof EnvToken ? environment[publicKey.variable] : publicKey;
}

/** The key is public, but what was given in its place may be a secret: it is not shown. */
function keyProblem(group: string, options: GroupEndpointOptions, environment: NodeJS.ProcessEnv): Problem {
  const { publicKey } = options;
  const text: unknown = textOf(options, environment);
  const variable = publicKey instanceof EnvToken ? publicKey.variable : undefined;
  const source = variable === undefined ? 'The public key' : `The environment variable ${variable}`;
  const isMissing = typeof text !== 'string' || text.trim() === '';
  const found = isMissing ? 'is not set' : `has ${text.trim().length} characters that are no key`;
  return {
    code: 'SETUP_PUBLIC_KEY',
    message: `Group "${group}" has an HTTP endpoint without a public key. ${source} ${found}.`,
    advice: `take the public key, 64 hexadecimal digits, from the page "General Information" of your application on ${PORTAL}.`,
  };
}
