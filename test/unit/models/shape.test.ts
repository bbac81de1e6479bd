import { IsInt, Max, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { checkMessageCreate, convertedFields, hasRules, toInstance, validate } from 'corduroy/models';

class Thread {
  @MaxLength(3) colour!: string;
}

class Cloth {
  @IsInt() @Max(10) width!: number;
  @ValidateNested() @Type(() => Thread) threads!: Thread[];
}

describe('shapes', () => {
  it('are made of plain objects, nested ones too', () => {
    const cloth = toInstance(Cloth, { width: 3, threads: [{ colour: 'red' }] });
    expect(cloth).toBeInstanceOf(Cloth);
    expect(cloth.threads[0]).toBeInstanceOf(Thread);
    expect(validate(cloth)).toEqual([]);
  });

  it('say which field breaks which rule', () => {
    const cloth = toInstance(Cloth, { width: 11, threads: [{ colour: 'red' }, { colour: 'green' }] });
    expect(validate(cloth)).toEqual([
      { path: 'width', rule: 'max', message: 'must not be greater than 10', got: '11' },
      {
        path: 'threads[1].colour',
        rule: 'maxLength',
        message: 'must be shorter than or equal to 3 characters',
        got: '"green"',
      },
    ]);
  });

  it('let fields pass that have no rule', () => {
    expect(validate(toInstance(Cloth, { width: 1, threads: [], dyed: true }))).toEqual([]);
    expect(validate({ anything: 1 })).toEqual([]);
  });
});

describe('what is asked of a class', () => {
  class Bare {
    colour?: string;
  }
  class Linen extends Cloth {
    thread?: Thread;
  }

  it('is whether it or one above it has rules', () => {
    expect([Cloth, Linen, Thread, Bare].map((shape) => hasRules(shape))).toEqual([true, true, true, false]);
  });

  it('is which of its fields are converted', () => {
    expect(convertedFields(Linen, ['width', 'threads', 'thread'])).toEqual(['threads']);
    expect(convertedFields(Bare, ['colour'])).toEqual([]);
  });
});

describe('the validator', () => {
  const heavy = ['class-validator', 'class-transformer'];

  /** Runs in a fresh set of modules and says which of the heavy ones were loaded. */
  function loadedBy(use: (models: { checkMessageCreate: typeof checkMessageCreate }) => void): string[] {
    const loaded: string[] = [];
    jest.isolateModules(() => {
      for (const name of heavy) {
        jest.doMock(name, () => {
          loaded.push(name);
          return jest.requireActual<object>(name);
        });
      }
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh copy is the point.
      use(require('corduroy/models') as { checkMessageCreate: typeof checkMessageCreate });
      for (const name of heavy) jest.dontMock(name);
    });
    return loaded.sort();
  }

  it('is not loaded by the room, nor by messages that are as they should be', () => {
    expect(
      loadedBy((models) => {
        models.checkMessageCreate({ content: 'hi', messageReference: { messageId: '1' } });
        models.checkMessageCreate({ embeds: [{ title: 'hi' }] });
      }),
    ).toEqual([]);
  });

  it('is loaded by the first message that is not', () => {
    expect(
      loadedBy((models) => {
        expect(() => {
          models.checkMessageCreate({ embeds: [{ title: 'x'.repeat(257) }] });
        }).toThrow('embeds[0].title takes at most 256 characters, and got 257 characters');
      }),
    ).toEqual(heavy.toSorted());
  });

  it('needs no decorator metadata, which a client without a container never loads', () => {
    const { getMetadata } = Reflect as { getMetadata?: unknown };
    try {
      Object.assign(Reflect, { getMetadata: undefined });
      expect(
        loadedBy((models) => {
          expect(() => {
            models.checkMessageCreate({
              embeds: [{ title: 'hi', footer: { text: 'x' }, fields: [{ name: '', value: 'b' }] }],
            });
          }).toThrow('embeds[0].fields[0].name takes 1 to 256 characters');
        }),
      ).toHaveLength(2);
    } finally {
      Object.assign(Reflect, { getMetadata });
    }
  });
});
