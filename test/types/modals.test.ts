/** What the compiler accepts of forms and the methods that hear of them, and what it refuses. */
import {
  type Answer,
  type Attachment,
  type ButtonContext,
  type Channel,
  ChannelSelectField,
  Checkbox,
  CheckboxGroup,
  customId,
  FileUpload,
  Handler,
  type IdOf,
  type Member,
  MemberSelectField,
  MentionableSelectField,
  Modal,
  modal,
  type ModalContext,
  OnModal,
  option,
  RadioGroup,
  RestClient,
  type Role,
  snowflake,
  StringSelectField,
  TextInput,
  type User,
  UserSelectField,
} from 'corduroy';

/** Compiled, never run. */
function compiles(_build: () => unknown): void {
  expect(true).toBe(true);
}

const ReportId = customId('report', { message: snowflake });

@Modal(ReportId, 'Report')
class Report {
  readonly id!: IdOf<typeof ReportId>;
  @TextInput('Text') text!: string;
  @UserSelectField('Who', { optional: true }) who?: User;
}

@Modal('plain', 'Plain')
class Plain {
  @TextInput('Text', { optional: true }) text = '';
  @FileUpload('File') file!: Attachment;
  @MentionableSelectField('Whom', { maxValues: 2 }) whom!: (User | Role)[];
}

