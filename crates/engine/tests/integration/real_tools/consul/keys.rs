use crate::keys::{documents, edits, private, reading};

with_a_store! {
    keys_are_listed_and_searched: reading::all;
    keys_are_edited: edits::all;
    documents_are_edited_by_hand: documents::all;
    what_is_private_stays_so: private::all;
}
