//! Asks over HTTP as the framework does, and tells an answer that is not ours by its status.

use std::future::Future;

use futures::{Sink, Stream};
use leptos::server_fn::Bytes;
use leptos::server_fn::client::Client;
use leptos::server_fn::client::browser::BrowserClient;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use leptos::server_fn::request::browser::BrowserRequest;
use leptos::server_fn::response::ClientRes;
use leptos::server_fn::response::browser::BrowserResponse;

use super::Failure;

/// What every server function is called through.
pub struct Browser;

impl Client<Failure> for Browser {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    async fn send(request: BrowserRequest) -> Result<BrowserResponse, Failure> {
        let response = <BrowserClient as Client<Failure>>::send(request).await?;
        let headers = response.generate_headers();
        let kind = headers.get("content-type");
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if headers.contains_key(SERVER_FN_ERROR_HEADER) || kind.contains("json") {
            Ok(response)
        } else {
            let status = ClientRes::<Failure>::status(&response);
            Err(Failure::of_another(Some(status)))
        }
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (
                impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static,
                impl Sink<Bytes> + Send + 'static,
            ),
            Failure,
        >,
    > + Send {
        <BrowserClient as Client<Failure>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<Failure>>::spawn(future);
    }
}
