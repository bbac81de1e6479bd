/** Errors answer the next question: what happened, where, what to try. */
import { inspect } from 'node:util';
import { FrameworkError, SetupError } from '../../../src/errors';

describe('a framework error', () => {
  const error = new FrameworkError({
    code: 'SOME_CODE',
    kind: 'some-kind',
    message: 'The door is closed.',
    advice: 'open it.',
    context: { door: 3 },
    cause: new Error('a lock'),
  });

  it('carries code, kind, advice, context and cause', () => {
    expect(error).toMatchObject({ code: 'SOME_CODE', kind: 'some-kind', advice: 'open it.', context: { door: 3 } });
    expect((error.cause as Error).message).toBe('a lock');
  });

  it('says in its message what to try', () => {
    expect(error.message).toBe('The door is closed.\n  Try: open it.');
  });

  it('is named after its class', () => {
    class DoorError extends FrameworkError {}
    expect(new DoorError({ code: 'A', kind: 'b', message: 'c' }).name).toBe('DoorError');
  });

  it('hides a token in its message', () => {
    const token = 'MTA1MDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB';
    expect(new FrameworkError({ code: 'A', kind: 'b', message: `with ${token}` }).message).toBe('with [token]');
  });
});

describe('a setup error', () => {
  it('tells every problem with its place and a way out', () => {
    const error = new SetupError([
      {
        code: 'FIRST',
        message: 'Nothing provides Database.',
        advice: 'add it to the providers.',
        place: { file: 'greeter.ts:12', className: 'Greeter', method: 'greet', argument: 1 },
      },
      { code: 'SECOND', message: 'No group.', advice: 'make one.' },
    ]);
    expect(error.message).toBe(
      [
        'The program cannot start: 2 problems found.',
        '- Nothing provides Database. (FIRST)',
        '    at Greeter.greet, argument 1 (greeter.ts:12)',
        '    Try: add it to the providers.',
        '- No group. (SECOND)',
        '    Try: make one.',
      ].join('\n'),
    );
    expect(error.problems.map((problem) => problem.code)).toEqual(['FIRST', 'SECOND']);
  });

  it('tells each problem once, where Node prints an error that nobody caught', () => {
    const error = new SetupError([{ code: 'FIRST', message: 'Nothing provides Database.', advice: 'add it.' }]);
    expect(error.message).toMatch(/^The program cannot start: 1 problem found\./);
    expect(inspect(error).split('Nothing provides Database.')).toHaveLength(2);
  });
});
