//! Writes whose answer never comes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use consul::observe::Unobserved;
use consul::{Client, Settings};
use engine::documents::observe::Observer;
use engine::documents::{Document, Documents, Error, Layout, VERSIONS};
use testkit::chaos::{ChaosProxy, Fault};

use crate::support::{Board, PREFIX, STRICT, adding, admin, clear, client, documents, entry};

const KEY: &str = "skills/eye/v2/docs/board";

pub(crate) async fn all(address: SocketAddr) {
    a_lost_answer_is_found_out(address, Fault::ResetAfter(20)).await;
    a_lost_answer_is_found_out(address, Fault::ResetAfter(0)).await;
    a_lost_write_is_sent_again(address).await;
    others_who_write_meanwhile_hide_nothing(address).await;
    what_the_history_has_forgotten_is_said(address).await;
    what_cannot_be_found_out_is_said(address).await;
    a_bad_network_loses_and_doubles_nothing(address).await;
}

/// Heals the network when somebody is unsure, and does something else besides.
struct WhenUnsure {
    proxy: Arc<ChaosProxy>,
    heal: bool,
    then: Box<dyn Fn() + Send + Sync>,
    count: AtomicU32,
}

impl Observer for WhenUnsure {
    fn unsure(&self, _name: &str) {
        if self.heal {
            set_now(&self.proxy, Fault::None);
        }
        if self.count.fetch_add(1, Ordering::SeqCst) == 0 {
            (self.then)();
        }
    }
}

/// For code that cannot wait, and must not go on before.
fn set_now(proxy: &ChaosProxy, fault: Fault) {
    tokio::task::block_in_place(|| {
        let set = proxy.set(fault);
        tokio::runtime::Handle::current().block_on(set).unwrap();
    });
}

struct Scene {
    proxy: Arc<ChaosProxy>,
    direct: Client,
    board: Document<Board>,
    told: Arc<WhenUnsure>,
}

fn impatient(address: SocketAddr) -> Client {
    let mut settings = Settings {
        servers: vec![address.to_string()],
        timeout: Duration::from_millis(300),
        hold: Duration::from_millis(300),
        ..Settings::default()
    };
    settings.retry.attempts = 1;
    settings.breaker.failures = 1_000;
    Client::new(settings, Arc::new(Unobserved)).unwrap()
}

async fn scene(address: SocketAddr, heal: bool, then: impl Fn() + Send + Sync + 'static) -> Scene {
    let direct = client(address);
    clear(&direct).await;
    let board = documents(&direct).open::<Board>().unwrap();
    board.change(&admin(), adding("first")).await.unwrap();
    let proxy = Arc::new(ChaosProxy::start(address).await.unwrap());
    let told = Arc::new(WhenUnsure {
        proxy: proxy.clone(),
        heal,
        then: Box::new(then),
        count: AtomicU32::new(0),
    });
    let layout = Layout::new(PREFIX).unwrap();
    let documents = Documents::new(impatient(proxy.address()), layout, told.clone());
    Scene {
        board: documents.open::<Board>().unwrap(),
        proxy,
        direct,
        told,
    }
}

/// Adds a line, and breaks the network after it was read and before it is written.
fn adding_with(
    proxy: Arc<ChaosProxy>,
    fault: Fault,
    id: &str,
) -> impl FnMut(&Board) -> Result<Board, Error> {
    let broken = AtomicBool::new(false);
    let mut add = adding(id);
    move |board| {
        if !broken.swap(true, Ordering::SeqCst) {
            set_now(&proxy, fault);
        }
        add(board)
    }
}

async fn a_lost_answer_is_found_out(address: SocketAddr, fault: Fault) {
    let scene = scene(address, true, || {}).await;
    let change = adding_with(scene.proxy.clone(), fault, "mine");
    let changed = scene.board.change(&admin(), change).await.unwrap();
    assert_eq!(scene.told.count.load(Ordering::SeqCst), 1);
    assert_eq!((changed.rounds, changed.written), (1, true));
    let read = scene.board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(read.value.ids(), ["first", "mine"]);
    assert_eq!((read.meta.version, Some(read.index)), (2, changed.index));
    assert_eq!(scene.board.history().await.unwrap().len(), 1);
}

async fn a_lost_write_is_sent_again(address: SocketAddr) {
    let scene = scene(address, true, || {}).await;
    let before = entry(&scene.direct, KEY).await.unwrap().modify_index;
    let change = adding_with(scene.proxy.clone(), Fault::Hang, "mine");
    let changed = scene.board.change(&admin(), change).await.unwrap();
    assert_eq!(scene.told.count.load(Ordering::SeqCst), 1);
    assert!(changed.index.unwrap() > before);
    let read = scene.board.read(STRICT).await.unwrap().unwrap();
    assert_eq!(
        (read.value.ids(), read.meta.version),
        (vec!["first", "mine"], 2)
    );
}

