/**
 * What an interaction has been answered with so far, and what may still follow: a pure machine.
 *
 * Discord takes one first answer, within three seconds: a message, a change of the message that a component hangs on, a form, or
 * the promise of one of the first two (a deferral). After that, for 15 minutes, the first answer can be changed and further messages
 * can follow; a form cannot. A deferral fixes who will see its message.
 * https://discord.com/developers/docs/interactions/receiving-and-responding
 */

/** Where an interaction came from, as far as it matters for its answers. */
export type AnswerSource = 'command' | 'component' | 'form' | 'form-of-component' | 'autocomplete' | 'text';

export type Acknowledgement =
  | { readonly kind: 'none' }
  | { readonly kind: 'deferred'; readonly as: 'reply' | 'update'; readonly ephemeral: boolean }
  | { readonly kind: 'replied'; readonly ephemeral: boolean }
  /** The message that the component hangs on was changed. */
  | { readonly kind: 'updated' }
  | { readonly kind: 'form' }
  /** The first answer, or its promise, was taken back. */
  | { readonly kind: 'deleted' }
  /** Suggestions were given. */
  | { readonly kind: 'completed' };

/** What an author wants to do. */
export type Act =
  | { readonly type: 'reply'; readonly ephemeral: boolean }
  | { readonly type: 'update' }
  | { readonly type: 'defer-reply'; readonly ephemeral: boolean }
  | { readonly type: 'defer-update' }
  | { readonly type: 'form' }
  | { readonly type: 'complete' }
  /** Change, read, or delete the first answer. */
  | { readonly type: 'edit'; readonly ephemeral: boolean }
  | { readonly type: 'delete' }
  | { readonly type: 'follow-up'; readonly ephemeral: boolean };

/** How it is done: `replace` deletes the deferral, whose message the wrong people would see, and sends a further message. */
export type Way = 'first' | 'edit-original' | 'follow-up' | 'replace' | 'delete-original' | 'nothing';

/** Why it cannot be done, in words that follow “because”. */
export interface Refusal {
  readonly refused: string;
  readonly advice: string;
}

export interface Move {
  readonly way: Way;
  readonly state: Acknowledgement;
}

export const UNANSWERED: Acknowledgement = { kind: 'none' };

export function move(state: Acknowledgement, act: Act, source: AnswerSource): Move | Refusal {
  if (source === 'autocomplete') return complete(state, act);
  switch (act.type) {
    case 'reply':
      return reply(state, act.ephemeral);
    case 'update':
      return update(state, source);
    case 'defer-reply':
      return deferReply(state, act.ephemeral);
    case 'defer-update':
      return deferUpdate(state, source);
    case 'form':
      return showForm(state, source);
    case 'complete':
      return refuse('only an autocompletion takes suggestions', 'reply with a message.');
    case 'edit':
      return edit(state, act.ephemeral, source);
    case 'delete':
      return isVisible(state)
        ? { way: 'delete-original', state: { kind: 'deleted' } }
        : refuse('nothing was answered that could be deleted', 'reply first.');
    case 'follow-up':
      return followUp(state, act.ephemeral);
  }
}

/** Whether a move cannot be made. */
export function isRefusal(outcome: Move | Refusal): outcome is Refusal {
  return 'refused' in outcome;
}

function reply(state: Acknowledgement, ephemeral: boolean): Move | Refusal {
  if (state.kind === 'none') return { way: 'first', state: { kind: 'replied', ephemeral } };
  if (state.kind === 'deferred' && state.as === 'reply') {
    // What is for one person must not appear where everybody was promised a message.
    const leaks = ephemeral && !state.ephemeral;
    return leaks
      ? { way: 'replace', state: { kind: 'replied', ephemeral } }
      : { way: 'edit-original', state: { kind: 'replied', ephemeral: state.ephemeral } };
  }
  return { way: 'follow-up', state: state.kind === 'deferred' ? { kind: 'updated' } : state };
}

