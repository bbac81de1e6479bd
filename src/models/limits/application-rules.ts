/** What Discord takes about an application. https://discord.com/developers/docs/resources/application */
import { describeGot } from '../bodies/body-error';
import {
  type ApplicationEditBody,
  type ApplicationEmojiCreateBody,
  type ApplicationEmojiEditBody,
  type RoleConnectionMetadataBody,
  type UndocumentedApplicationEditBody,
} from '../bodies/application';
import { type ImagesSent } from '../bodies/image';
import { bodySpec, type LooseBody, type Refuse } from './body-spec';
import { DataSize } from './data-size';
import { Different, EachValue, PermissionBits } from './map-rules';
import { EachText, fitsText, Holds, Items, Matches, Nested, Optional, Text, Whole, WholeFrom } from './rules';

const URL_CHARACTERS = 2_048;
const DESCRIPTION_CHARACTERS = 400;
const EMOJI_BYTES = 256 * 1_024;

class InstallParamsRules {
  @Optional() @Different(1) scopes?: unknown;
  @Optional() @PermissionBits() permissions?: unknown;
}

export class ApplicationEditRules {
  // The documentation has a text here, the schema an object with texts by locale.
  @Optional()
  @Holds(
    'characters',
    `takes at most ${DESCRIPTION_CHARACTERS} characters`,
    (value) => (typeof value === 'object' ? fitsDescriptions(value) : fitsText(value, 0, DESCRIPTION_CHARACTERS)),
    { maxLength: DESCRIPTION_CHARACTERS },
  )
  description?: unknown;

  @Optional() @Items({ max: 5, unique: true }) @EachText({ max: 20 }) tags?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) interactionsEndpointUrl?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) customInstallUrl?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) roleConnectionsVerificationUrl?: unknown;
  @Optional() @Text({ max: URL_CHARACTERS }) eventWebhooksUrl?: unknown;
  @Optional() @Different() eventWebhooksTypes?: unknown;
  @Optional() @WholeFrom(0) flags?: unknown;
  @Optional() @Nested(() => InstallParamsRules) installParams?: unknown;
  @Optional() @WholeFrom(-1) maxParticipants?: unknown;
}

function fitsDescriptions(value: object | null): boolean {
  if (value === null) return false;
  const { default: main, localizations } = value as { readonly default?: unknown; readonly localizations?: unknown };
  const others = typeof localizations === 'object' && localizations !== null ? Object.values(localizations) : [];
  return [main, ...(others as unknown[])].every((text) => fitsText(text, 0, DESCRIPTION_CHARACTERS));
}

export const applicationEditSpec = bodySpec<ImagesSent<ApplicationEditBody, 'icon' | 'coverImage'>>('The application', {
  rules: ApplicationEditRules,
});

export const undocumentedApplicationEditSpec = bodySpec<
  ImagesSent<UndocumentedApplicationEditBody, 'icon' | 'coverImage'>
>('The application', { rules: ApplicationEditRules });

/** https://discord.com/developers/docs/resources/application-role-connection-metadata */
export class RoleConnectionMetadataRules {
  @Whole(1, 8) type: unknown;
  @Matches(/^[a-z0-9_]{1,50}$/, 'takes 1 to 50 characters of a-z, 0-9 and _') key: unknown;
  @Text({ min: 1, max: 100 }) name: unknown;
  @Optional() @EachValue({ min: 1, max: 100 }) nameLocalizations?: unknown;
  @Text({ min: 1, max: 200 }) description: unknown;
  @Optional() @EachValue({ min: 1, max: 200 }) descriptionLocalizations?: unknown;
}

const RECORDS = 5;

export const roleConnectionMetadataSpec = bodySpec<RoleConnectionMetadataBody>('The metadata', {
  rules: RoleConnectionMetadataRules,
  relations: checkRecords,
  verbatim: ['nameLocalizations', 'descriptionLocalizations'],
});

function checkRecords(wire: LooseBody, refuse: Refuse): void {
  const records: unknown = wire;
  if (!Array.isArray(records)) refuse('', 'list', 'takes a list of records', describeGot(records));
  else if (records.length > RECORDS) refuse('', 'items', `takes at most ${RECORDS} records`, describeGot(records));
}

class EmojiNameRules {
  @Text({ min: 2, max: 32 }) name: unknown;
}

/** https://discord.com/developers/docs/resources/emoji#create-application-emoji */
export class ApplicationEmojiCreateRules extends EmojiNameRules {
  @DataSize(EMOJI_BYTES) image: unknown;
}

export class ApplicationEmojiEditRules {
  @Optional() @Text({ min: 2, max: 32 }) name?: unknown;
}

export const applicationEmojiCreateSpec = bodySpec<ImagesSent<ApplicationEmojiCreateBody, 'image'>>('The emoji', {
  rules: ApplicationEmojiCreateRules,
});

export const applicationEmojiEditSpec = bodySpec<ApplicationEmojiEditBody>('The emoji', {
  rules: ApplicationEmojiEditRules,
});
