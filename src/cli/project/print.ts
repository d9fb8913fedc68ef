import type { Command, Option } from 'commander';
import { EXIT } from '../../errors.js';
import { renderSettings, type Setting } from '../../report/settings.js';
import type { Context } from '../context.js';
import { applyProject, sourceOf, variableOf } from './apply.js';
import { readProject } from './file.js';

/** `config print`. @param probe the command whose settings are meant @returns the exit code */
export async function printConfig({ writer, process }: Context, probe: Command): Promise<number> {
  const project = await readProject(process.cwd());
  probe.processedArgs = [[]];
  applyProject(probe, project, process.env);
  const urls = probe.processedArgs[0] as unknown;
  const targets: Setting = {
    name: 'targets',
    value: Array.isArray(urls) && urls.length > 0 ? urls.join(' ') : '',
    source: Array.isArray(urls) && urls.length > 0 ? (project?.file ?? '') : 'default',
  };
  const settings = probe.options.map((option): Setting => {
    const name = option.attributeName();
    const source = sourceOf(probe, name);
    const from = source === 'environment' ? variableOf(option) : source === 'file' ? project?.file : source;
    const value = probe.getOptionValue(name) ?? UNSAID[name];
    return { name: option.name(), value: option.negate ? '' : shown(value, option), source: from ?? source };
  });
  await writer.out(renderSettings([targets, ...settings]));
  return EXIT.clean;
}

/** What commands take where nothing is said: `check` takes what the recording was judged by, so no option has it. */
const UNSAID: Record<string, string> = { ruleset: 'recommended', failOn: 'error' };

/** Empty for what is off. */
function shown(value: unknown, { flags }: Option): string {
  if (value === undefined || value === 0 || (Array.isArray(value) && value.length === 0)) return '';
  if (typeof value === 'number' && flags.includes('<time>')) return `${value}ms`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
