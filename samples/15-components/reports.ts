/** Shows the rules, laid out by components, and takes reports. */
import {
  button,
  Button,
  type ButtonContext,
  container,
  Handler,
  message,
  MessageCreateEvent,
  modal,
  type ModalContext,
  On,
  OnModal,
  section,
  separator,
} from 'corduroy';
import { Report } from './report';

@Handler()
export class Reports {
  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async rules(event: MessageCreateEvent) {
    if (event.content !== 'rules') return;
    const report = button('Report', 'report', { style: 'Primary' });
    await event.reply(
      message(
        container(
          { accentColor: 'Blurple' },
          '# Rules',
          '1. Be kind\n2. No spam',
          separator(),
          section('Somebody does not keep to them?', report),
        ),
      ),
    );
  }

  // A form has to be the first answer, so a method that shows one is not deferred by itself.
  @Button('report', { modal: true })
  open(ctx: ButtonContext) {
    return modal(Report, { id: { rules: ctx.message.id }, values: { rule: 'Be kind' } });
  }

  @OnModal(Report)
  async report(ctx: ModalContext, form: Report) {
    const picture = form.picture ? `, with ${form.picture.filename}` : '';
    const promise = form.follow ? ' You will hear of it.' : '';
    return ctx.refuse(`Thank you: “${form.what}” against “${form.rule}”${picture}.${promise}`);
  }
}
