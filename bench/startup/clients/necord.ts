/** /ping with necord, as its documentation builds a bot, in one file. */
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Context, NecordModule, SlashCommand, type SlashCommandContext } from 'necord';

@Injectable()
class Hello {
  @SlashCommand({ name: 'ping', description: 'Replies with Pong!' })
  async ping(@Context() [interaction]: SlashCommandContext) {
    await interaction.reply('Pong!');
  }
}

@Module({
  imports: [NecordModule.forRoot({ token: process.env.DISCORD_TOKEN ?? '', intents: ['Guilds'] })],
  providers: [Hello],
})
class App {}

void NestFactory.createApplicationContext(App);
