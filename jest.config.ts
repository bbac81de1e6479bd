/** How the tests run: real types, real decorator metadata (ts-jest type-checks every file it compiles). */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/samples'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/test/support/check-exchanges.ts'],
  moduleNameMapper: {
    '^corduroy$': '<rootDir>/src/index.ts',
    '^corduroy/(.*)$': '<rootDir>/src/$1/index.ts',
  },
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.test.json' }],
  },
  // As many as there are cores: jest would leave one idle, and on two cores run everything in one process.
  maxWorkers: '100%',
  testTimeout: 15_000,
};

export default config;