describe('the types of forms', () => {
  it('take fields that their decorators fit', () => {
    @Modal('fits', 'Fits')
    class Fits {
      @TextInput('a') text!: string;
      @TextInput('a', { optional: true }) textOrNot?: string;
      @StringSelectField('a', ['x', option('Y', 'y')]) one!: 'x' | 'y';
      @StringSelectField('a', ['x', 'y']) wide!: string;
      @StringSelectField('a', ['x', 'y'], { maxValues: 2 }) several!: ('x' | 'y')[];
      @StringSelectField('a', ['x', 'y'], { maxValues: 2 }) readonlySeveral!: readonly string[];
      @UserSelectField('a') user!: User;
      @UserSelectField('a', { maxValues: 3 }) users!: User[];
      @MemberSelectField('a') member!: Member;
      @ChannelSelectField('a', { channelTypes: ['GuildText'] }) channel!: Channel;
      @FileUpload('a', { fileTypes: ['image'], maxValues: 3 }) files!: Attachment[];
      @RadioGroup('a', ['x', 'y']) radio!: 'x' | 'y';
      @CheckboxGroup('a', ['x', 'y']) boxes!: ('x' | 'y')[];
      @Checkbox('a') box!: boolean;
    }
    expect(Fits).toBeDefined();
  });

  it('refuse other fields', () => {
    class DoesNotFit {
      // @ts-expect-error -- text is no number.
      @TextInput('a') number!: number;
      // @ts-expect-error -- a field that may be undefined says so.
      @TextInput('a') optional?: string;
      // @ts-expect-error -- there is a third choice.
      @StringSelectField('a', ['x', 'y', 'z']) narrow!: 'x' | 'y';
      // @ts-expect-error -- one choice is no list.
      @StringSelectField('a', ['x', 'y']) list!: string[];
      // @ts-expect-error -- several choices are one.
      @StringSelectField('a', ['x', 'y'], { maxValues: 2 }) single!: string;
      // @ts-expect-error -- a user is no member.
      @UserSelectField('a') member!: Member;
      // @ts-expect-error -- boxes are a list.
      @CheckboxGroup('a', ['x']) boxes!: string;
      // @ts-expect-error -- a box is ticked or not.
      @Checkbox('a') box!: string;
      // @ts-expect-error -- a box is never required.
      @Checkbox('a', { optional: true }) optionalBox!: boolean;
      // @ts-expect-error -- radio buttons are one choice.
      @RadioGroup('a', ['x', 'y'], { maxValues: 2 }) radio!: string;
      // @ts-expect-error -- no such kind of channel.
      @ChannelSelectField('a', { channelTypes: ['Text'] }) channel!: Channel;
      // @ts-expect-error -- no such style.
      @TextInput('a', { style: 'Long' }) styled!: string;
      // @ts-expect-error -- users have no style.
      @UserSelectField('a', { style: 'Short' }) user!: User;
      // @ts-expect-error -- nor do conversions make something else of them.
      @UserSelectField('a', { transformed: true }) converted!: User;
      // @ts-expect-error -- texts have no number of values.
      @TextInput('a', { maxValues: 2, minLength: 1 }) valued!: string;
      // @ts-expect-error -- radio buttons have no placeholder.
      @RadioGroup('a', ['x', 'y'], { placeholder: 'z' }) placed!: string;
      // @ts-expect-error -- ends of names begin with a dot.
      @FileUpload('a', { fileTypes: ['pdf'] }) file!: Attachment;
    }
    expect(DoesNotFit).toBeDefined();
  });

  it('take any field where class-transformer makes something else of what was entered', () => {
    @Modal('converted', 'Converted')
    class Converted {
      @TextInput('a', { transformed: true }) when!: Date;
      @TextInput('a', { transformed: true, optional: true }) until?: Date;
      @StringSelectField('a', ['1', '2'], { transformed: true }) one!: number;
      @RadioGroup('a', ['1', '2'], { transformed: true }) two!: 1 | 2;
      @CheckboxGroup('a', ['1', '2'], { transformed: true }) all!: Set<string>;
      // @ts-expect-error -- it may still be undefined only where it may stay empty.
      @TextInput('a', { transformed: true }) since?: Date;
    }
    compiles(() => modal(Converted, { values: { when: 'tomorrow', one: '1' } }));
    // @ts-expect-error -- a field is filled with what people type.
    compiles(() => modal(Converted, { values: { when: new Date(0) } }));
  });

  it('want a place for the values of the id', () => {
    // @ts-expect-error -- the class has no `id`.
    @Modal(ReportId, 'Report')
    class NoId {
      @TextInput('a') a!: string;
    }
    // @ts-expect-error -- its `id` is of another kind.
    @Modal(ReportId, 'Report')
    class OtherId {
      readonly id!: { message: number };
    }
    // @ts-expect-error -- forms have no arguments.
    @Modal('a', 'A')
    class Arguments {
      constructor(readonly a: string) {}
    }
    expect([NoId, OtherId, Arguments]).toHaveLength(3);
  });

  it('hold what a form is shown with', () => {
    compiles((): Answer => modal(Plain));
    compiles(() => modal(Plain, { values: { text: 'x' } }));
    compiles((): Answer => modal(Report, { id: { message: '1' }, values: { text: 'x', who: '1' } }));
    // @ts-expect-error -- its id needs values.
    compiles(() => modal(Report));
    // @ts-expect-error -- of the right kind.
    compiles(() => modal(Report, { id: { message: 1 } }));
    // @ts-expect-error -- no such field.
    compiles(() => modal(Plain, { values: { test: 'x' } }));
    // @ts-expect-error -- a field of another kind.
    compiles(() => modal(Plain, { values: { text: 1 } }));
    // @ts-expect-error -- files are uploaded by people.
    compiles(() => modal(Plain, { values: { file: '1' } }));
  });

  it('hold methods against the form that they hear of', () => {
    @Handler()
    class Fits {
      @OnModal(Report) report(_ctx: ModalContext, _form: Report, _client: RestClient): string {
        return 'x';
      }
      @OnModal(Plain, { ephemeral: true }) plain(_ctx: ModalContext): void {}
    }
    @Handler()
    class DoesNotFit {
      // @ts-expect-error -- another form.
      @OnModal(Plain) otherForm(_ctx: ModalContext, _form: Report): void {}
      // @ts-expect-error -- another context.
      @OnModal(Plain) otherContext(_ctx: ButtonContext, _form: Plain): void {}
      // @ts-expect-error -- the form comes before what is injected.
      @OnModal(Plain) skipped(_ctx: ModalContext, _client: RestClient): void {}
    }
    expect([Fits, DoesNotFit]).toHaveLength(2);
  });
});
