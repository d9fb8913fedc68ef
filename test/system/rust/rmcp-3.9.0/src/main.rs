//! A server and a client of rmcp 3.9.
//!
//!     program serve MODE [REMEDY]   prints its URL, then serves until it is killed
//!     program connect      prints "ready", then for each line {"url", "headers": [[name, value], ...]} of its input:
//!                          connects, lists the tools, hangs up, and prints {"tools": [name, ...]} or {"error": why}
//!
//! A MODE is stateful-sse, stateless-sse or stateless-json.

use std::{env, error::Error, io::stdin, sync::Arc};

use http::{HeaderName, HeaderValue};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use rmcp::{
    ServerHandler, ServiceExt,
    handler::server::router::tool::ToolRouter,
    model::{ServerCapabilities, ServerInfo},
    tool, tool_handler, tool_router,
    transport::{
        StreamableHttpClientTransport, StreamableHttpServerConfig,
        streamable_http_client::StreamableHttpClientTransportConfig,
        streamable_http_server::{StreamableHttpService, session::local::LocalSessionManager},
    },
};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;
use tower::{Layer, util::MapRequestLayer};

type Fallible<T> = Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Fallible<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.as_slice() {
        [verb, mode, remedies @ ..] if verb == "serve" => serve(mode, remedies).await,
        [verb] if verb == "connect" => attempts().await,
        _ => Err("usage: program serve MODE | program connect".into()),
    }
}

#[derive(Clone)]
struct Example {
    tool_router: ToolRouter<Self>,
}

#[tool_router]
impl Example {
    fn new() -> Self {
        Self { tool_router: Self::tool_router() }
    }

    #[tool(description = "Says yes")]
    fn ready(&self) -> String {
        "yes".into()
    }
}

#[tool_handler]
impl ServerHandler for Example {
    fn get_info(&self) -> ServerInfo {
        ServerInfo::new(ServerCapabilities::builder().enable_tools().build())
    }
}

// As it is printed: rules/remedies/complete-accept/.
include!("../axum.rs");

async fn serve(mode: &str, remedies: &[String]) -> Fallible<()> {
    let remedied = |id: &str| remedies.iter().any(|remedy| remedy == id);
    let config = if remedied("allow-host") {
        include!("../allow-host.rs")
    } else {
        StreamableHttpServerConfig::default()
    };
    let config = config
        .with_legacy_session_mode(mode.starts_with("stateful"))
        .with_json_response(mode.ends_with("json"));
    let service = StreamableHttpService::new(|| Ok(Example::new()), Arc::new(LocalSessionManager::default()), config);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/mcp", listener.local_addr()?);
    loop {
        let (socket, _) = listener.accept().await?;
        let service = service.clone();
        let completes = remedied("complete-accept");
        tokio::spawn(async move {
            let builder = Builder::new(TokioExecutor::new());
            let _ = if completes {
                let service = MapRequestLayer::new(accept_both).layer(service);
                builder.serve_connection(TokioIo::new(socket), TowerToHyperService::new(service)).await
            } else {
                builder.serve_connection(TokioIo::new(socket), TowerToHyperService::new(service)).await
            };
        });
    }
}

#[derive(Deserialize)]
struct Wanted {
    url: String,
    headers: Vec<(String, String)>,
}

async fn attempts() -> Fallible<()> {
    println!("ready");
    for line in stdin().lines() {
        let answer = match connect(serde_json::from_str(&line?)?).await {
            Ok(tools) => json!({ "tools": tools }),
            Err(error) => json!({ "error": error.to_string() }),
        };
        println!("{answer}");
    }
    Ok(())
}

async fn connect(Wanted { url, headers: lines }: Wanted) -> Fallible<Vec<String>> {
    let mut headers = std::collections::HashMap::new();
    for (name, value) in &lines {
        headers.insert(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_str(value)?);
    }
    let config = StreamableHttpClientTransportConfig::with_uri(url).custom_headers(headers);
    let transport = StreamableHttpClientTransport::from_config(config);
    let client = ().serve(transport).await?;
    let tools = client.list_all_tools().await?;
    client.cancel().await?;
    Ok(tools.iter().map(|tool| tool.name.to_string()).collect())
}
