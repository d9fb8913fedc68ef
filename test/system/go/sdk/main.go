// A server and a client of the official Go SDK, in whichever version go.mod names.
//
//	program serve MODE                     prints its URL, then serves until it is killed
//	program connect URL [NAME: VALUE] ...  prints the names of the tools as JSON; exits 1 where it does not connect
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
	case len(os.Args) == 3 && os.Args[1] == "serve":
		serve(os.Args[2])
	case len(os.Args) >= 3 && os.Args[1] == "connect":
		connect(os.Args[2], os.Args[3:])
	default:
		log.Fatal("usage: program serve MODE | program connect URL [NAME: VALUE] ...")
	}
}

type numbers struct {
	A int `json:"a"`
	B int `json:"b"`
}

func serve(mode string) {
	server := mcp.NewServer(&mcp.Implementation{Name: "example-server", Version: "1.0.0"}, nil)
	mcp.AddTool(server, &mcp.Tool{Name: "add", Description: "Adds two numbers"},
		func(_ context.Context, _ *mcp.CallToolRequest, n numbers) (*mcp.CallToolResult, any, error) {
			return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: fmt.Sprint(n.A + n.B)}}}, nil, nil
		})
	handler := mcp.NewStreamableHTTPHandler(
		func(*http.Request) *mcp.Server { return server },
		&mcp.StreamableHTTPOptions{
			Stateless:    strings.HasPrefix(mode, "stateless"),
			JSONResponse: strings.HasSuffix(mode, "json"),
		})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/mcp", handler)
	fmt.Printf("http://%s/mcp\n", listener.Addr())
	log.Fatal(http.Serve(listener, mux))
}

// configured adds header lines as a user of this SDK does: in the http.Client.
type configured []string

func (lines configured) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		request.Header.Set(name, value)
	}
	return http.DefaultTransport.RoundTrip(request)
}

func connect(url string, lines []string) {
	ctx := context.Background()
	client := mcp.NewClient(&mcp.Implementation{Name: "real-client", Version: "1.0.0"}, nil)
	transport := &mcp.StreamableClientTransport{Endpoint: url, HTTPClient: &http.Client{Transport: configured(lines)}}
	session, err := client.Connect(ctx, transport, nil)
	if err != nil {
		log.Fatal(err)
	}
	list, err := session.ListTools(ctx, nil)
	if err != nil {
		log.Fatal(err)
	}
	names := make([]string, 0, len(list.Tools))
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
	}
	_ = session.Close()
	_ = json.NewEncoder(os.Stdout).Encode(names)
}
