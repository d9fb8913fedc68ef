import type { Command } from 'commander';
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
    return { name: option.name(), value: shown(probe.getOptionValue(name)), source: from ?? source };
  });
  await writer.out(renderSettings([targets, ...settings]));
  return EXIT.clean;
}

function shown(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
