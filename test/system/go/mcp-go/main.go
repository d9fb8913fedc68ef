// A server and a client of mark3labs/mcp-go, in whichever version go.mod names.
//
//	program serve MODE                     prints its URL, then serves until it is killed
//	program connect URL [NAME: VALUE] ...  prints the names of the tools as JSON; exits 1 where it does not connect
//
// A MODE is stateful-json or stateless-json: it answers with JSON as long as no tool reports progress.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/mark3labs/mcp-go/client"
	"github.com/mark3labs/mcp-go/client/transport"
	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
)

func main() {
	log.SetFlags(0)
	switch {
	case len(os.Args) == 3 && os.Args[1] == "serve":
		serve(os.Args[2])
	case len(os.Args) >= 3 && os.Args[1] == "connect":
		connect(os.Args[2], os.Args[3:])
	default:
		log.Fatal("usage: program serve MODE | program connect URL [NAME: VALUE] ...")
	}
}

func serve(mode string) {
	tools := server.NewMCPServer("example-server", "1.0.0", server.WithToolCapabilities(false))
	tools.AddTool(mcp.NewTool("ready", mcp.WithDescription("Says yes")),
		func(context.Context, mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			return mcp.NewToolResultText("yes"), nil
		})
	options := []server.StreamableHTTPOption{}
	if strings.HasPrefix(mode, "stateless") { // 0.32 does not look at the argument
		options = append(options, server.WithStateLess(true))
	}
	handler := server.NewStreamableHTTPServer(tools, options...)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/mcp", handler)
	fmt.Printf("http://%s/mcp\n", listener.Addr())
	log.Fatal(http.Serve(listener, mux))
}

func connect(url string, lines []string) {
	ctx := context.Background()
	headers := map[string]string{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		headers[name] = value
	}
	found, err := client.NewStreamableHttpClient(url, transport.WithHTTPHeaders(headers))
	if err != nil {
		log.Fatal(err)
	}
	if err := found.Start(ctx); err != nil {
		log.Fatal(err)
	}
	hello := mcp.InitializeRequest{}
	hello.Params.ProtocolVersion = mcp.LATEST_PROTOCOL_VERSION
	hello.Params.ClientInfo = mcp.Implementation{Name: "real-client", Version: "1.0.0"}
	if _, err := found.Initialize(ctx, hello); err != nil {
		log.Fatal(err)
	}
	list, err := found.ListTools(ctx, mcp.ListToolsRequest{})
	if err != nil {
		log.Fatal(err)
	}
	names := make([]string, 0, len(list.Tools))
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
	}
	_ = found.Close()
	_ = json.NewEncoder(os.Stdout).Encode(names)
}
