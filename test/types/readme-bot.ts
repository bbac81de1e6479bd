/** The second bot of README.md, word for word: compiled with the tests, and never run. */
import { ClientHub, env, Handler, Inject, MessageCreateEvent, Module, On, RestClient } from 'corduroy';

@Handler()
class Greeter {
  @On(MessageCreateEvent, { needs: ['MessageContent'] })
  async greet(event: MessageCreateEvent, client: RestClient, @Inject('my_number') n: number) {
    if (event.author.bot) return;
    await event.reply(`Hello number ${n}`);
  }
}

@Module({ handlers: [Greeter], providers: [{ provide: 'my_number', useValue: 42 }] })
class GreetingModule {}

const hub = new ClientHub();
hub.createClientGroup('alpha', env('DISCORD_TOKEN'), { modules: [GreetingModule] });
void hub.run();
