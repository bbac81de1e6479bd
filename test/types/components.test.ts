/** What the compiler accepts of components, custom ids and the methods that hear of them, and what it refuses. */
import {
  bool,
  button,
  Button,
  type ButtonContext,
  type Codec,
  container,
  type CustomId,
  customId,
  date,
  file,
  Handler,
  type IdOf,
  Inject,
  int,
  type InteractionMessageBody,
  linkButton,
  message,
  type MessageCreateBody,
  oneOf,
  optional,
  RestClient,
  row,
  section,
  Select,
  type SelectContext,
  separator,
  snowflake,
  stringSelect,
  text,
  textDisplay,
  thumbnail,
  userSelect,
} from 'corduroy';

/** Compiled, never run. */
function compiles(_build: () => unknown): void {
  expect(true).toBe(true);
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_Is extends true>(): void => undefined;

const Ban = customId('ban', { user: snowflake, days: int(0, 7) });
const Close = customId('close');
const Note = customId('note', { kind: oneOf('a', 'b'), text: optional(text(9)), on: date, quiet: bool });
const a = button('a', 'a');
const select = userSelect('s');

describe('the types of components', () => {
  it('let trees be built that Discord takes', () => {
    compiles(() => {
      const body = message('x', row(a, linkButton('b', 'https://example.org')), row(select));
      const answer: InteractionMessageBody = body;
      const create: MessageCreateBody = body;
      return [answer, create];
    });
    compiles(() => message({ embeds: [{ title: 'x' }] }, row(select), row(a, a, a, a, a)));
    compiles(() => message('x', container({ accentColor: 'Red' }, 'text', row(a), section('x', a)), row(a)));
    compiles(() => message({ files: [] }, section(['x', textDisplay('y')], thumbnail('https://example.org'))));
    compiles(() => row([a, false, undefined]));
    compiles(() => message('x', ...[row(a)]));
    compiles(() => message('x', row(button('close', Close), button('ban', Ban.of({ user: '1', days: 1 })))));
  });

  it('refuse trees that Discord does not take', () => {
    // @ts-expect-error -- a select stands alone.
    compiles(() => row(a, select));
    // @ts-expect-error -- so does it here.
    compiles(() => row(select, select));
    // @ts-expect-error -- five are the most.
    compiles(() => row(a, a, a, a, a, a));
    // @ts-expect-error -- something has to be there.
    compiles(() => row());
    // @ts-expect-error -- text is laid out, not put in rows.
    compiles(() => row(textDisplay('x')));
    // @ts-expect-error -- a button needs a row.
    compiles(() => message('x', a));
    // @ts-expect-error -- so does a select.
    compiles(() => message('x', select));
    // @ts-expect-error -- a thumbnail needs a section.
    compiles(() => message(thumbnail('https://example.org')));
    // @ts-expect-error -- embeds and layout exclude each other.
    compiles(() => message({ embeds: [] }, separator()));
    // @ts-expect-error -- containers do not contain containers.
    compiles(() => container(container('x')));
    // @ts-expect-error -- nor a button without a row.
    compiles(() => container(a));
    // @ts-expect-error -- a section takes a button or a picture beside it.
    compiles(() => section('x', select));
    // @ts-expect-error -- and needs one.
    compiles(() => section('x'));
    // @ts-expect-error -- and three texts at most.
    compiles(() => section(['a', 'b', 'c', 'd'], a));
    // @ts-expect-error -- files come with the message.
    compiles(() => file('https://example.org/a.txt'));
    // @ts-expect-error -- colours have names, or numbers.
    compiles(() => container({ accentColor: 'Rde' }, 'x'));
    // @ts-expect-error -- links have a function of their own.
    compiles(() => button('x', 'x', { style: 'Link' }));
    // @ts-expect-error -- the options come first.
    compiles(() => stringSelect('x', { placeholder: 'y' }));
  });
});

describe('the types of custom ids', () => {
  it('are those of their codecs', () => {
    same<Same<IdOf<typeof Ban>['user'], string>>();
    same<Same<IdOf<typeof Ban>['days'], number>>();
    same<Same<IdOf<typeof Note>['kind'], 'a' | 'b'>>();
    same<Same<IdOf<typeof Note>['text'], string | undefined>>();
    same<Same<IdOf<typeof Note>['on'], Date>>();
    same<Same<keyof IdOf<typeof Close>, never>>();
    const values: IdOf<typeof Note> = { kind: 'a', on: new Date(0), quiet: true };
    compiles(() => Note.of(values));
    compiles(() => Close.of());
  });

  it('refuse other values', () => {
    // @ts-expect-error -- a number.
    compiles(() => Ban.of({ user: '1', days: '1' }));
    // @ts-expect-error -- days are missing.
    compiles(() => Ban.of({ user: '1' }));
    // @ts-expect-error -- there is no such value.
    compiles(() => Ban.of({ user: '1', days: 1, hours: 2 }));
    // @ts-expect-error -- no such text.
    compiles(() => Note.of({ kind: 'c', on: new Date(), quiet: true }));
    // @ts-expect-error -- an id with values has no text without them.
    compiles(() => button('x', Ban));
    // @ts-expect-error -- values come from codecs.
    compiles(() => customId('x', { user: 'snowflake' }));
    const codec: Codec<string> = snowflake;
    // @ts-expect-error -- what may be left out is so once.
    compiles(() => optional(optional(codec)));
  });
});

describe('the types of methods that hear of components', () => {
  it('take methods whose parameters fit', () => {
    @Handler()
    class Fits {
      @Button('plain') plain(_ctx: ButtonContext): void {}
      @Button('plain2') injected(_ctx: ButtonContext, _client: RestClient): void {}
      @Button(Close) close(_ctx: ButtonContext, _client: RestClient): void {}
      @Button(Ban) ban(_ctx: ButtonContext, _id: IdOf<typeof Ban>, _client: RestClient): void {}
      @Button(Ban, { ephemeral: true, modal: true }) part(_ctx: ButtonContext, _id: { user: string }): void {}
      @Button(Ban) without(_ctx: ButtonContext): void {}
      @Button(Ban) nothing(): void {}
      @Select('s', { kind: 'user' }) chosen(_ctx: SelectContext, @Inject('n') _n: number): void {}
      @Select(Note) note(_ctx: SelectContext, _id: IdOf<typeof Note>): string {
        return 'x';
      }
    }
    expect(Fits).toBeDefined();
  });

  it('refuse the others', () => {
    @Handler()
    class DoesNotFit {
      // @ts-expect-error -- a button is no select.
      @Button('a') wrongContext(_ctx: SelectContext): void {}
      // @ts-expect-error -- nor the other way around.
      @Select('b') wrongContextToo(_ctx: ButtonContext): void {}
      // @ts-expect-error -- the values of another id.
      @Button(Ban) wrongId(_ctx: ButtonContext, _id: IdOf<typeof Note>): void {}
      // @ts-expect-error -- the values come before what is injected.
      @Button(Ban) skipped(_ctx: ButtonContext, _client: RestClient): void {}
      // @ts-expect-error -- no such kind.
      @Select('c', { kind: 'strings' }) wrongKind(_ctx: SelectContext): void {}
      // @ts-expect-error -- ids are texts, or made by customId.
      @Button(5) wrongKindOfId(_ctx: ButtonContext): void {}
    }
    expect(DoesNotFit).toBeDefined();
  });

  it('tell a text from an id', () => {
    const id: CustomId = Ban;
    expect(id.name).toBe('ban');
  });
});
