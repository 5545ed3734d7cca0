/** Who may import whom. Core is pure science; the contract knows core's types; the window knows both; hosts compose everything. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-is-alone',
      severity: 'error',
      from: { path: '^src-core' },
      to: { path: '^src-(contract|main|renderer)' },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src-core', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'contract-knows-core-only',
      severity: 'error',
      from: { path: '^src-contract' },
      to: { path: '^src-(main|renderer)' },
    },
    { name: 'window-knows-no-main', severity: 'error', from: { path: '^src-renderer' }, to: { path: '^src-main' } },
    {
      name: 'engine-knows-interfaces-only',
      severity: 'error',
      from: { path: '^src-main/engine', pathNot: '\\.test\\.ts$' },
      to: { path: '^src-main/(storage|backends|files|hosts)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-hosts-compose',
      severity: 'error',
      from: { path: '^src-main/(storage|backends|files|engine)' },
      to: { path: '^src-main/hosts' },
    },
    {
      name: 'shell-has-no-sql-or-tensors',
      severity: 'error',
      from: { path: '^src-main/hosts/electron' },
      to: { path: 'better-sqlite3|kysely|@tensorflow' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$|\\.vue$|\\?' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.main.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.vue', '.json'],
    },
  },
};
