//! Who in this tab follows what.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use domain::event::Topic;

use super::Notice;

thread_local! {
    static FOLLOWERS: RefCell<Followers> = RefCell::new(Followers::default());
}

type Follow = Rc<dyn Fn(Notice)>;

#[derive(Default)]
struct Followers {
    last: u64,
    list: Vec<(u64, Topic, Follow)>,
}

pub(super) fn add(topic: Topic, follow: impl Fn(Notice) + 'static) -> u64 {
    FOLLOWERS.with_borrow_mut(|followers| {
        followers.last += 1;
        let id = followers.last;
        followers.list.push((id, topic, Rc::new(follow)));
        id
    })
}

pub(super) fn remove(id: u64) {
    FOLLOWERS.with_borrow_mut(|followers| followers.list.retain(|(of, _, _)| *of != id));
}

pub(super) fn topics() -> BTreeSet<Topic> {
    FOLLOWERS.with_borrow(|followers| followers.list.iter().map(|(_, topic, _)| *topic).collect())
}

/// Something was missed, and nobody knows of which topic.
pub(super) fn tell_all() {
    for topic in Topic::ALL {
        tell(topic, &Notice::Resync);
    }
}

/// Followers may come or go while they are told: each is called outside the list.
pub(super) fn tell(topic: Topic, notice: &Notice) {
    let followers: Vec<Rc<dyn Fn(Notice)>> = FOLLOWERS.with_borrow(|followers| {
        let of_topic = followers.list.iter().filter(|(_, of, _)| *of == topic);
        of_topic.map(|(_, _, follow)| Rc::clone(follow)).collect()
    });
    for follow in followers {
        follow(notice.clone());
    }
}
