// Stands for the compiler where only what comes of a program is tested: it takes the types away, and does not look at them.
const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const ts = require('typescript');

const outDir = process.argv[process.argv.indexOf('--outDir') + 1];
for (const file of readdirSync('.', { recursive: true }).filter(name => name.endsWith('.ts') && !name.includes('node_modules'))) {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const to = join(outDir, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, outputText);
}
