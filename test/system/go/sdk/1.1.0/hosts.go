package main

import "github.com/modelcontextprotocol/go-sdk/mcp"

// This version checks no Host.
func allowHost() *mcp.StreamableHTTPOptions {
	return &mcp.StreamableHTTPOptions{}
}
