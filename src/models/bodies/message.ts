/** Bodies of message requests. https://discord.com/developers/docs/resources/message */
import { type RESTPatchAPIChannelMessageJSONBody, type RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10';
import { type BodyOf } from './body';
import { type WithFiles } from './with-files';

/** What a message is made of. At least one of content, embeds, stickers, components, files, a poll or a forward. */
export type MessageCreateBody = WithFiles<BodyOf<RESTPostAPIChannelMessageJSONBody>>;

/** What of a message is changed: what is left out stays, `null` clears. */
export type MessageEditBody = WithFiles<BodyOf<RESTPatchAPIChannelMessageJSONBody>>;
