export * from './answers/answers';
export * from './answers/reply-value';
export * from './codes';
export * from './custom-id/custom-id';
export * from './interaction-error';
