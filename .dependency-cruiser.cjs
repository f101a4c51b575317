// The walls inside apps/api, where Nx is blind, and the two that hold everywhere. `npm test` runs it over
// apps, libs, migrations and offers; test/walls throws one forbidden import at each rule.
const { join } = require('node:path');

const OURS = '^(apps|libs|migrations|offers)/';

module.exports = {
  forbidden: [
    {
      name: 'doors-decide-nothing',
      severity: 'error',
      comment: 'A controller or a processor translates and calls one use case. It never reaches the tables.',
      from: { path: '^apps/api/src/.+\\.(controller|processor)\\.ts$' },
      to: { path: '\\.(store|rows)\\.ts$' },
    },
    {
      name: 'nobody-calls-a-door',
      severity: 'error',
      comment: 'Doors are for the outside. Inside, call the use case.',
      from: { path: '^apps/api/src', pathNot: '\\.(module|spec)\\.ts$' },
      to: { path: '^apps/api/src/.+\\.(controller|processor)\\.ts$' },
    },
    {
      name: 'stores-know-no-use-case',
      severity: 'error',
      comment: 'A store keeps and finds. If it calls a use case, the arrow points backwards.',
      from: { path: '^apps/api/src/.+\\.store\\.ts$' },
      to: { path: '^apps/api/src', pathNot: '\\.(store|rows)\\.ts$|^apps/api/src/platform/' },
    },
    {
      name: 'rows-know-only-rows',
      severity: 'error',
      comment: 'A row is the shape of a table. It leans on nothing that thinks.',
      from: { path: '^apps/api/src/.+\\.rows\\.ts$' },
      to: { path: '^apps/api/src', pathNot: '\\.rows\\.ts$|^apps/api/src/platform/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third. Types and rows may point back.',
      from: { path: OURS, pathNot: '\\.rows\\.ts$' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-leans-on-tests',
      severity: 'error',
      comment: 'What is shipped imports neither test/ nor a spec.',
      from: { path: OURS, pathNot: '\\.spec\\.tsx?$|/testing/' },
      to: {
        path: '^test/|\\.spec\\.tsx?$|/testing\\.ts$|/testing/',
        pathNot: '^libs/kernel/src/testing\\.ts$',
      },
    },
    {
      name: 'test-clocks-stay-in-tests',
      severity: 'error',
      comment: 'A clock that can be set is for specs and scenarios.',
      from: { path: OURS, pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^libs/kernel/src/testing\\.ts$' },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      comment: 'A package that is imported stands in package.json; what is shipped uses no devDependency.',
      from: {
        path: '^(apps/[^/]+/src|libs|migrations)/',
        pathNot: '\\.spec\\.tsx?$|/examples/|/testing\\.ts$|/testing/|jest\\.config\\.mjs$',
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.base.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