function followUp(state: Acknowledgement, ephemeral: boolean): Move | Refusal {
  // Discord fills a promised message with the first that follows, and shows it to whom the promise was made.
  const isFirst = state.kind === 'none' || (state.kind === 'deferred' && state.as === 'reply');
  return isFirst ? reply(state, ephemeral) : { way: 'follow-up', state };
}

function update(state: Acknowledgement, source: AnswerSource): Move | Refusal {
  if (!hasMessage(source)) return noMessage();
  if (state.kind === 'none') return { way: 'first', state: { kind: 'updated' } };
  const isOwn = state.kind === 'updated' || (state.kind === 'deferred' && state.as === 'update');
  if (isOwn) return { way: 'edit-original', state: { kind: 'updated' } };
  return refuse(
    `it was ${worded(state)}, so its message cannot be changed by it any more`,
    'update first and reply afterwards, or change the message itself: ctx.message.edit(…).',
  );
}

function deferReply(state: Acknowledgement, ephemeral: boolean): Move | Refusal {
  if (state.kind === 'none') return { way: 'first', state: { kind: 'deferred', as: 'reply', ephemeral } };
  if (state.kind === 'deferred') return { way: 'nothing', state };
  return tooLate(state, 'deferred');
}

function deferUpdate(state: Acknowledgement, source: AnswerSource): Move | Refusal {
  if (!hasMessage(source)) return noMessage();
  if (state.kind === 'none') return { way: 'first', state: { kind: 'deferred', as: 'update', ephemeral: false } };
  if (state.kind === 'deferred') return { way: 'nothing', state };
  return tooLate(state, 'deferred');
}

function showForm(state: Acknowledgement, source: AnswerSource): Move | Refusal {
  if (source === 'text') {
    return refuse('a message cannot be answered with a form', 'reply with a button that shows it.');
  }
  if (source === 'form' || source === 'form-of-component') {
    return refuse('a form cannot be answered with another form', 'reply with a button that shows it.');
  }
  if (state.kind === 'none') return { way: 'first', state: { kind: 'form' } };
  return refuse(
    `a form must be the first answer, and it was ${worded(state)}`,
    'show the form at once; write `modal: true` in the decorator, so that the handler is not deferred by itself.',
  );
}

function edit(state: Acknowledgement, ephemeral: boolean, source: AnswerSource): Move | Refusal {
  if (state.kind === 'none') return hasMessage(source) ? update(state, source) : reply(state, ephemeral);
  if (state.kind === 'deferred') {
    const next: Acknowledgement =
      state.as === 'update' ? { kind: 'updated' } : { kind: 'replied', ephemeral: state.ephemeral };
    return { way: 'edit-original', state: next };
  }
  if (isVisible(state)) return { way: 'edit-original', state };
  return refuse(`it was ${worded(state)}, which has no message`, 'send one: ctx.followUp(…).');
}

function complete(state: Acknowledgement, act: Act): Move | Refusal {
  if (act.type !== 'complete') return refuse('an autocompletion takes suggestions only', 'return a list of choices.');
  if (state.kind === 'none') return { way: 'first', state: { kind: 'completed' } };
  return tooLate(state, 'completed');
}

function tooLate(state: Acknowledgement, how: string): Refusal {
  return refuse(`it was ${worded(state)} before`, `an interaction is ${how} once; send more by ctx.followUp(…).`);
}

function noMessage(): Refusal {
  return refuse('it does not come from a message', 'reply with a new one: ctx.reply(…).');
}

function refuse(refused: string, advice: string): Refusal {
  return { refused, advice };
}

function hasMessage(source: AnswerSource): boolean {
  return source === 'component' || source === 'form-of-component';
}

function isVisible({ kind }: Acknowledgement): boolean {
  return kind === 'replied' || kind === 'updated' || kind === 'deferred';
}

function worded(state: Acknowledgement): string {
  switch (state.kind) {
    case 'none':
      return 'not answered';
    case 'deferred':
      return 'deferred';
    case 'replied':
      return 'replied to';
    case 'updated':
      return 'answered by a change of its message';
    case 'form':
      return 'answered with a form';
    case 'deleted':
      return 'answered, and the answer was deleted';
    case 'completed':
      return 'completed';
  }
}