async fn others_who_write_meanwhile_hide_nothing(address: SocketAddr) {
    // The answer is lost with and without the write; in both cases others come between.
    for fault in [Fault::ResetAfter(20), Fault::Hang] {
        let scene = scene(address, true, move || others(address, 3)).await;
        let change = adding_with(scene.proxy.clone(), fault, "mine");
        let changed = scene.board.change(&admin(), change).await.unwrap();
        let read = scene.board.read(STRICT).await.unwrap().unwrap();
        assert_eq!(read.meta.version, 5);
        let mut ids = read.value.ids();
        if fault == Fault::Hang {
            assert_eq!((ids.pop(), changed.rounds), (Some("mine"), 2));
            assert_eq!(ids, ["first", "0", "1", "2"]);
        } else {
            assert_eq!(
                (ids, changed.rounds),
                (vec!["first", "mine", "0", "1", "2"], 1)
            );
            let found = scene.board.at(changed.index.unwrap()).await.unwrap();
            assert_eq!(found.value.ids(), ["first", "mine"]);
        }
        assert_eq!(scene.board.history().await.unwrap().len(), 4);
    }
}

/// Writes so many lines before it comes back.
fn others(address: SocketAddr, count: usize) {
    let others = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let board = documents(&client(address)).open::<Board>().unwrap();
            for id in 0..count {
                let id = format!("{id}");
                board.change(&admin(), adding(&id)).await.unwrap();
            }
        });
    });
    others.join().unwrap();
}

async fn what_the_history_has_forgotten_is_said(address: SocketAddr) {
    let scene = scene(address, true, move || others(address, VERSIONS + 5)).await;
    let change = adding_with(scene.proxy.clone(), Fault::ResetAfter(20), "mine");
    let error = scene.board.change(&admin(), change).await.unwrap_err();
    assert!(matches!(error, Error::Unsure { .. }), "{error}");
    let read = scene.board.read(STRICT).await.unwrap().unwrap();
    let mine = read.value.ids().into_iter().filter(|id| *id == "mine");
    assert_eq!(mine.count(), 1);
}

async fn what_cannot_be_found_out_is_said(address: SocketAddr) {
    let scene = scene(address, false, || {}).await;
    let change = adding_with(scene.proxy.clone(), Fault::ResetAfter(20), "mine");
    let error = scene.board.change(&admin(), change).await.unwrap_err();
    assert!(matches!(error, Error::Unsure { .. }), "{error}");
    let board = documents(&scene.direct).open::<Board>().unwrap();
    let read = board.read(STRICT).await.unwrap().unwrap();
    // It was done; what matters is that nobody said it was not.
    assert_eq!(read.value.ids(), ["first", "mine"]);
    // A network that is down before anything is sent leaves no doubt.
    scene.proxy.set(Fault::Refuse).await.unwrap();
    let error = scene
        .board
        .change(&admin(), adding("never"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Store(_)), "{error}");
}

async fn a_bad_network_loses_and_doubles_nothing(address: SocketAddr) {
    let scene = scene(address, false, || {}).await;
    let stop = Arc::new(AtomicBool::new(false));
    let weather = tokio::spawn({
        let (proxy, stop) = (scene.proxy.clone(), stop.clone());
        async move {
            while !stop.load(Ordering::SeqCst) {
                let fault = match fastrand::bool() {
                    true => Fault::ResetAfter(fastrand::usize(0..400)),
                    false => Fault::Hang,
                };
                proxy.set(fault).await.unwrap();
                tokio::time::sleep(Duration::from_millis(fastrand::u64(1..25))).await;
                // Long enough for a write to come through on a slow machine.
                proxy.set(Fault::None).await.unwrap();
                tokio::time::sleep(Duration::from_millis(fastrand::u64(30..90))).await;
            }
            proxy.set(Fault::None).await.unwrap();
        }
    });
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4 {
        let board = scene.board.clone();
        writers.spawn(async move {
            let mut outcomes = Vec::new();
            for number in 0..5 {
                let id = format!("{writer}-{number}");
                let changed = board.change(&admin(), adding(&id)).await;
                outcomes.push((id, changed.map(|changed| changed.meta.write)));
                // What is refused at once must not all be refused by one fault.
                tokio::time::sleep(Duration::from_millis(fastrand::u64(20..60))).await;
            }
            outcomes
        });
    }
    let outcomes: Vec<_> = writers.join_all().await.into_iter().flatten().collect();
    stop.store(true, Ordering::SeqCst);
    weather.await.unwrap();
    let board = documents(&scene.direct).open::<Board>().unwrap();
    let read = board.read(STRICT).await.unwrap().unwrap();
    let ids = read.value.ids();
    let (mut done, mut unsure) = (0, 0);
    for (id, outcome) in &outcomes {
        let times = ids.iter().filter(|one| *one == id).count();
        match outcome {
            Ok(_) => {
                assert_eq!(times, 1, "{id} was said to be written");
                done += 1;
            }
            Err(Error::Unsure { .. }) => {
                assert!(times <= 1, "{id} is there {times} times");
                unsure += 1;
            }
            Err(error) => assert_eq!(times, 0, "{id} was said not to be written: {error}"),
        }
    }
    assert!(
        done > 0,
        "the network was too bad: {unsure} unsure of {}",
        outcomes.len()
    );
    assert_eq!(read.meta.version, u64::try_from(ids.len()).unwrap());
}
