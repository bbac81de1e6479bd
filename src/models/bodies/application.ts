/** Bodies about the application itself. https://discord.com/developers/docs/resources/application */
import {
  type APIApplicationRoleConnectionMetadata,
  type RESTPatchCurrentApplicationJSONBody,
  type RESTPostAPIApplicationEmojiJSONBody,
  type RESTPatchAPIApplicationEmojiJSONBody,
} from 'discord-api-types/v10';
import { type BodyOf } from './body';
import { type ImageInput, type WithImages } from './image';

/** https://discord.com/developers/docs/resources/application#edit-current-application */
export type ApplicationEditBody = WithImages<BodyOf<RESTPatchCurrentApplicationJSONBody>, 'icon' | 'coverImage'>;

/** What an application can be told that Discord does not document. */
export type UndocumentedApplicationEditBody = Omit<ApplicationEditBody, 'description'> & {
  readonly description?:
    string | { readonly default: string; readonly localizations?: Readonly<Record<string, string>> | null } | undefined;
  readonly teamId?: string | null | undefined;
  readonly explicitContentFilter?: 0 | 1 | null | undefined;
  readonly maxParticipants?: number | null | undefined;
  readonly type?: number | null | undefined;
};

/** https://discord.com/developers/docs/resources/application-role-connection-metadata */
export type RoleConnectionMetadataBody = readonly BodyOf<APIApplicationRoleConnectionMetadata>[];

/** https://discord.com/developers/docs/resources/emoji#create-application-emoji */
export type ApplicationEmojiCreateBody = Omit<BodyOf<RESTPostAPIApplicationEmojiJSONBody>, 'image'> & {
  /** Up to 256 KiB. */
  readonly image: ImageInput;
};

/** https://discord.com/developers/docs/resources/emoji#modify-application-emoji */
export type ApplicationEmojiEditBody = BodyOf<RESTPatchAPIApplicationEmojiJSONBody>;
