//! A server of rust-mcp-sdk 2.0, which speaks 2026-07-28 alone, as its integration for axum hosts it.
//!
//!     program serve MODE   prints its URL, then serves until it is killed
//!
//! A MODE is stateless-sse or stateless-json.

use std::{env, error::Error, sync::Arc, time::Duration};

use async_trait::async_trait;
use rust_mcp_axum::{AxumServerOptions, create_axum_server};
use rust_mcp_sdk::{
    McpServer, RequestContext, ServerDetails, ToMcpServerHandler, macros,
    mcp_server::ServerHandler,
    schema::{
        CallToolError, CallToolRequestParams, CallToolResult, Implementation, ListToolsResult,
        ListToolsResultCacheScope, PaginatedRequestParams, RpcError, ServerCapabilities,
        ServerCapabilitiesTools, ServerResult, TextContent,
    },
};
use tokio::net::{TcpListener, TcpStream};

#[macros::mcp_tool(name = "ready", description = "Says yes")]
#[derive(Debug, serde::Deserialize, serde::Serialize, macros::JsonSchema)]
struct Ready {}

struct Example;

#[async_trait]
impl ServerHandler for Example {
    async fn handle_list_tools_request(
        &self,
        _: Option<PaginatedRequestParams>,
        _: &RequestContext,
        _: Arc<dyn McpServer>,
    ) -> Result<ListToolsResult, RpcError> {
        Ok(ListToolsResult {
            tools: vec![Ready::tool()],
            meta: None,
            next_cursor: None,
            cache_scope: ListToolsResultCacheScope::Private,
            result_type: "complete".into(),
            ttl_ms: 0,
        })
    }

    async fn handle_call_tool_request(
        &self,
        _: CallToolRequestParams,
        _: &RequestContext,
        _: Arc<dyn McpServer>,
    ) -> Result<ServerResult, CallToolError> {
        Ok(ServerResult::CallToolResult(CallToolResult {
            content: vec![TextContent::new("yes".into(), None, None).into()],
            is_error: None,
            meta: None,
            result_type: "complete".into(),
            structured_content: None,
        }))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [verb, mode] = words.as_slice() else { return Err("usage: program serve MODE".into()) };
    assert_eq!(verb, "serve");
    let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port(); // it takes 0 for a port
    let details = ServerDetails {
        server_info: Implementation {
            name: "example-server".into(),
            version: "1.0.0".into(),
            title: None,
            description: None,
            icons: vec![],
            website_url: None,
        },
        capabilities: ServerCapabilities {
            tools: Some(ServerCapabilitiesTools { list_changed: None }),
            ..Default::default()
        },
        instructions: None,
        meta: None,
    };
    let options = AxumServerOptions {
        port,
        enable_json_response: Some(mode.ends_with("json")),
        ..Default::default()
    };
    let server = create_axum_server(details, Example.to_mcp_server_handler(), options);
    tokio::spawn(async move {
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        println!("http://127.0.0.1:{port}/mcp");
    });
    Ok(server.start().await?)
}
