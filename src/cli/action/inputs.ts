/** What the workflow says in `with:`, as `action.yml` names it. */
export interface Inputs {
  /** The words of the command. */
  words: string[];
  /** What no line of the log may show. */
  secrets: string[];
  /** Where the action's own reports are. */
  paths: { json: string; sarif: string; html: string };
}

/** Inputs that are an option of the same name. */
const OPTIONS = [
  'config',
  'server',
  'client',
  'bearer-env',
  'env-file',
  'ruleset',
  'rules',
  'fail-on',
  'repeat',
  'fail-under',
  'baseline',
  'wait',
  'deadline',
];

/** The command that a workflow asks for. @param env as GitHub's runner makes it: `INPUT_FAIL-ON` */
export function inputsIn(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  const lines = (name: string): string[] =>
    input(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const isOn = (name: string, usual: boolean): boolean => {
    const text = input(name).toLowerCase();
    return text === '' ? usual : text === 'true';
  };
  const folder = env['RUNNER_TEMP'] ?? '.';
  const paths = {
    json: `${folder}/mcp-accept.json`,
    sarif: `${folder}/mcp-accept.sarif`,
    html: `${folder}/mcp-accept.html`,
  };
  const summary = env['GITHUB_STEP_SUMMARY'];
  const each = (option: string, values: string[]): string[] => values.flatMap((value) => [option, value]);
  const words = [
    'probe',
    ...lines('url'),
    ...OPTIONS.flatMap((name) => each(`--${name}`, input(name) === '' ? [] : [input(name)])),
    ...each('--header', lines('headers')),
    ...each('--ignore', lines('ignore')),
    ...(isOn('clients', false) ? ['--clients'] : []),
    ...each('--report', [
      `json:${paths.json}`,
      `sarif:${paths.sarif}`,
      `html:${paths.html}`,
      ...(summary === undefined || !isOn('summary', true) ? [] : [`markdown:${summary}`]),
      ...(isOn('annotations', true) ? ['github:-'] : []),
      ...lines('reports'),
    ]),
  ];
  return { words, secrets: secretsIn(lines('headers'), env[input('bearer-env')]), paths };
}

/** Whole values, and what follows the scheme: a server may repeat either. */
function secretsIn(headers: string[], token: string | undefined): string[] {
  const values = headers.flatMap((line) => {
    const value = line.slice(line.indexOf(':') + 1).trim();
    return [value, ...value.split(/\s+/).slice(1)];
  });
  return [...new Set([...values, token ?? ''])].filter((value) => value.length > 3);
}
