import js from '@eslint/js'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'cdktf.out/', '.qianyun/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    rules: {
      // `typeof import(…)` is the only type that a module has which is required and not imported.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'error',
      // `const { hash: _hash, ...rest } = artifact` leaves something out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    },
  },
  { files: ['tools/**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
  { files: ['tests/**', 'bench/**', 'tools/**'], rules: { 'no-console': 'off' } },
  { files: ['tests/**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' } } },
  {
    files: ['src/**/*.ts', 'bench/**/*.ts', 'tests/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [
        { name: '@cdktf/provider-kubernetes', message: 'import the one class needed, e.g. @cdktf/provider-kubernetes/lib/namespace-v1/index.js (the root import costs 6 s and 263 MB)' },
      ] }],
    },
  },
)
