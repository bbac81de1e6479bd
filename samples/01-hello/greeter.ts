/** One class of handlers: each annotated method hears one kind of event and asks for what it needs. */
import { Handler, Inject, MessageCreateEvent, Module, On, RestClient } from 'corduroy';

@Handler()
export class Greeter {
  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async greet(event: MessageCreateEvent, client: RestClient, @Inject('my_number') myNumber: number) {
    if (event.author.bot || event.content !== 'hello') return;
    const channel = await client.channels.get(event.channelId);
    await event.reply(`Hello number ${myNumber}, welcome to #${channel.name}`);
  }
}

@Module({
  handlers: [Greeter],
  providers: [{ provide: 'my_number', useValue: 42 }],
})
export class GreetingModule {}
