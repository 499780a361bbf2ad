// Lints files with Taplo, which is what editors complete and underline TOML with.
//
//   node tests/tools/taplo.mjs accept SCHEMAS FILE…    no file may be refused
//   node tests/tools/taplo.mjs refuse SCHEMAS FILE…    every file must be refused, by its schema
//   node tests/tools/taplo.mjs site FOLDER             what `termijn init` wrote: sound by its own rules, and
//                                                      each TOML file that a site may hold is under one of them
//
// SCHEMAS is a folder with what `termijn schema` prints, as `record.schema.json` and so on. From a Markdown file
// the data between the +++ lines is taken. Taplo reads TOML 1.0, in which a time has seconds; Termijn does not
// ask for them, so they are added first: 09:00 becomes 09:00:00.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { argv, env, exit, execPath } from 'node:process';
import { pathToFileURL } from 'node:url';

const TAPLO = resolve(env.TOOLS ?? 'target/tools', 'node_modules/@taplo/cli/dist/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'termijn-taplo-'));
const [mode, where, ...files] = argv.slice(2);
const problems = [];
let checked = files.length;
try {
  if (mode === 'site' && where) site(resolve(where));
  else if (['accept', 'refuse'].includes(mode) && files.length > 0) judge();
  else problems.push('usage: see the head of tests/tools/taplo.mjs');
} finally {
  rmSync(scratch, { recursive: true });
}
for (const problem of problems) console.error(problem);
console.log(`    ${mode}: ${checked} checked; ${problems.length} problem(s)`);
exit(problems.length > 0 ? 1 : 0);

function judge() {
  const bySchema = new Map();
  files.forEach((file, index) => {
    const schema = schemaOf(file);
    const folder = join(scratch, String(index));
    mkdirSync(folder);
    const copy = join(folder, basename(file).replace(/\.md$/, '.toml'));
    writeFileSync(copy, withSeconds(data(file)));
    bySchema.set(schema, [...(bySchema.get(schema) ?? []), { file, copy }]);
  });
  for (const [schema, copies] of bySchema) {
    const address = pathToFileURL(resolve(where, `${schema}.schema.json`)).href;
    const { refused, output } = lint(scratch, ['--schema', address, ...copies.map(({ copy }) => copy)], copies.length);
    for (const { file, copy } of copies) {
      const why = refused.get(copy);
      if (mode === 'accept' && why) problems.push(`${file}: refused, ${why}\n${output}`);
      if (mode === 'refuse' && !why) problems.push(`${file}: accepted, and it is wrong`);
      if (mode === 'refuse' && why && !why.includes('schema')) problems.push(`${file}: refused for another reason: ${why}`);
    }
  }
}

function site(folder) {
  const copy = join(scratch, 'site');
  cpSync(folder, copy, { recursive: true });
  // The records are Markdown; as TOML they come under the rules too, in both places where they may stand.
  const below = (suffix) => readdirSync(copy, { recursive: true }).filter((path) => path.endsWith(suffix));
  for (const path of below('.md').filter((path) => schemaOf(`/${path}`) === 'record')) {
    const stem = join(copy, path.replace(/\.md$/, ''));
    mkdirSync(stem);
    for (const place of [`${stem}.toml`, join(stem, 'index.toml')]) writeFileSync(place, data(join(copy, path)));
    writeFileSync(join(stem, 'questions.toml'), '[[items]]\nquestion = "Mag dat?"\n');
  }
  const toml = below('.toml').filter((path) => basename(path) !== '.taplo.toml');
  const { refused, output } = lint(copy, [], toml.length);
  if (refused.size > 0) problems.push(`${[...refused.keys()].join(', ')}: refused\n${output}`);
  for (const path of toml) {
    const place = join(copy, path);
    const [first, ...rest] = readFileSync(place, 'utf8').split('\n');
    writeFileSync(place, [...(first.startsWith('#') ? [first] : []), 'bestaat_niet = 1', first, ...rest].join('\n'));
  }
  const wrong = lint(copy, [], toml.length).refused;
  for (const path of toml) {
    if (!wrong.get(join(copy, path))?.includes('schema')) problems.push(`${path}: no rule of .taplo.toml covers it`);
  }
  checked = toml.length;
}

/** Path → reason, of each file that Taplo refuses when it runs in `folder`. */
function lint(folder, what, count) {
  const ran = spawnSync(execPath, [TAPLO, 'lint', '--colors', 'never', ...what], { cwd: folder, encoding: 'utf8' });
  const all = `${ran.stdout}${ran.stderr}`;
  const output = all.split('\n').slice(0, 20).join('\n');
  const found = Number(/found files total=(\d+)/.exec(all)?.[1]);
  if (!(found >= count)) problems.push(`Taplo saw ${found} of ${count} files:\n${output}`);
  const refused = new Map();
  for (const [, why, path] of all.matchAll(/invalid file error=(.*) path="(.*)"/g)) refused.set(path, why);
  if ((ran.status !== 0) !== refused.size > 0) problems.push(`Taplo ended with ${ran.status}:\n${output}`);
  return { refused, output };
}

function schemaOf(file) {
  if (file.includes('/organisations/')) return 'organisation';
  if (file.includes('/pages/')) return 'page';
  if (basename(file) === 'termijn.toml') return 'settings';
  if (basename(file) === 'questions.toml') return 'questions';
  return 'record';
}

function data(file) {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.md') ? text.split(/^\+\+\+[ \t]*\r?\n/m)[1] : text;
}

function withSeconds(toml) {
  return toml
    .replace(/(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)(?![:\d])/g, '$1:00')
    .replace(/([=,[{]\s*)(\d\d:\d\d)(?![:\d])/g, '$1$2:00');
}
