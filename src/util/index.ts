export * from './async-queue';
export * from './backoff';
export * from './clock';
export * from './deferred';
export * from './disposer';
export * from './logger';
export * from './lru-map';
export * from './waiting';
