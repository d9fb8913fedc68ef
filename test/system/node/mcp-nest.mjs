/** MCP-Nest: a transport strategy of NestJS around the TypeScript SDK 2.x. */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { McpController, McpStrategy, StreamableHttpTransport, Tool } from '@rekog/mcp-nest';
import { main } from './program.mjs';

/** Decorators are functions. */
class Ready {
  ready() {
    return { content: [{ type: 'text', text: 'yes' }] };
  }
}
const { prototype } = Ready;
Tool({ name: 'ready', description: 'Says yes' })(
  prototype,
  'ready',
  Object.getOwnPropertyDescriptor(prototype, 'ready'),
);
McpController()(Ready);

class App {}
Module({ controllers: [Ready] })(App);

async function serve() {
  const strategy = new McpStrategy({
    name: 'example-server',
    version: '1.0.0',
    transports: [new StreamableHttpTransport()],
  });
  const app = await NestFactory.create(App, { logger: false });
  strategy.setHttpAdapter(app.getHttpAdapter());
  app.connectMicroservice({ strategy });
  await app.startAllMicroservices();
  await app.init();
  return app.getHttpAdapter().getInstance();
}

await main({ serve });
