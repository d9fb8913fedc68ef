// Completes Accept before rmcp reads it, as a tower layer around its service:
// router.layer(tower::util::MapRequestLayer::new(accept_both))
fn accept_both<B>(mut request: http::Request<B>) -> http::Request<B> {
    if request.method() == http::Method::POST {
        let both = http::HeaderValue::from_static("application/json, text/event-stream");
        request.headers_mut().insert(http::header::ACCEPT, both);
    }
    request
}
