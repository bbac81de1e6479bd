/** What the compiler accepts of decorators, and what it refuses. A line that stops being refused fails the build of this file. */
import {
  Args,
  Catch,
  Handler,
  Inject,
  Injectable,
  type Injected,
  type Injector,
  Module,
  On,
  Once,
  token,
} from '../../src/di';
import { FrameworkError, SetupError } from '../../src/errors';
import { dispatch, GatewayEvent, PayloadView } from '../../src/models';

class Letter extends PayloadView<{ text: string }> {
  get text(): string {
    return this.raw.text;
  }
}
class SentEvent extends dispatch('SENT', Letter) {}
class ReadEvent extends dispatch('READ', Letter) {}

class Post {
  readonly kind = 'post';
}
abstract class Box {
  abstract size(): number;
}

const MY_NUMBER = token<number>('my_number');
const MAYBE = token<string | undefined>('maybe');
const PLAIN = Symbol('plain');

describe('the types of decorators', () => {
  it('take handlers whose first parameter fits the event', () => {
    @Handler()
    class Fits {
      @On(SentEvent) none(): void {}
      @On(SentEvent) one(_event: SentEvent): void {}
      @On(SentEvent, { needs: ['MessageContent'], sequential: 'guild' }) async options(
        _event: SentEvent,
      ): Promise<void> {}
      @On(SentEvent) injected(_event: SentEvent, _post: Post, @Inject('name') _name: string): void {}
      @On(SentEvent, ReadEvent) union(_event: SentEvent | ReadEvent): void {}
      @On(SentEvent, ReadEvent, { overwrite: true }) unionWithOptions(_event: SentEvent | ReadEvent): void {}
      @On(SentEvent) wider(_event: SentEvent | ReadEvent): void {}
      @On(SentEvent) entity(_event: Letter): void {}
      @On(GatewayEvent) every(_event: GatewayEvent): void {}
      @On(SentEvent) asGatewayEvent(_event: GatewayEvent): void {}
      @On() inferred(_event: SentEvent, _post: Post): void {}
      @On({ needs: ['MessageContent'] }) inferredWithOptions(_event: SentEvent): void {}
      @Once(SentEvent) once(_event: SentEvent): void {}
      @Once(SentEvent, ReadEvent, {}) onceOfTwo(_event: SentEvent | ReadEvent): void {}
      @Once() onceInferred(_event: ReadEvent): void {}
      @On(SentEvent) private hidden(_event: SentEvent, @Inject(MY_NUMBER) _n: number): void {}
    }
    expect(Fits).toBeDefined();
  });

  it('refuse handlers whose first parameter does not fit', () => {
    @Handler()
    class Refused {
      // @ts-expect-error another event, although of the same shape
      @On(SentEvent) other(_event: ReadEvent): void {}
      // @ts-expect-error the event comes first
      @On(SentEvent) order(_post: Post, _event: SentEvent): void {}
      // @ts-expect-error one event of two is not enough
      @On(SentEvent, ReadEvent) narrow(_event: SentEvent): void {}
      // @ts-expect-error one event of two is not enough, with options either
      @On(SentEvent, ReadEvent, {}) narrowWithOptions(_event: SentEvent): void {}
      // @ts-expect-error every event is not this event
      @On(GatewayEvent) every(_event: SentEvent): void {}
      // @ts-expect-error a class that is no event
      @On(Post) noEvent(_post: Post): void {}
      // @ts-expect-error an entity is no event
      @On(Letter) noEventEither(_letter: Letter): void {}
      // @ts-expect-error the parameter is no event
      @On() inferred(_post: Post): void {}
      // @ts-expect-error a field is no method
      @On(SentEvent) field = 1;
      // @ts-expect-error no such intent
      @On(SentEvent, { needs: ['Gossip'] }) intent(_event: SentEvent): void {}
      // @ts-expect-error another event
      @Once(SentEvent) once(_event: ReadEvent): void {}
      // @ts-expect-error the parameter is no event
      @Once() onceInferred(_text: string): void {}
    }
    expect(Refused).toBeDefined();
  });

  it('check typed tokens against parameters of methods', () => {
    @Handler()
    class Methods {
      @On(SentEvent) fits(_event: SentEvent, @Inject(MY_NUMBER) _n: number, @Inject(MAYBE) _maybe?: string): void {}
      @On(SentEvent) wider(_event: SentEvent, @Inject(MY_NUMBER) _n: number | string): void {}
      @On(SentEvent) byClass(_event: SentEvent, @Inject(Post) _post: { kind: string }, @Inject(Box) _box: Box): void {}
      @On(SentEvent) untyped(_event: SentEvent, @Inject('a') _a: number, @Inject(PLAIN) _b: Post): void {}
      @On(SentEvent) wrong(
        _event: SentEvent,
        // @ts-expect-error a number for a string
        @Inject(MY_NUMBER) _n: string,
      ): void {}
      @On(SentEvent) wrongClass(
        _event: SentEvent,
        // @ts-expect-error a Post for a Box
        @Inject(Post) _box: Box,
      ): void {}
      @On(SentEvent) maybe(
        _event: SentEvent,
        // @ts-expect-error the token may stand for undefined
        @Inject(MAYBE) _text: string,
      ): void {}
    }
    expect(Methods).toBeDefined();
  });

  it('check typed tokens against parameters of constructors', () => {
    @Injectable()
    class Constructor {
      constructor(
        @Inject(MY_NUMBER) readonly fits: number,
        @Inject('plain') readonly plain: string,
        @Inject(Box) readonly box: Box,
        // @ts-expect-error a number for a string
        @Inject(MY_NUMBER) readonly wrong: string,
        // @ts-expect-error a Post for a Box
        @Inject(Post) readonly wrongClass: Box,
        @Inject(MY_NUMBER) readonly byDefault = 5,
      ) {}
    }
    expect(Constructor).toBeDefined();
  });

  it('check @Args against the parameters after the first', () => {
    @Handler()
    class Named {
      @On(SentEvent) @Args(Post, MY_NUMBER, 'any') fits(_event: SentEvent, _post: Post, _n: number, _any: Box): void {}
      @On(SentEvent) @Args(Post, MY_NUMBER) fewer(_event: SentEvent, _post: Post): void {}
      // @ts-expect-error the tokens in the wrong order
      @On(SentEvent) @Args(MY_NUMBER, Post) order(_event: SentEvent, _post: Post, _n: number): void {}
      // @ts-expect-error no token for the last parameter
      @On(SentEvent) @Args(Post) short(_event: SentEvent, _post: Post, _n: number): void {}
    }
    expect(Named).toBeDefined();
  });

  it('check @Catch against the error', () => {
    @Handler()
    class Catching {
      @Catch(SetupError) setup(_error: SetupError, _post: Post): void {}
      @Catch(SetupError, RangeError) either(_error: SetupError | RangeError): void {}
      @Catch(SetupError) wider(_error: FrameworkError): void {}
      @Catch() every(_error: Error): void {}
      // @ts-expect-error another error
      @Catch(FrameworkError) other(_error: SetupError): void {}
      // @ts-expect-error every error is not a SetupError
      @Catch() narrow(_error: SetupError): void {}
      // @ts-expect-error no error at all
      @Catch(Post) none(_post: Post): void {}
    }
    expect(Catching).toBeDefined();
  });

  it('take the shapes of providers and refuse others', () => {
    @Module({
      providers: [
        Post,
        { provide: 'a', useValue: 1 },
        { provide: MY_NUMBER, useFactory: async (post: Post) => post.kind.length, inject: [Post] },
        { provide: Box, useExisting: PLAIN },
        { provide: Post, useClass: Post },
        // @ts-expect-error nothing says how
        { provide: Post },
        // @ts-expect-error a class is wanted
        { provide: Post, useClass: 'Post' },
        // @ts-expect-error an abstract class cannot be made
        Box,
      ],
      // @ts-expect-error a module is a class
      imports: ['logging'],
    })
    class Shapes {}
    expect(Shapes).toBeDefined();
  });

  it('know what an injector gives', () => {
    const use = (injector: Injector): void => {
      const n: number = injector.get(MY_NUMBER);
      const post: Post = injector.get(Post);
      const box: Box | undefined = injector.tryGet(Box);
      const anything: unknown = injector.get('anything');
      const made: Post = injector.create(Post);
      // @ts-expect-error the token stands for a number
      const text: string = injector.get(MY_NUMBER);
      // @ts-expect-error plain names tell nothing
      const guess: string = injector.tryGet('anything');
      // @ts-expect-error an abstract class cannot be made
      injector.create(Box);
      const injected: Injected<typeof MY_NUMBER> = 1;
      // @ts-expect-error the token stands for a number
      const wrongly: Injected<typeof MY_NUMBER> = 'one';
      expect([n, post, box, anything, made, text, guess, injected, wrongly]).toBeDefined();
    };
    expect(use).toBeInstanceOf(Function);
  });
});
