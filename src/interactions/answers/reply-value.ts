/** What a handler can answer with: by returning it, or by `ctx.reply`. */
import { type InteractionMessageBody } from '../../models';

/** A form that is shown: what `modal(Form, …)` of the room modals/ makes. */
export interface ShownForm {
  /** `{ customId, title, components }` as Discord takes it, in camelCase. */
  readonly form: Readonly<Record<string, unknown>>;
}

/** A text, or the body of a message (what `message(…)` of the room components/ makes, embeds, files …). */
export type Reply = string | InteractionMessageBody;

/** What a method may return; `undefined` means that it has answered by itself, or needs no words. Texts that come one by one edit the message as it goes. */
export type Answer = Reply | ShownForm | AsyncIterable<Reply> | undefined;
