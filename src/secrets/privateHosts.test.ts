import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPrivateHost, PrivateHosts, standInsIn } from './privateHosts.js';

describe('a host that means something inside one network alone', () => {
  it('is told by its address or its name', () => {
    for (const host of [
      '10.1.2.3',
      '192.168.0.7',
      '172.20.1.1',
      '100.64.0.1',
      '[fd00::1]',
      'fe80::1',
      'qms',
      'mcp.corp',
      'git.acme.internal',
    ]) {
      assert.ok(isPrivateHost(host), host);
    }
    for (const host of [
      'localhost',
      '127.0.0.1',
      '::1',
      'host.docker.internal',
      'mcp.example.com',
      '8.8.8.8',
      '172.32.0.1',
    ]) {
      assert.ok(!isPrivateHost(host), host);
    }
  });

  it('gets the same stand-in wherever it stands, and the text around it stays', () => {
    const hosts = new PrivateHosts();
    hosts.add('qms');
    hosts.add('mcp.acme.com');
    const text = hosts.text(
      'http://qms:4402/mcp qms:4402 qms, http://MCP.acme.com/ via 10.0.0.9:80, ::ffff:10.0.0.9, [fd12::5]:8080, db.corp. and localhost:3000 2.1.274',
    );
    assert.equal(
      text,
      'http://private-1.invalid:4402/mcp private-1.invalid:4402 qms, http://private-2.invalid/ via 192.0.2.3:80, ::ffff:192.0.2.3, [2001:db8::4]:8080, private-5.invalid. and localhost:3000 2.1.274',
    );
    assert.equal(standInsIn(text), 5);
  });

  it('a plain word is a host after // or before a port of its own alone', () => {
    const hosts = new PrivateHosts();
    hosts.add('tools');
    const body = '{"result":{"tools":[],"url":"http://tools/"}}';
    assert.equal(hosts.text(body), '{"result":{"tools":[],"url":"http://private-1.invalid/"}}');
  });
});
