/** What may follow which answer: every state, every act, every source. */
import {
  type Acknowledgement,
  type Act,
  type AnswerSource,
  isRefusal,
  move,
  type Way,
} from '../../../src/interactions';

const NONE: Acknowledgement = { kind: 'none' };
const PROMISED: Acknowledgement = { kind: 'deferred', as: 'reply', ephemeral: false };
const WHISPERED: Acknowledgement = { kind: 'deferred', as: 'reply', ephemeral: true };
const UPDATING: Acknowledgement = { kind: 'deferred', as: 'update', ephemeral: false };
const REPLIED: Acknowledgement = { kind: 'replied', ephemeral: false };
const UPDATED: Acknowledgement = { kind: 'updated' };
const FORM: Acknowledgement = { kind: 'form' };
const DELETED: Acknowledgement = { kind: 'deleted' };
const COMPLETED: Acknowledgement = { kind: 'completed' };

const REPLY: Act = { type: 'reply', ephemeral: false };
const WHISPER: Act = { type: 'reply', ephemeral: true };
const EDIT: Act = { type: 'edit', ephemeral: false };
const FOLLOW_UP: Act = { type: 'follow-up', ephemeral: false };
const DEFER: Act = { type: 'defer-reply', ephemeral: false };

type Row = readonly [
  source: AnswerSource,
  state: Acknowledgement,
  act: Act,
  way: Way | 'refused',
  next?: Acknowledgement,
];

const ROWS: readonly Row[] = [
  ['command', NONE, REPLY, 'first', REPLIED],
  ['command', NONE, WHISPER, 'first', { kind: 'replied', ephemeral: true }],
  ['command', NONE, DEFER, 'first', PROMISED],
  ['command', NONE, { type: 'form' }, 'first', FORM],
  ['command', NONE, EDIT, 'first', REPLIED],
  ['command', NONE, FOLLOW_UP, 'first', REPLIED],
  ['command', NONE, { type: 'update' }, 'refused'],
  ['command', NONE, { type: 'defer-update' }, 'refused'],
  ['command', NONE, { type: 'delete' }, 'refused'],
  ['command', NONE, { type: 'complete' }, 'refused'],
  ['command', PROMISED, REPLY, 'edit-original', REPLIED],
  ['command', PROMISED, WHISPER, 'replace', { kind: 'replied', ephemeral: true }],
  ['command', WHISPERED, WHISPER, 'edit-original', { kind: 'replied', ephemeral: true }],
  ['command', WHISPERED, REPLY, 'edit-original', { kind: 'replied', ephemeral: true }],
  ['command', PROMISED, DEFER, 'nothing', PROMISED],
  ['command', PROMISED, { type: 'form' }, 'refused'],
  ['command', PROMISED, EDIT, 'edit-original', REPLIED],
  ['command', NONE, { type: 'edit', ephemeral: true }, 'first', { kind: 'replied', ephemeral: true }],
  ['command', NONE, { type: 'follow-up', ephemeral: true }, 'first', { kind: 'replied', ephemeral: true }],
  // Discord fills the promise with the first that follows, whoever was to see it.
  ['command', PROMISED, FOLLOW_UP, 'edit-original', REPLIED],
  ['command', PROMISED, { type: 'follow-up', ephemeral: true }, 'replace', { kind: 'replied', ephemeral: true }],
  ['command', REPLIED, FOLLOW_UP, 'follow-up', REPLIED],
  ['command', PROMISED, { type: 'delete' }, 'delete-original', DELETED],
  ['command', DELETED, REPLY, 'follow-up', DELETED],
  ['command', DELETED, FOLLOW_UP, 'follow-up', DELETED],
  ['command', DELETED, EDIT, 'refused'],
  ['command', DELETED, { type: 'delete' }, 'refused'],
  ['command', DELETED, DEFER, 'refused'],
  ['command', REPLIED, REPLY, 'follow-up', REPLIED],
  ['command', REPLIED, DEFER, 'refused'],
  ['command', REPLIED, { type: 'form' }, 'refused'],
  ['command', REPLIED, EDIT, 'edit-original', REPLIED],
  ['command', REPLIED, { type: 'delete' }, 'delete-original', DELETED],
  ['command', FORM, REPLY, 'follow-up', FORM],
  ['command', FORM, EDIT, 'refused'],
  ['command', FORM, { type: 'delete' }, 'refused'],
  ['component', NONE, { type: 'update' }, 'first', UPDATED],
  ['component', NONE, EDIT, 'first', UPDATED],
  ['component', NONE, { type: 'defer-update' }, 'first', UPDATING],
  ['component', NONE, { type: 'form' }, 'first', FORM],
  ['component', UPDATING, { type: 'update' }, 'edit-original', UPDATED],
  ['component', UPDATING, EDIT, 'edit-original', UPDATED],
  ['component', UPDATING, REPLY, 'follow-up', UPDATED],
  ['component', UPDATING, { type: 'defer-update' }, 'nothing', UPDATING],
  ['component', UPDATED, { type: 'update' }, 'edit-original', UPDATED],
  ['component', UPDATED, REPLY, 'follow-up', UPDATED],
  ['component', REPLIED, { type: 'update' }, 'refused'],
  ['component', PROMISED, { type: 'update' }, 'refused'],
  ['form', NONE, REPLY, 'first', REPLIED],
  ['form', NONE, { type: 'update' }, 'refused'],
  ['form', NONE, { type: 'form' }, 'refused'],
  ['form-of-component', NONE, { type: 'update' }, 'first', UPDATED],
  ['form-of-component', NONE, { type: 'form' }, 'refused'],
  ['autocomplete', NONE, { type: 'complete' }, 'first', COMPLETED],
  ['autocomplete', NONE, REPLY, 'refused'],
  ['autocomplete', COMPLETED, { type: 'complete' }, 'refused'],
];

it.each(
  ROWS.map((row) => ({
    row,
    name: `of a ${row[0]} that is ${JSON.stringify(row[1])}, ${JSON.stringify(row[2])} is ${row[3]}`,
  })),
)('$name', ({ row }) => {
  const [source, state, act, way, next] = row;
  const outcome = move(state, act, source);
  if (way === 'refused') {
    expect(isRefusal(outcome)).toBe(true);
    expect(outcome).toMatchObject({
      refused: expect.any(String) as unknown,
      advice: expect.stringMatching(/\.$/) as unknown,
    });
  } else expect(outcome).toEqual({ way, state: next });
});

it('a refusal leaves nothing half done: the state is the caller’s, and stays', () => {
  const state = Object.freeze({ ...REPLIED });
  expect(isRefusal(move(state, DEFER, 'command'))).toBe(true);
  expect(state).toEqual(REPLIED);
});
