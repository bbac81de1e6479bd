/* eslint-env node */
module.exports = {
  root: true,
  env: { node: true, es2022: true },
  parser: '@typescript-eslint/parser',
  parserOptions: { project: ['./tsconfig.eslint.json'], tsconfigRootDir: __dirname, sourceType: 'module' },
  plugins: ['@typescript-eslint'],
  extends: [
    'eslint:recommended',
    'plugin:@typescript-eslint/strict-type-checked',
    'plugin:@typescript-eslint/stylistic-type-checked',
    'prettier',
  ],
  reportUnusedDisableDirectives: true,
  rules: {
    '@typescript-eslint/consistent-type-imports': [
      'error',
      { prefer: 'type-imports', fixStyle: 'inline-type-imports' },
    ],
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/unified-signatures': 'off',
    // It asks for `!`, which no-non-null-assertion forbids.
    '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    // Type parameters that appear once still name the thing a caller passes (`token<number>('n')`).
    '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    // It does not see the class behind the mixin that makes events, and flags every event that is passed on.
    '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    eqeqeq: ['error', 'always'],
    'no-console': 'error',
  },
  overrides: [
    {
      // Time comes from a Clock that is handed in, so that every wait can be tested without waiting.
      files: ['src/**/*.ts'],
      excludedFiles: ['src/util/clock.ts'],
      rules: {
        'no-restricted-globals': [
          'error',
          { name: 'setTimeout', message: 'Ask the Clock (util/clock) for time.' },
          { name: 'setInterval', message: 'Ask the Clock (util/clock) for time.' },
          { name: 'clearTimeout', message: 'Ask the Clock (util/clock) for time.' },
          { name: 'performance', message: 'Ask the Clock (util/clock) for time.' },
        ],
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'Ask the Clock (util/clock) for time.' },
        ],
        'no-restricted-syntax': [
          'error',
          { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
          {
            selector: "NewExpression[callee.name='Date'][arguments.length=0]",
            message: 'Ask the Clock (util/clock) for time.',
          },
        ],
      },
    },
    {
      files: ['test/**/*.ts'],
      env: { jest: true },
      rules: {
        '@typescript-eslint/no-non-null-assertion': 'off',
        '@typescript-eslint/no-empty-function': 'off',
        '@typescript-eslint/no-extraneous-class': 'off',
        '@typescript-eslint/require-await': 'off',
      },
    },
    {
      files: ['samples/**/*.ts', 'scripts/**/*.ts'],
      rules: { 'no-console': 'off', '@typescript-eslint/require-await': 'off' },
    },
  ],
  ignorePatterns: ['dist', 'build', 'coverage', 'bench', '*.cjs'],
};
