/** Where tokens come from, and what is said about those that cannot be right, without showing them. */
import { env } from '../../../src/hub';
import { readToken } from '../../../src/hub/auth';

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
});
