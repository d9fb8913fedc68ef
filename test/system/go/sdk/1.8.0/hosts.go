package main

import "github.com/modelcontextprotocol/go-sdk/mcp"

func allowHost() *mcp.StreamableHTTPOptions {
	return &mcp.StreamableHTTPOptions{DisableLocalhostProtection: true}
}
