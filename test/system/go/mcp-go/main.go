// A server and a client of mark3labs/mcp-go, in whichever version go.mod names.
//
//	program serve MODE [REMEDY]   prints its URL, then serves until it is killed
//	program connect      prints "ready", then for each line {"url", "headers": [[name, value], ...]} of its input:
//	                     connects, lists the tools, hangs up, and prints {"tools": [name, ...]} or {"error": why}
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
	"time"

	"github.com/mark3labs/mcp-go/client"
	"github.com/mark3labs/mcp-go/client/transport"
	"github.com/mark3labs/mcp-go/mcp"
	"github.com/mark3labs/mcp-go/server"
)

func main() {
	log.SetFlags(0)
	switch {
	case len(os.Args) >= 3 && os.Args[1] == "serve":
		serve(os.Args[2], strings.Join(os.Args[3:], " "))
	case len(os.Args) == 2 && os.Args[1] == "connect":
		attempts()
	default:
		log.Fatal("usage: program serve MODE | program connect")
	}
}

func attempts() {
	lines := json.NewDecoder(os.Stdin)
	fmt.Println("ready")
	answers := json.NewEncoder(os.Stdout)
	os.Stdout = os.Stderr // 0.32 prints what goes wrong
	for {
		var wanted struct {
			URL     string
			Headers [][2]string
		}
		if lines.Decode(&wanted) != nil {
			return
		}
		answer := map[string]any{}
		tools, err := connect(context.Background(), wanted.URL, wanted.Headers)
		if err != nil {
			answer["error"] = err.Error()
		} else {
			answer["tools"] = tools
		}
		time.Sleep(50 * time.Millisecond) // 0.32 sends its DELETE after Close
		_ = answers.Encode(answer)
	}
}

// remedy: what of rules/remedies/ is to be tried, as it is printed.
func serve(mode, remedy string) {
	tools := server.NewMCPServer("example-server", "1.0.0", server.WithToolCapabilities(false))
	tools.AddTool(mcp.NewTool("ready", mcp.WithDescription("Says yes")),
		func(context.Context, mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			return mcp.NewToolResultText("yes"), nil
		})
	options := []server.StreamableHTTPOption{}
	if strings.HasPrefix(mode, "stateless") { // 0.32 does not look at the argument
		options = append(options, server.WithStateLess(true))
	}
	if remedy == "allow-host" {
		options = append(options, allowHost()...)
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

func connect(ctx context.Context, url string, lines [][2]string) ([]string, error) {
	headers := map[string]string{}
	for _, line := range lines {
		headers[line[0]] = line[1]
	}
	found, err := client.NewStreamableHttpClient(url, transport.WithHTTPHeaders(headers))
	if err != nil {
		return nil, err
	}
	if err := found.Start(ctx); err != nil {
		return nil, err
	}
	defer found.Close()
	hello := mcp.InitializeRequest{}
	hello.Params.ProtocolVersion = mcp.LATEST_PROTOCOL_VERSION
	hello.Params.ClientInfo = mcp.Implementation{Name: "real-client", Version: "1.0.0"}
	if _, err := found.Initialize(ctx, hello); err != nil {
		return nil, err
	}
	list, err := found.ListTools(ctx, mcp.ListToolsRequest{})
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(list.Tools))
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
	}
	return names, nil
}
