import jsdoc from 'eslint-plugin-jsdoc';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'out/',
      'out.new/',
      'out.old/',
      'node_modules/',
      '.cache/',
      '**/*.gen.ts',
      'test-results/',
      '.dependency-cruiser.cjs',
    ],
  },
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    plugins: { jsdoc },
    files: ['**/*.ts', '**/*.vue', '**/*.mjs'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src-core/**/*.ts'],
    ignores: ['**/*.test.ts', '**/_template.ts'],
    rules: {
      'jsdoc/require-jsdoc': ['error', { publicOnly: true, require: { FunctionDeclaration: true } }],
      'no-console': 'error',
      'no-restricted-globals': ['error', 'process', 'window', 'document', 'Date', 'performance', 'setTimeout'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from a RandomStream.' },
      ],
    },
  },
);
