/** Where a group's token comes from: a string, an environment variable that is named when it is missing, or credentials. */
import { type SetupProblem } from '../errors';
import { type Credentials } from '../rest';

/** A token that is read from the environment when the group is made. */
export class EnvToken {
  constructor(readonly variable: string) {}
}

/** The token in the environment variable `variable`. When it is missing, the start-up error names the variable. */
export function env(variable: string): EnvToken {
  return new EnvToken(variable);
}

/** A bot token: as a string, from the environment, or in credentials, which then also sign the REST requests. */
export type GroupAuth = string | EnvToken | Credentials;

/** The token, or what is wrong with it. The token itself is never part of a problem. */
export type TokenResult =
  { readonly token: string; readonly credentials?: Credentials } | { readonly problem: Omit<SetupProblem, 'place'> };

const PORTAL = 'https://discord.com/developers/applications';

/** Three dot-separated parts, the first of them a base64 user id. https://discord.com/developers/docs/reference#authentication */
const TOKEN_FORM = /^[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}$/;

/** Reads a group's token and checks its form, before anything is sent. */
export function readToken(group: string, auth: GroupAuth, environment: NodeJS.ProcessEnv = process.env): TokenResult {
  if (isCredentials(auth)) return tokenOf(group, auth);
  const variable = auth instanceof EnvToken ? auth.variable : undefined;
  const given: unknown = auth instanceof EnvToken ? environment[auth.variable] : auth;
  const source = variable ? `the environment variable ${variable}` : 'the token that was given';
  if (typeof given !== 'string' || given.trim() === '') {
    return {
      problem: {
        code: 'SETUP_TOKEN_MISSING',
        message: variable
          ? `Group "${group}" takes its token from the environment variable ${variable}, which is not set.`
          : `Group "${group}" has no token.`,
        advice: variable
          ? `set ${variable} to the bot token of your application, from its page "Bot" on ${PORTAL}.`
          : `pass the bot token of your application, from its page "Bot" on ${PORTAL}, best as env('DISCORD_TOKEN').`,
      },
    };
  }
  const token = given.trim().replace(/^Bot\s+/i, '');
  if (TOKEN_FORM.test(token)) return { token };
  const found = describeForm(token);
  return {
    problem: {
      code: 'SETUP_TOKEN_MALFORMED',
      message: `Group "${group}": ${source} is no bot token; it ${found}.`,
      advice: `copy the token from the page "Bot" of your application on ${PORTAL}; a bot token has three parts with dots between.`,
    },
  };
}

/** A bot's credentials show their token in the header that they write, which is the one thing that all credentials do. */
function tokenOf(group: string, credentials: Credentials): TokenResult {
  const headers: Record<string, string> = {};
  credentials.authorize(headers);
  const [, token] = /^Bot (\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (token !== undefined) return { token, credentials };
  return {
    problem: {
      code: 'SETUP_TOKEN_MALFORMED',
      message: `Group "${group}" was given ${credentials.label}, and only a bot can connect to the gateway.`,
      advice: 'give the group a bot token; for requests alone, a RestClient takes any credentials.',
    },
  };
}

function isCredentials(value: unknown): value is Credentials {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Credentials>).authorize === 'function';
}

/** What the text looks like, told without showing any of it. */
function describeForm(text: string): string {
  if (/\s/.test(text)) return 'has white space in it';
  if (/^\d{17,20}$/.test(text)) return 'is an id, probably that of the application';
  if (/^[0-9a-f]{64}$/.test(text)) return 'is probably the application’s public key';
  if (/^[\w-]{32}$/.test(text)) return 'is probably the application’s client secret';
  const parts = text.split('.').length;
  return `has ${parts === 1 ? '1 dot-separated part' : `${parts} dot-separated parts`} and ${text.length} characters`;
}
