export * from './contracts';
export * from './harness/in-process-transport';
export * from './harness/run-bot';
export * from './simulator';
