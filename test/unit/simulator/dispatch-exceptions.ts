/** Where the simulator knowingly differs from the types of discord-api-types, and why. */

const EXCEPTIONS: readonly (readonly [path: RegExp, why: string])[] = [
  [
    /^READY\.(user_settings|session_type|relationships|private_channels|presences|guild_join_requests|geo_ordered_rtc_regions|_trace): nobody/,
    'Discord sends bots these beside what it documents',
  ],
  [/^RESUMED: /, 'Discord sends a trace where nothing is documented'],
  [/^GUILD_(CREATE|UPDATE)\.(home_header|nsfw): nobody/, 'Discord sends them; undocumented'],
  [
    /^GUILD_CREATE\.(geo_restricted|embedded_activities|activity_instances): nobody/,
    'Discord sends them; undocumented',
  ],
  [/^GUILD_(CREATE|UPDATE)\.hub_type: is missing/, 'it is documented nowhere'],
  [/^GUILD_SCHEDULED_EVENT_\w+\.guild_scheduled_event_exceptions: nobody/, "it is in Discord's OpenAPI specification"],
  [/^GUILD_CREATE\.guild_scheduled_events\[\]\.guild_scheduled_event_exceptions: nobody/, 'the same'],
  [/^GUILD_SCHEDULED_EVENT_USER_\w+\.guild_scheduled_event_exception_id: nobody/, 'the same'],
  [/^INTEGRATION_(CREATE|UPDATE)\.application\.(type|flags|flags_new): nobody/, 'Discord sends more of an application'],
  [/^INTERACTION_CREATE\.channel\.permissions: nobody/, 'it is documented with the resolved channels'],
  [
    /^INTERACTION_CREATE\.data\.id: nobody/,
    'the number of the component: https://docs.discord.com/developers/components/reference',
  ],
  [/^INVITE_CREATE\.type: nobody/, 'it is documented of invites, and sent here too'],
  [/^THREAD_MEMBERS_UPDATE\.added_members\[\]\.presence: nobody/, 'it is documented with these members'],
  [/^GUILD_AUDIT_LOG_ENTRY_CREATE\.changes\[\]\.key: /, 'the keys follow from objects, and are more than are listed'],
  [/\.guild_scheduled_event_id: null is not string/, 'Discord documents it as nullable'],
];

/** The problems that no exception explains, each once. */
export function unexplained(problems: readonly string[]): string[] {
  return [...new Set(problems)].filter((problem) => !EXCEPTIONS.some(([path]) => path.test(problem)));
}
