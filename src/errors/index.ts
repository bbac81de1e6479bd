export * from './framework-error';
export * from './setup-error';
