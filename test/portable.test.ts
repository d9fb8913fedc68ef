import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { destinationOf } from '../src/cli/destinations.js';
import { interruptible } from '../src/cli/underway.js';
import { uriOf } from '../src/report/formats/sarif/uri.js';
import { formatOfPath, loadFormats } from '../src/targets/config/formats.js';
import { listedTarget } from '../src/targets/list/line.js';
import { linesOf } from '../src/targets/list/lines.js';

describe('paths of other systems', () => {
  it("a client's file is known by its path with either slash", async () => {
    const formats = await loadFormats();
    const known = [
      ['C:\\Users\\ann\\.codex\\config.toml', 'codex'],
      ['C:\\Users\\ann\\AppData\\Roaming\\Code\\User\\mcp.json', 'vscode'],
      ['C:\\work\\.cursor\\mcp.json', 'cursor'],
      ['/Users/ann/Library/Application Support/Code/User/mcp.json', 'vscode'],
      ['/Users/ann/Library/Application Support/Claude/claude_desktop_config.json', 'claude-desktop'],
    ] as const;
    for (const [path, id] of known) assert.equal(formatOfPath(path, formats)?.id, id, path);
  });

  it('a report goes to a file on a drive', () => {
    assert.deepEqual(destinationOf('sarif:C:\\out\\a.sarif', 'probe'), {
      format: 'sarif',
      path: 'C:\\out\\a.sarif',
    });
  });

  it('SARIF names a file by a URI, absolute where the path is', () => {
    assert.equal(uriOf('.\\conf\\a b.json'), 'conf/a%20b.json');
    assert.equal(uriOf('/home/ann/.mcp.json'), 'file:///home/ann/.mcp.json');
    assert.equal(uriOf('C:\\Users\\ann\\.mcp.json'), 'file:///C:/Users/ann/.mcp.json');
    assert.equal(uriOf('\\\\host\\share\\.mcp.json'), 'file://host/share/.mcp.json');
  });

  it('a list has lines that end in either way', async () => {
    const found: (string | undefined)[] = [];
    for await (const { text } of linesOf(Readable.from(['http://a.test/\r\n# b\r\nhttp://c.test/']), 100)) {
      found.push(listedTarget(text, 'list:1')?.url);
    }
    assert.deepEqual(found, ['http://a.test/', undefined, 'http://c.test/']);
  });
});

describe('a signal', () => {
  /** A process as far as signals go. */
  function processWith(): { process: NodeJS.Process; signals: EventEmitter; exits: number[] } {
    const [signals, exits] = [new EventEmitter(), [] as number[]];
    const own = {
      on: signals.on.bind(signals),
      off: signals.off.bind(signals),
      exit: (code: number) => exits.push(code),
    };
    const seen = new Proxy(process, {
      get: (target, key) => (key in own ? Reflect.get(own, key) : Reflect.get(target, key)),
    });
    return { process: seen, signals, exits };
  }

  for (const name of ['SIGINT', 'SIGTERM']) {
    it(`${name} ends the work, a second one the process, and nobody listens afterwards`, async () => {
      const { process, signals, exits } = processWith();
      const aborted = await interruptible({ process }, undefined, async (signal) => {
        signals.emit(name);
        assert.equal(signal.aborted, true);
        assert.deepEqual(exits, []);
        signals.emit(name);
        return signal.aborted;
      });
      assert.equal(aborted, true);
      assert.deepEqual(exits, [130]);
      assert.equal(signals.listenerCount(name), 0);
    });
  }
});
