export * from './contracts';
export * from './harness/run-bot';
export * from './simulator';
