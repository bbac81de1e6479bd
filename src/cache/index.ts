export { type CacheChange, type GuildStateChange, type MemberCountChange, type RecordChange } from './changes';
export { cacheErrorCodes } from './codes';
export { type CachedDispatch, GroupCache, type GroupCacheOptions } from './group-cache';
export {
  type CacheChoice,
  type CacheOptions,
  type CachePolicy,
  type CachePolicyOptions,
  type RecordPlace,
} from './policy/options';
export { askedIntents, chosenPolicies } from './policy/policies';
export { derivedProblems, type HeardEvents, intentProblems, optionProblems } from './policy/problems';
export { CHANNELS, GUILDS, ProcessCache, USERS } from './process-cache';
export { type CacheReport, type KindReport } from './report';
export * from './store/cache-store';
export { CacheWriter, type CacheWriterOptions, type SessionPoint } from './store/cache-writer';
export * from './store/file-cache-store';
export * from './store/memory-cache-store';
export { type RestoreOptions } from './store/restore';
