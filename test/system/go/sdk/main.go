// A server and a client of the official Go SDK, in whichever version go.mod names.
//
//	program serve MODE [REMEDY]   prints its URL, then serves until it is killed
//	program connect      prints "ready", then for each line {"url", "headers": [[name, value], ...]} of its input:
//	                     connects, lists the tools, hangs up, and prints {"tools": [name, ...]} or {"error": why}
//
// A MODE is stateful-sse, stateful-json, stateless-sse or stateless-json.
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

	"github.com/modelcontextprotocol/go-sdk/mcp"
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
		_ = json.NewEncoder(os.Stdout).Encode(answer)
	}
}

type numbers struct {
	A int `json:"a"`
	B int `json:"b"`
}

// remedy: what of rules/remedies/ is to be tried, as it is printed.
func serve(mode, remedy string) {
	server := mcp.NewServer(&mcp.Implementation{Name: "example-server", Version: "1.0.0"}, nil)
	mcp.AddTool(server, &mcp.Tool{Name: "add", Description: "Adds two numbers"},
		func(_ context.Context, _ *mcp.CallToolRequest, n numbers) (*mcp.CallToolResult, any, error) {
			return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: fmt.Sprint(n.A + n.B)}}}, nil, nil
		})
	options := &mcp.StreamableHTTPOptions{}
	if remedy == "allow-host" {
		options = allowHost()
	}
	options.Stateless = strings.HasPrefix(mode, "stateless")
	options.JSONResponse = strings.HasSuffix(mode, "json")
	var handler http.Handler = mcp.NewStreamableHTTPHandler(
		func(*http.Request) *mcp.Server { return server }, options)
	if remedy == "complete-accept" {
		handler = acceptBoth(handler)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/mcp", handler)
	fmt.Printf("http://%s/mcp\n", listener.Addr())
	log.Fatal(http.Serve(listener, mux))
}

// configured adds headers as a user of this SDK does: in the http.Client.
type configured struct {
	headers [][2]string
	wire    *http.Transport
}

func (c configured) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	for _, header := range c.headers {
		request.Header.Set(header[0], header[1])
	}
	return c.wire.RoundTrip(request)
}

func connect(ctx context.Context, url string, headers [][2]string) ([]string, error) {
	wire := &http.Transport{}
	defer wire.CloseIdleConnections()
	client := mcp.NewClient(&mcp.Implementation{Name: "real-client", Version: "1.0.0"}, nil)
	session, err := client.Connect(ctx, &mcp.StreamableClientTransport{
		Endpoint:   url,
		HTTPClient: &http.Client{Transport: configured{headers, wire}},
	}, nil)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	list, err := session.ListTools(ctx, nil)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(list.Tools))
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
	}
	return names, nil
}
