import type { Command } from 'commander';
import { addReporting } from './reporting.js';
import { example, SHARED } from './shared.js';

/** `lint` and its options. */
export function addLint(program: Command): Command {
  const command = program
    .command('lint')
    .summary("say what is wrong in a client's configuration, without a network")
    .description(
      'Reads a configuration as its client reads it and says what is wrong in it, at line and column. Sends nothing. Without a file: the nearest .mcp.json.',
    )
    .argument('[file]', 'for example .mcp.json, .vscode/mcp.json, ~/.codex/config.toml')
    .addOption(SHARED.envFile)
    .option('--client <name>', 'whose file it is: claude-code, vscode, cursor, codex, gemini, ...')
    .addOption(SHARED.ruleset)
    .addOption(SHARED.failOn)
    .addOption(SHARED.ignore)
    .addOption(SHARED.baseline);
  return addReporting(command, 'lint').addHelpText(
    'after',
    example(
      'mcp-accept lint',
      'mcp-accept lint .vscode/mcp.json --env-file .env',
      'mcp-accept lint .mcp.json --client claude-code@2.0.77 --fail-on warning',
      'mcp-accept lint .mcp.json --format json',
    ),
  );
}
