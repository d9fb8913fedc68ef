package main

import "github.com/mark3labs/mcp-go/server"

func allowHost() []server.StreamableHTTPOption {
	return []server.StreamableHTTPOption{server.WithDisableLocalhostProtection(true)}
}
