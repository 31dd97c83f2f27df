//! What the browser of keys promises, over any store.

pub(crate) mod documents;
pub(crate) mod edits;
pub(crate) mod private;
pub(crate) mod reading;
mod scripted;

use consul::Client;
use engine::documents::Rules;
use engine::keys::{Keys, Settings};

use crate::support::{Board, documents as of};

fn keys(client: &Client) -> Keys {
    let mut settings = Settings::default();
    settings.readable.push("apps/".to_owned());
    Keys::new(of(client), &settings, vec![Rules::of::<Board>()])
}
