import { availableParallelism } from 'node:os';

/** Tests run as ES modules straight from TypeScript, with modules that a process loads once; `npm run types` checks the types. */
export default {
  testEnvironment: '<rootDir>/test/kit/jest/environment.cjs',
  runtime: '<rootDir>/test/kit/jest/runtime.cjs',
  injectGlobals: false,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2022',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/test/kit/global-setup.ts',
  globalTeardown: '<rootDir>/test/kit/global-teardown.ts',
  // Jest would leave a core idle, and the tests wait a third of their time: for a browser, a lock, another process.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  workerIdleMemoryLimit: '2GB',
  testTimeout: 120_000,
};
