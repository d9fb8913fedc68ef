// What a rule, a diagnosis or a fingerprint may ask for, from the types that say it: rules/schema/*.json, written anew.
// `--check` writes nothing, and fails where a file is not what its type says.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API, SymbolFlags, TypeFlags } from 'typescript/unstable/sync';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MISTYPED = 'A path that is not here is an error.';

/** By file: the type, where it stands, and the interfaces in it that have a name of their own below `$defs`. */
const SCHEMAS = {
  observation: {
    type: 'Observation',
    source: 'observation',
    title: 'Observation',
    description: `Every fact that a rule may ask for. ${MISTYPED}`,
    defs: {
      ServerFacts: 'server',
      Refusals: 'refusals',
      ObservedExchange: 'exchange',
      ObservedGroup: 'group',
      ObservedRun: 'run',
    },
  },
  scope: {
    type: 'DiagnosisScope',
    source: 'scope',
    title: 'Scope of a diagnosis',
    description: `The facts of one run that a diagnosis may ask for. ${MISTYPED}`,
    defs: { MatrixFacts: 'matrix' },
  },
  'fingerprint-scope': {
    type: 'FingerprintScope',
    source: 'fingerprint',
    title: 'Scope of a fingerprint',
    description: `The facts that a fingerprint may ask for. ${MISTYPED}`,
    defs: {},
  },
  'config-observation': {
    type: 'ConfigObservation',
    source: 'lint',
    title: 'Observation of a configuration',
    description: `Every fact that a rule of rules/config/ may ask for. ${MISTYPED}`,
    defs: {
      Place: 'place',
      FileFacts: 'file',
      EntryFacts: 'entry',
      TypeFacts: 'type',
      UrlFacts: 'url',
      HeaderFacts: 'header',
      VariableFacts: 'variable',
      KeyFacts: 'key',
      RefusalFacts: 'refusal',
    },
  },
  'traffic-observation': {
    type: 'TrafficObservation',
    source: 'traffic',
    title: "Observation of a client's traffic",
    description: `Every fact that a rule of rules/traffic/ may ask for. ${MISTYPED}`,
    defs: { ObservedConversation: 'conversation', ObservedMessage: 'message' },
  },
};

const fileOf = (name) => join(root, 'rules', 'schema', `${name}.schema.json`);
/** Which file an interface stands in, by its name. */
const HOMES = new Map(
  Object.entries(SCHEMAS).flatMap(([name, { defs }]) =>
    Object.entries(defs).map(([type, def]) => [type, { name, def }]),
  ),
);

// The compiler's API is called unstable; package-lock.json says which one this was written for.
const api = new API({ cwd: root });
const config = join(root, 'scripts', 'schemas.tsconfig.json');
const { checker, program } = api.updateSnapshot({ openProject: config }).getProject(config);
const schemas = new Map(Object.entries(SCHEMAS).map(([name, plan]) => [name, schemaOf(name, plan)]));
api.close();

const outdated = [...schemas].filter(([name, schema]) => {
  const written = JSON.parse(readFileSync(fileOf(name), 'utf8'));
  return JSON.stringify(written) !== JSON.stringify(schema);
});
if (process.argv.includes('--check')) {
  const names = outdated.map(([name]) => `rules/schema/${name}.schema.json`).join(', ');
  if (names !== '') {
    console.error(`not what the types in src/model/ say: ${names}; npm run schemas writes them`);
    process.exitCode = 1;
  }
} else {
  for (const [name, schema] of outdated) writeFileSync(fileOf(name), `${JSON.stringify(schema, null, 2)}\n`);
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const written = outdated.map(([name]) => fileOf(name));
  if (written.length > 0) execFileSync(process.execPath, [biome, 'format', '--write', ...written]);
}

function schemaOf(name, { type, source, title, description, defs }) {
  const named = declaredIn(source);
  const parts = Object.entries(defs).map(([part, def]) => [def, bodyOf(typeNamed(named, part), name)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${name}.schema.json`,
    title,
    description,
    ...bodyOf(typeNamed(named, type), name),
    ...(parts.length === 0 ? {} : { $defs: Object.fromEntries(parts) }),
  };
}

/** What one file of src/model/ declares and imports, by name. */
function declaredIn(source) {
  const file = program.getSourceFile(join(root, 'src', 'model', `${source}.ts`));
  const imported = file.statements.flatMap(({ importClause }) => importClause?.namedBindings?.elements ?? []);
  const nodes = [...file.statements, ...imported].filter(({ name }) => name !== undefined);
  return new Map(nodes.map(({ name }) => [name.text, name]));
}

function typeNamed(named, name) {
  const node = named.get(name);
  if (node === undefined) throw new Error(`${name} is not declared there`);
  return checker.getTypeAtLocation(node);
}

/** The schema of a type at some place of a file: a reference where it has a name of its own. */
function partOf(type, at) {
  const home = HOMES.get(type.getSymbol()?.name ?? '');
  if (home === undefined) return bodyOf(type, at);
  return { $ref: `${home.name === at ? '' : `${home.name}.schema.json`}#/$defs/${home.def}` };
}

function bodyOf(type, at) {
  if (type.isUnionType()) return unionOf(type.getTypes(), at);
  if (checker.isArrayType(type))
    return { type: 'array', items: partOf(checker.getTypeArguments(type)[0], at) };
  if (type.isLiteralType()) return { const: type.value };
  if (type.flags & TypeFlags.Null) return { type: 'null' };
  if (type.flags & TypeFlags.String) return { type: 'string' };
  if (type.flags & TypeFlags.Number) return { type: 'number' };
  if (type.isObjectType()) return objectOf(type, at);
  throw new Error(`a fact of a kind that no schema was written for: ${checker.typeToString(type)}`);
}

/** Words as an `enum`, plain types as a list of them, anything else side by side. */
function unionOf(types, at) {
  const parts = merged(types.map((type) => partOf(type, at)));
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  const values = parts.flatMap((part) =>
    'const' in part ? [part.const] : part.type === 'null' ? [null] : [],
  );
  if (values.length === parts.length) return { enum: values };
  if (parts.every((part) => Object.keys(part).join() === 'type'))
    return { type: parts.map((part) => part.type) };
  return { anyOf: parts };
}

/** `boolean` comes as `false | true`, `null` before the words that it stands behind. */
function merged(parts) {
  const truths = parts.filter((part) => typeof part.const === 'boolean');
  const others = parts.filter((part) => !truths.includes(part) && part.type !== 'null');
  const known = truths.length === 2 ? [...others, { type: 'boolean' }] : [...others, ...truths];
  return parts.some((part) => part.type === 'null') ? [...known, { type: 'null' }] : known;
}

function objectOf(type, at) {
  const properties = checker.getPropertiesOfType(type);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map((property) => [property.name, propertyOf(property, at)])),
    required: properties.filter(({ flags }) => !(flags & SymbolFlags.Optional)).map(({ name }) => name),
    additionalProperties: false,
  };
}

function propertyOf(property, at) {
  const words = checker
    .getDocumentationCommentOfSymbol(property)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
  const schema = partOf(checker.getTypeOfSymbol(property), at);
  return words === '' ? schema : { ...schema, description: words };
}
