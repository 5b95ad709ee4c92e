import { cdk8s, JsonFile } from 'projen';

/**
 * Imports go one way: index -> parts -> stateful-app -> companions -> private -> manifest, index -> testing -> private, and
 * cli -> adopt -> manifest, cli -> drawing -> manifest. What adopt evaluates of the library it gets from outside, by one file.
 */
export function layers(library: cdk8s.ConstructLibraryCdk8s): void {
  const companions = './src/!(index|stateful-app).ts';
  // the rooms of the manifest core: each may import those on the floors below it, and the doors beside them import all
  const floors = [['kubernetes'], ['model', 'controller'], ['defaults', 'lint'], ['field-faults', 'schema', 'application'], ['rules', 'update'], ['plan'], ['picture']];
  const rooms = floors.flatMap((floor, index) => floor.map(room => ({
    target: `./src/manifest/${room}`,
    from: './src/manifest',
    except: [...floors.slice(0, index).flat(), room].map(other => `./${other}`),
    message: `src/manifest/${room} imports the floors below it: see ARCHITECTURE.md`,
  })));
  library.addDevDeps('dependency-cruiser@17.4.3');
  new JsonFile(library, '.dependency-cruiser.json', {
    marker: false,
    obj: {
      forbidden: [{
        name: 'no-circular',
        severity: 'error',
        from: {},
        // what only has a type of the other is gone when it runs
        to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] } },
      }],
      options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: 'tsconfig.dev.json' } },
    },
  });
  library.npmignore!.exclude('/.dependency-cruiser.json');
  library.testTask.spawn(library.addTask('lint:cycles', {
    description: 'no file imports itself by way of others',
    exec: 'depcruise --output-type err src test examples bench scripts projenrc',
  }));
  library.eslint!.addRules({
    'import/order': ['error', {
      groups: ['builtin', 'external'],
      alphabetize: { order: 'asc', caseInsensitive: true },
      pathGroups: [{ pattern: 'cdk8s-stateful-app*', group: 'external' }],
      pathGroupsExcludedImportTypes: ['builtin'],
    }],
    // by dependency-cruiser below: this one takes three quarters of the time of the lint
    'import/no-cycle': 'off',
    'import/no-restricted-paths': ['error', {
      zones: [
        { target: ['./src/!(index.ts|adopt)', './src/adopt/!(modules.ts)'], from: './src/index.ts', message: 'import the file itself' },
        { target: './src/!(index).ts', from: './src/parts', message: 'the construct does not know its parts' },
        { target: [companions, './src/private', './src/manifest'], from: './src/stateful-app.ts', message: 'companions do not know the construct' },
        { target: './src/private', from: './src', except: ['./private', './manifest'], message: 'src/private is below the companions' },
        { target: './src/manifest', from: './src', except: ['./manifest'], message: 'the manifest core stands alone' },
        { target: './src/!(cli)/**', from: './src/cli', message: 'nothing but the command loads what the command needs' },
        { target: './src/*.ts', from: './src/cli', message: 'nothing but the command loads what the command needs' },
        { target: './src/cli', from: './src', except: ['./cli', './adopt', './drawing', './manifest'], message: 'the command works on plain manifests' },
        { target: './src/!(cli|adopt)/**', from: './src/adopt', message: 'nothing but the command loads what adopt needs' },
        { target: './src/*.ts', from: './src/adopt', message: 'nothing but the command loads what adopt needs' },
        { target: './src/adopt', from: './src', except: ['./adopt', './manifest', './index.ts'], message: 'adopt works on plain manifests, and on the library as its users do' },
        { target: './src/!(cli|drawing)/**', from: './src/drawing', message: 'nothing but the command draws' },
        { target: './src/*.ts', from: './src/drawing', message: 'nothing but the command draws' },
        { target: './src/drawing', from: './src', except: ['./drawing', './manifest'], message: 'what is drawn are plain manifests' },
        { target: './src/!(testing)/**', from: './src/testing', message: 'nothing but tests loads what tests need' },
        { target: './src/!(index).ts', from: './src/testing', message: 'nothing but tests loads what tests need' },
        { target: './src/testing', from: './src', except: ['./testing', './private', './manifest'], message: 'tests look at manifests' },
        ...rooms,
      ],
    }],
  });
  library.eslint!.addOverride({
    files: ['src/manifest/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [{ group: ['cdk8s', 'cdk8s-plus-*', 'constructs'], message: 'the manifest core works on plain manifests' }],
      }],
    },
  });
  library.eslint!.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: ['src/private/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': ['error'] },
  });
}
