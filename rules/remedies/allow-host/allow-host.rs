StreamableHttpServerConfig::default()
    .with_allowed_hosts(["{{target.host}}", "localhost", "127.0.0.1"])
