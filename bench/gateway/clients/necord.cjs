/** necord as it comes: discord.js within NestJS. What its decorators compile to is written out. */
'use strict';
const { TOKEN } = require('../../lib/children.cjs');
const { hide } = require('../../lib/hide.cjs');

hide('zlib-sync');
require('reflect-metadata');
const { Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { Context, NecordModule, On } = require('necord');

exports.start = async ({ port, heard }) => {
  class Listener {
    onMessage([message]) {
      heard(message.author.id, message.author.bot, message.content, message.channelId, message.createdTimestamp);
    }
  }
  Context()(Listener.prototype, 'onMessage', 0);
  On('messageCreate')(
    Listener.prototype,
    'onMessage',
    Object.getOwnPropertyDescriptor(Listener.prototype, 'onMessage'),
  );

  class App {}
  Module({
    imports: [
      NecordModule.forRoot({
        token: TOKEN,
        skipRegistration: true,
        intents: [],
        rest: { api: `http://127.0.0.1:${port}/api` },
      }),
    ],
    providers: [Listener],
  })(App);
  await NestFactory.createApplicationContext(App, { logger: false }).then((app) => app.init());
};
