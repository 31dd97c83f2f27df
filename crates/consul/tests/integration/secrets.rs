//! The token goes into its header and nowhere else.

use std::sync::Arc;

use consul::observe::Unobserved;
use consul::{Client, Consistency, catalog};
use secrecy::SecretString;
use testkit::scripted::Reply;

use crate::support::{impatient, scripted};

const TOKEN: &str = "0f3e1c9a-token-of-a-test";

#[tokio::test]
async fn the_token_is_sent_and_never_shown() {
    // A server that repeats what it is given, as a proxy's error page may.
    let server = scripted(|_, asked| {
        let token = asked.header("x-consul-token").unwrap_or_default();
        Reply::json(403, &format!("token {token} does not exist"))
    })
    .await;
    let mut settings = impatient(&[server.address()]);
    settings.token = Some(SecretString::from(TOKEN));
    assert!(!format!("{settings:?}").contains(TOKEN));
    let client = Client::new(settings, Arc::new(Unobserved)).unwrap();
    let read = client.read(&catalog::nodes(), Consistency::Default).await;
    let error = read.unwrap_err();
    let asked = server.asked().remove(0);
    assert_eq!(asked.header("x-consul-token"), Some(TOKEN));
    assert!(!asked.target.contains(TOKEN));
    assert!(error.to_string().contains("does not exist"), "{error}");
    for words in [
        format!("{error}"),
        format!("{error:?}"),
        format!("{client:?}"),
    ] {
        assert!(!words.contains(TOKEN), "{words}");
    }
}
