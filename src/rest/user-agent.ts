/** How the framework introduces itself. https://discord.com/developers/docs/reference#user-agent */

/** Version of the package; a test keeps it equal to package.json. */
export const VERSION = '0.1.0';

export const USER_AGENT = `DiscordBot (corduroy, ${VERSION})`;
