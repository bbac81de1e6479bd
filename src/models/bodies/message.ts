/** Bodies of message requests. https://discord.com/developers/docs/resources/message */
import { type RESTPatchAPIChannelMessageJSONBody, type RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import { type BodyOf } from './body';

/** What a message is made of. At least one of content, embeds, stickers, components, a poll or a forward. */
export type MessageCreateBody = BodyOf<RESTPostAPIChannelMessageJSONBody>;

/** What of a message is changed: what is left out stays, `null` clears. */
export type MessageEditBody = BodyOf<RESTPatchAPIChannelMessageJSONBody>;
