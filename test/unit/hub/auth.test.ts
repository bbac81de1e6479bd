/** Where tokens come from, and what is said about those that cannot be right, without showing them. */
import { env } from '../../../src/hub';
import { readToken } from '../../../src/hub/auth';
import { BearerToken, BotToken } from '../../../src/rest';

const TOKEN = 'MTA1MDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';

function problemOf(auth: string): string {
  const result = readToken('alpha', auth);
  return 'problem' in result ? `${result.problem.code} ${result.problem.message}` : 'none';
}

describe('a group’s token', () => {
  it('is taken as it is, or without a leading "Bot"', () => {
    expect(readToken('alpha', TOKEN)).toEqual({ token: TOKEN });
    expect(readToken('alpha', ` Bot ${TOKEN}\n`)).toEqual({ token: TOKEN });
  });

  it('comes from an environment variable, which the error names when it is missing', () => {
    expect(readToken('alpha', env('ALPHA_TOKEN'), { ALPHA_TOKEN: TOKEN })).toEqual({ token: TOKEN });
    expect(readToken('alpha', env('ALPHA_TOKEN'), {})).toMatchObject({
      problem: {
        code: 'SETUP_TOKEN_MISSING',
        message: expect.stringContaining('ALPHA_TOKEN') as string,
        advice: expect.stringContaining('set ALPHA_TOKEN') as string,
      },
    });
  });

  it.each([
    ['', 'SETUP_TOKEN_MISSING'],
    ['105000000000000000', 'the application'],
    ['0f'.repeat(32), 'public key'],
    ['abcdefghijklmnopqrstuvwxyz012345', 'client secret'],
    ['one two', 'white space'],
    ['a.b', '2 dot-separated parts'],
  ])('is told from other secrets of an application: %j', (text, told) => {
    expect(problemOf(text)).toContain(told);
  });

  it('is never shown in the problem', () => {
    expect(problemOf('very-secret-but-wrong')).not.toContain('very-secret');
  });

  it('may be in credentials, which are kept for the requests', () => {
    const credentials = new BotToken(TOKEN);
    expect(readToken('alpha', credentials)).toEqual({ token: TOKEN, credentials });
    expect(
      readToken('alpha', { label: 'a vault', authorize: (headers) => (headers.authorization = `Bot ${TOKEN}`) }),
    ).toMatchObject({
      token: TOKEN,
    });
  });

  it('is not in the credentials of a user, which no gateway takes', () => {
    expect(readToken('alpha', new BearerToken('abcdef'))).toMatchObject({
      problem: { code: 'SETUP_TOKEN_MALFORMED', message: expect.stringContaining('a bearer token') as string },
    });
  });
});
