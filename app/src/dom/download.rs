//! Files that the server makes from a question too long for an address.

use domain::error::AppError;

/// Posts JSON and hands the answer to the browser as a file under the name that it brings.
pub async fn post(address: &'static str, body: String) -> Result<(), AppError> {
    #[cfg(feature = "hydrate")]
    {
        browser::post(address, &body).await
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (address, body);
        Ok(())
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::error::{AppError, ErrorCode};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Blob, HtmlAnchorElement, RequestInit, Response, Url};

    pub(super) async fn post(address: &str, body: &str) -> Result<(), AppError> {
        let unreachable = |_| AppError::new(ErrorCode::Unreachable);
        let answer = ask(address, body).await.map_err(unreachable)?;
        if !answer.ok() {
            let text = match answer.text() {
                Ok(text) => JsFuture::from(text)
                    .await
                    .ok()
                    .and_then(|text| text.as_string()),
                Err(_) => None,
            };
            return Err(text
                .and_then(|text| serde_json::from_slice(text.as_bytes()).ok())
                .unwrap_or_else(|| {
                    // Not ours: something between here and the server answered.
                    AppError::new(ErrorCode::Unavailable)
                        .with("what", address)
                        .with("reason", format!("HTTP {}", answer.status()))
                }));
        }
        let name = answer
            .headers()
            .get("content-disposition")
            .ok()
            .flatten()
            .and_then(|header| {
                header
                    .split("filename=\"")
                    .nth(1)?
                    .split('"')
                    .next()
                    .map(str::to_owned)
            })
            .unwrap_or_else(|| "rows".to_owned());
        let blob = JsFuture::from(answer.blob().map_err(unreachable)?)
            .await
            .map_err(unreachable)?;
        hand_over(&blob, &name).map_err(unreachable)
    }

    async fn ask(address: &str, body: &str) -> Result<Response, JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let options = RequestInit::new();
        options.set_method("POST");
        options.set_body(&JsValue::from_str(body));
        let request = web_sys::Request::new_with_str_and_init(address, &options)?;
        request.headers().set("content-type", "application/json")?;
        JsFuture::from(window.fetch_with_request(&request))
            .await?
            .dyn_into()
    }

    fn hand_over(blob: &JsValue, name: &str) -> Result<(), JsValue> {
        let document = web_sys::window()
            .and_then(|window| window.document())
            .ok_or(JsValue::NULL)?;
        let address = Url::create_object_url_with_blob(blob.unchecked_ref::<Blob>())?;
        let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser has taken the file by the next turn.
        crate::dom::timer::once(std::time::Duration::from_secs(10), move || {
            let _ = Url::revoke_object_url(&address);
        });
        Ok(())
    }
}
