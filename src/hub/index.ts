export { env, EnvToken, type GroupAuth } from './auth';
export { ClientGroup, type GroupState } from './client-group';
export { ClientGroups } from './client-groups';
export { ClientHub } from './client-hub';
export * from './codes';
export { connect, type ConnectOptions, DEFAULT_GROUP } from './connect';
export * from './handler-arguments';
export { HubError } from './hub-error';
export * from './options';
