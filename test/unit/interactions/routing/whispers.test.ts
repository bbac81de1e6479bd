/** What is for one person only is never shown to all, whichever way it is given. */
import { setImmediate as turn } from 'node:timers/promises';
import { MessageFlags } from 'discord-api-types/v10';
import { Handler } from '../../../../src/di';
import {
  Button,
  type ButtonContext,
  type FakeAnswers,
  message,
  Modal,
  type ModalContext,
  OnModal,
  TextInput,
} from '../../../../src/interactions';
import { click, routed, submission } from './support';

@Modal('note', 'Note')
class Note {
  @TextInput('What?', { optional: true }) what = '';
}

@Handler()
class Whispering {
  @Button('said', { ephemeral: true }) said(_ctx: ButtonContext): string {
    return 'secret';
  }
  @Button('body') body(_ctx: ButtonContext): object {
    return message({ content: 'secret', ephemeral: true });
  }
  @Button('late', { ephemeral: true }) async late(ctx: ButtonContext): Promise<string> {
    await ctx.deferUpdate();
    return 'secret';
  }
  @Button('stream', { ephemeral: true }) async *stream(ctx: ButtonContext): AsyncGenerator<string> {
    await ctx.deferUpdate();
    yield 'one';
    await turn();
    yield 'two';
  }
  @OnModal(Note, { ephemeral: true }) form(_ctx: ModalContext, _form: Note): string {
    return 'secret';
  }
}

const PUBLIC = { message: { id: '77', channel_id: '3', flags: 0 } };
const WHISPERED = { message: { id: '77', channel_id: '3', flags: MessageFlags.Ephemeral } };

/** How each thing was said, and whether it is for one person. */
function told(answers: FakeAnswers): string[] {
  return answers.said.map((said) => {
    const { body } = said as { body?: { type?: number; data?: { flags?: number }; flags?: number } };
    const flags = (said.how === 'first' ? body?.data?.flags : body?.flags) ?? 0;
    const whom = (flags & MessageFlags.Ephemeral) === 0 ? 'all' : 'one';
    return `${said.how}${said.how === 'first' ? ` ${String(body?.type)}` : ''}: ${whom}`;
  });
}

async function answersTo(raw: object): Promise<string[]> {
  const bot = routed([Whispering]);
  const { answers, done } = bot.send(raw);
  await done;
  expect(bot.errors.failures).toEqual([]);
  return told(answers);
}

it('what a button answers for one person is a message of its own, where all see the button', async () => {
  expect(await answersTo(click('said', PUBLIC))).toEqual(['first 4: one']);
  expect(await answersTo(click('body', PUBLIC))).toEqual(['first 4: one']);
  expect(await answersTo(submission('note', [], PUBLIC))).toEqual(['first 4: one']);
});

it('it changes the message that the button hangs on, where that is for one person anyway', async () => {
  expect(await answersTo(click('said', WHISPERED))).toEqual(['first 7: all']);
  expect(await answersTo(click('body', WHISPERED))).toEqual(['first 7: all']);
});

it('it is a message of its own behind a promised change as well, and one that grows grows there', async () => {
  expect(await answersTo(click('late', PUBLIC))).toEqual(['first 6: all', 'follow-up: one']);
  const bot = routed([Whispering]);
  const { answers, done } = bot.send(click('stream', PUBLIC));
  await done;
  expect(answers.said.map(({ how }) => how)).toEqual(['first', 'follow-up', 'edit-follow-up']);
});
