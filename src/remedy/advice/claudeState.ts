import type { FixNote, Json } from '../../model.js';
import { isObject } from '../../record/reading.js';
import { type SentenceId, say } from '../../say.js';
import { jqCommand, jqProgram, jqWithout } from './jq.js';

/**
 * What Claude Code remembers of MCP servers in `projects.<folder>` of its user file, and what that does.
 * Its authentication (`oauthAccount`, `primaryApiKey`, `customApiKeyResponses`) stands elsewhere in the same
 * file, and the entries themselves (`mcpServers`) are configuration, not memory.
 */
const REMEMBERED: Record<string, { what: SentenceId; stops: boolean }> = {
  disabledMcpjsonServers: { what: 'claude-rejected', stops: true },
  disabledMcpServers: { what: 'claude-off', stops: true },
  enabledMcpjsonServers: { what: 'claude-approved', stops: false },
  enabledMcpServers: { what: 'claude-on', stops: false },
  mcpContextUris: { what: 'claude-resources', stops: false },
};

/** The two files as they were read, parsed; null where there is none. */
export interface ClaudeFiles {
  /** `~/.claude.json`, and how to write its path. */
  user: { path: string; value: Json } | null;
  /** `~/.claude/mcp-needs-auth-cache.json`: servers that asked for a login, by name. */
  needsAuth: { path: string; value: Json } | null;
}

/**
 * What Claude Code remembers that keeps the servers of a project's `.mcp.json` from being connected, each
 * with the line that makes it forget that and nothing else.
 *
 * @param project the folder of the file
 */
export function whatStops({ user, needsAuth }: ClaudeFiles, project: string, servers: string[]): FixNote[] {
  const notes: FixNote[] = [];
  const memory = objectAt(user?.value ?? null, ['projects', project]);
  for (const [key, { what, stops }] of Object.entries(REMEMBERED)) {
    const names = stops ? textsOf(memory?.[key]).filter((name) => servers.includes(name)) : [];
    if (user === null || names.length === 0) continue;
    notes.push({
      text: say('claude-remembers', { file: user.path, key, servers: names.join(', '), what: say(what) }),
      command: jqCommand(jqWithout(['projects', project, key], names), user.path),
    });
  }
  const local = Object.keys(objectAt(memory, ['mcpServers']) ?? {}).filter((name) => servers.includes(name));
  for (const name of local) {
    notes.push({
      text: say('claude-own-entry', { file: user?.path ?? '', server: name }),
      command: /^[\w.-]+$/.test(name) ? say('claude-remove', { server: name }) : null,
    });
  }
  return [...notes, ...waiting(needsAuth, servers)];
}

/** A login that was asked for once: the server is skipped for a while, whatever its entry says by now. */
function waiting(file: ClaudeFiles['needsAuth'], servers: string[]): FixNote[] {
  const names = Object.keys(objectAt(file?.value ?? null, []) ?? {}).filter((name) => servers.includes(name));
  if (file === null || names.length === 0) return [];
  const edits = names.map((name) => ({ path: [name], value: undefined }));
  return [
    {
      text: say('claude-login', { file: file.path, servers: names.join(', ') }),
      command: jqCommand(jqProgram(edits), file.path),
    },
  ];
}

/**
 * Everything that Claude Code remembers of MCP servers in its user file, over all projects.
 * @returns null where it remembers nothing
 */
export function everythingRemembered(user: { path: string; value: Json }): FixNote | null {
  const projects = objectAt(user.value, ['projects']) ?? {};
  const held = Object.keys(projects).flatMap((project) =>
    Object.keys(REMEMBERED)
      .filter((key) => textsOf(objectAt(projects, [project])?.[key]).length > 0)
      .map((key) => ({ project, key })),
  );
  if (held.length === 0) return null;
  const keys = Object.entries(REMEMBERED).filter(([key]) => held.some((each) => each.key === key));
  const words = keys.map(([key, { what }]) => {
    const count = held.filter((each) => each.key === key).length;
    return count === 1
      ? say('claude-one-project', { key, what: say(what) })
      : say('claude-projects', { key, what: say(what), count });
  });
  const edits = held.map(({ project, key }) => ({ path: ['projects', project, key], value: undefined }));
  return {
    text: say('claude-everything', { file: user.path, what: words.join('; ') }),
    command: jqCommand(jqProgram(edits), user.path),
  };
}

function objectAt(value: Json, path: readonly string[]): { [key: string]: Json } | null {
  let node: Json = value;
  for (const key of path) {
    node = isObject(node) && Object.hasOwn(node, key) ? (node[key] ?? null) : null;
  }
  return isObject(node) ? node : null;
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
