/** Calls every method of every resource with a client that sends nothing, and writes down what it would have sent. */
import { BotToken, RestClient, type RestRequest } from '../../src/rest';
import { Attachment, type BodySpec } from '../../src/models';
import { Resource, type ResourceHost } from '../../src/rest/resources/resource';
import { systemClock } from '../../src/util';
import { SAMPLES, VARIANTS } from './samples';

export interface RecordedMethod {
  /** `guilds.get`, `undocumented.threads.search` */
  readonly name: string;
  /** `GET /guilds/{guild_id}` */
  readonly operation: string;
  /** What its bodies were checked with, if they were. */
  readonly bodySpecs: readonly BodySpec<unknown>[];
  readonly takesFiles: boolean;
}

export interface Recording {
  readonly methods: readonly RecordedMethod[];
  /** Methods that did not come to sending anything, with the reason. */
  readonly silent: readonly string[];
}

type Method = (...args: unknown[]) => unknown;

/** Thrown in the place of an answer. */
class Recorded extends Error {}

/** @param publicMethods `guilds.get` and the like, as the compiler knows them. */
export async function recordMethods(publicMethods: readonly string[]): Promise<Recording> {
  const methods: RecordedMethod[] = [];
  const silent: string[] = [];
  const resources = resourcesOf();
  for (const path of publicMethods) {
    const at = path.lastIndexOf('.');
    const resource = resources.get(path.slice(0, at));
    // The second name of a resource; what reads a list page by page sends what the list’s own method sends.
    if (!resource || path.slice(at + 1).startsWith('iterate')) continue;
    const recorded = await record(path, resource, path.slice(at + 1));
    if (typeof recorded === 'string') silent.push(`${path}: ${recorded}`);
    else methods.push(recorded);
  }
  return { methods, silent };
}

/** Resources by their path from the client; one that has two names appears under its first. */
function resourcesOf(): Map<string, Resource> {
  const client = new RestClient(new BotToken('MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs'));
  const found = new Map<string, Resource>();
  const seen = new Set<unknown>();
  const visit = (holder: object, path: string): void => {
    for (const name of namesOf(holder)) {
      const value = (holder as Record<string, unknown>)[name];
      if (seen.has(value)) continue;
      if (value instanceof Resource) {
        seen.add(value);
        found.set(path + name, value);
      } else if (name === 'undocumented') visit(value as object, `${name}.`);
    }
  };
  visit(client, '');
  return found;
}

/** Properties and getters, as they were declared. */
function namesOf(holder: object): string[] {
  const names = Object.keys(holder);
  for (let level: object | null = holder; level && level !== Object.prototype;) {
    level = Object.getPrototypeOf(level) as object | null;
    const declared = Object.entries(level ? Object.getOwnPropertyDescriptors(level) : {});
    names.push(...declared.filter(([, descriptor]) => 'get' in descriptor).map(([name]) => name));
  }
  return names;
}

async function record(path: string, resource: Resource, name: string): Promise<RecordedMethod | string> {
  let sent: RestRequest | undefined;
  let takesFiles = false;
  const specs: BodySpec<unknown>[] = [];
  const host: ResourceHost = {
    client: {
      context: { actions: undefined as never, relations: undefined as never, requests: undefined as never },
      request: (request) => {
        sent = request;
        takesFiles ||= request.files.length > 0;
        return Promise.reject(new Recorded());
      },
    },
    encode: (spec, body) => {
      specs.push(spec as BodySpec<unknown>);
      return { ...(body as object) };
    },
    random: () => 0.5,
    clock: systemClock,
    deadlineMs: 1_000,
  };
  const Made = resource.constructor as new (host: ResourceHost) => Resource;
  const method = (resource as unknown as Record<string, Method>)[name] as Method;
  const parameters = parameterNames(method);
  let failure: unknown;
  for (const more of VARIANTS[path] ?? [undefined]) {
    const given = parameters.map((parameter, index) =>
      more !== undefined && parameter === 'body' ? more() : sampleOf(path, parameter, index),
    );
    try {
      await method.apply(new Made(host), given);
    } catch (thrown) {
      if (!(thrown instanceof Recorded)) failure = thrown;
    }
  }
  if (!sent) return failure instanceof Error ? failure.message : 'it sent nothing';
  return {
    name: path,
    operation: `${sent.method} ${sent.route.template}`,
    bodySpecs: specs.filter((spec) => !spec.subject.startsWith('The query')),
    takesFiles,
  };
}

/** `get(guildId, query = {}, options)` -> guildId, query, options */
function parameterNames(method: Method): string[] {
  const [, list = ''] = /^[^(]*\(([^)]*)\)/s.exec(Function.prototype.toString.call(method)) ?? [];
  return list
    .split(',')
    .map((parameter) => parameter.split('=')[0]?.trim() ?? '')
    .filter((parameter) => /^\w+$/.test(parameter));
}

function sampleOf(path: string, parameter: string, index: number): unknown {
  const own = SAMPLES[`${path}(${parameter})`] ?? SAMPLES[parameter];
  if (own !== undefined) return own();
  if (/options$/i.test(parameter)) return undefined;
  if (/query$/i.test(parameter)) return {};
  if (/body$/i.test(parameter)) return { files: [Attachment.fromBytes(new Uint8Array(1), { name: 'x' })] };
  return `~${index}`;
}
