/** /award with necord, as its documentation builds a bot: a class of options, and a guard and a filter of NestJS. */
import {
  type ArgumentsHost,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  Module,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessageFlags, PermissionFlagsBits, type User } from 'discord.js';
import {
  Context,
  IntegerOption,
  NecordArgumentsHost,
  NecordExecutionContext,
  NecordModule,
  Options,
  SlashCommand,
  type SlashCommandContext,
  StringOption,
  UserOption,
} from 'necord';

class AwardOptions {
  @StringOption({ name: 'what', description: 'What is given', required: true })
  what!: string;

  @IntegerOption({ name: 'count', description: 'How many', min_value: 1, max_value: 1_000, required: true })
  count!: number;

  @UserOption({ name: 'to', description: 'To whom', required: true })
  to!: User;
}

@Injectable()
class MayManageMessages implements CanActivate {
  canActivate(context: ExecutionContext) {
    const [interaction] = NecordExecutionContext.create(context).getContext<SlashCommandContext>();
    return interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  }
}

@Catch(ForbiddenException)
class Refusals implements ExceptionFilter {
  async catch(_error: ForbiddenException, host: ArgumentsHost) {
    const [interaction] = NecordArgumentsHost.create(host).getContext<SlashCommandContext>();
    await interaction.reply({
      content: 'You need the permission Manage Messages for this.',
      flags: MessageFlags.Ephemeral,
    });
  }
}

@Injectable()
class Awards {
  @UseGuards(MayManageMessages)
  @UseFilters(Refusals)
  @SlashCommand({ name: 'award', description: 'Gives something to somebody' })
  async award(@Context() [interaction]: SlashCommandContext, @Options() { what, count, to }: AwardOptions) {
    await interaction.reply(`${interaction.user.displayName} gives ${count} × ${what} to ${to.displayName}`);
  }
}

@Module({
  imports: [NecordModule.forRoot({ token: process.env.DISCORD_TOKEN ?? '', intents: ['Guilds'] })],
  providers: [Awards],
})
class App {}

void NestFactory.createApplicationContext(App);
