package main

import "github.com/mark3labs/mcp-go/server"

// This version checks no Host.
func allowHost() []server.StreamableHTTPOption {
	return nil
}
