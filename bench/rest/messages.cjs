/** What is sent: the same two messages for all clients, with the names that each of them takes. Made anew for every call. */
'use strict';

const CONTENT = 'A message of the length that messages of bots usually have, give or take a word or two.';
const ICON = 'https://cdn.discordapp.com/avatars/100000000000000000/0123456789abcdef0123456789abcdef.png';

/** @param icon what the client calls `icon_url`. */
function makerOf(shape, icon) {
  return shape === 'text' ? text : () => card(icon);
}

function text() {
  return { content: CONTENT };
}

/** A text and an embed with three fields: what a command of a bot usually answers with. */
function card(icon) {
  return {
    content: CONTENT,
    embeds: [
      {
        title: 'Weather in Lisbon',
        description: 'Clear until the evening, then a few clouds from the sea. The night stays mild, with little wind.',
        url: 'https://example.com/weather/lisbon',
        color: 0x3498db,
        fields: [
          { name: 'Temperature', value: '24 °C', inline: true },
          { name: 'Wind', value: '12 km/h from the north-west', inline: true },
          { name: 'Tomorrow', value: 'Much the same, and a little warmer inland.', inline: false },
        ],
        footer: { text: 'Asked for by somebody', [icon]: ICON },
      },
    ],
  };
}

module.exports = { makerOf };
