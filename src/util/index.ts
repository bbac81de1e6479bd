export * from './async-queue';
export * from './backoff';
export * from './clock';
export * from './deferred';
export * from './logger';
export * from './waiting';
export * from './near-names';
