/** An answer that grows: each text that comes edits the message. While an edit is on its way only the latest text waits. */
import { asError } from '../../util';
import { type Reply } from './reply-value';

/** @param send takes one text at a time, and resolves when Discord has it. @throws what `send` or the source throws. */
export async function streamAnswer(
  source: AsyncIterable<Reply>,
  send: (reply: Reply) => Promise<unknown>,
): Promise<void> {
  let latest: { readonly reply: Reply } | undefined;
  let sending: Promise<void> | undefined;
  let failure: Error | undefined;
  const drain = async (): Promise<void> => {
    try {
      while (latest) {
        const { reply } = latest;
        latest = undefined;
        await send(reply);
      }
    } catch (error) {
      failure = asError(error);
    }
    sending = undefined;
  };
  try {
    for await (const reply of source) {
      // Nobody reads on what cannot be sent: the source is told to end.
      if (failure) break;
      latest = { reply };
      sending ??= drain();
    }
  } finally {
    // What came before the source failed is sent, so that whoever hears of the failure knows what was answered.
    await sending;
  }
  if (failure) throw failure;
}
