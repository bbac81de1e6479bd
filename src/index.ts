/* The public face: what a bot author needs. Other rooms by subpath: corduroy/rest, corduroy/gateway, corduroy/testing, … */
export * from './di';
export * from './dispatcher';
export * from './errors';
export * from './hub';
export * from './models';
export { ConsoleLogger, type LogFields, type LogLevel, Logger, nullLogger } from './util';
export { BearerToken, BotToken, type Credentials, RestClient, type RestClientOptions, RestError } from './rest';
export { GatewayClient, GatewayError, type GatewayHealth, type Shard } from './gateway';
