/** How the tests run: types checked and decorator metadata emitted by tsc, once for the run. */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/samples'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/compiled/setup.cjs',
  globalTeardown: '<rootDir>/test/support/compiled/teardown.cjs',
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/test/support/check-exchanges.ts'],
  moduleNameMapper: {
    '^corduroy$': '<rootDir>/src/index.ts',
    '^corduroy/(.*)$': '<rootDir>/src/$1/index.ts',
  },
  transform: {
    '^.+\\.ts$': '<rootDir>/test/support/compiled/transformer.cjs',
  },
  // As many as there are cores: jest would leave one idle, and on two cores run everything in one process.
  maxWorkers: '100%',
  testTimeout: 15_000,
};

export default config;
