/** What a handler can answer with: by returning it, or by `ctx.reply`. */
import { type InteractionMessageBody } from '../../models';
import { type LocalisedText } from '../../texts';

/** A form that is shown: what `modal(Form, …)` of the room modals/ makes. */
export interface ShownForm {
  /** `{ customId, title, components }` as Discord takes it, in camelCase. */
  readonly form: Readonly<Record<string, unknown>>;
}

/**
 * A text, or the body of a message (what `message(…)` of the room components/ makes, embeds, files …). What `texts.say(…)` makes is
 * put into the language of who acted.
 */
export type Reply = string | LocalisedText | InteractionMessageBody | LocalisedBody;

/** A body whose text has no language yet. */
export type LocalisedBody = Omit<InteractionMessageBody, 'content'> & { readonly content: LocalisedText };

/** A change of a message that is there. */
export type Edit<Body> = string | LocalisedText | Body | (Omit<Body, 'content'> & { readonly content: LocalisedText });

/** What a method may return; `undefined` means that it has answered by itself, or needs no words. Texts that come one by one edit the message as it goes. */
export type Answer = Reply | ShownForm | AsyncIterable<Reply> | undefined;
