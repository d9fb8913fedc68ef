//! A server of rust-mcp-sdk 1.1, as its integration for axum hosts it.
//!
//!     program serve MODE   prints its URL, then serves until it is killed
//!
//! A MODE is stateful-sse, or stateful-json, in which it answers no notification well.

use std::{env, error::Error, sync::Arc, time::Duration};

use async_trait::async_trait;
use rust_mcp_axum::{AxumServerOptions, create_axum_server};
use rust_mcp_sdk::{
    McpServer, ToMcpServerHandler, macros,
    mcp_server::ServerHandler,
    schema::{
        CallToolError, CallToolRequestParams, CallToolResult, Implementation, InitializeResult, ListToolsResult,
        PaginatedRequestParams, ProtocolVersion, RpcError, ServerCapabilities, ServerCapabilitiesTools,
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
        _: Arc<dyn McpServer>,
    ) -> Result<ListToolsResult, RpcError> {
        Ok(ListToolsResult { tools: vec![Ready::tool()], meta: None, next_cursor: None })
    }

    async fn handle_call_tool_request(
        &self,
        _: CallToolRequestParams,
        _: Arc<dyn McpServer>,
    ) -> Result<CallToolResult, CallToolError> {
        Ok(CallToolResult::text_content(vec!["yes".into()]))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [verb, mode] = words.as_slice() else { return Err("usage: program serve MODE".into()) };
    assert_eq!(verb, "serve");
    let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port(); // it takes 0 for a port
    let details = InitializeResult {
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
        protocol_version: ProtocolVersion::V2025_11_25.into(),
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
